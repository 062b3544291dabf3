//! A hundred explorations of one scenario come out the same, to the last letter of their evidence, although the scenario
//! depends on the order of a `HashMap`, on the numbers of threads, and on time.

use std::collections::BTreeSet;
use std::sync::Arc;

use kata_engine::{Budget, explore};
use kata_std::collections::HashMap;
use kata_std::sync::{Mutex, mpsc};
use kata_std::thread;
use kata_std::time::{Duration, Instant};

/// Two drivers take the first free spot that the map happens to give, in two steps.
fn scenario() {
    let spots: HashMap<String, bool> = (0..8).map(|spot| (format!("spot-{spot}"), true)).collect();
    let spots = Arc::new(Mutex::new(spots));
    let start = Instant::now();
    let (taken, all) = mpsc::channel();
    for _ in 0..2 {
        let (spots, taken) = (Arc::clone(&spots), taken.clone());
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(5));
            let free = spots.lock().unwrap().iter().find(|(_, free)| **free).map(|(spot, _)| spot.clone());
            let free = free.expect("there are enough");
            spots.lock().unwrap().insert(free.clone(), false);
            taken.send((free, thread::current().id())).unwrap();
        });
    }
    drop(taken);
    let mut seen: Vec<_> = all.iter().collect();
    let who = format!("{seen:?} after {:?}", start.elapsed());
    seen.sort_by(|a, b| a.0.cmp(&b.0));
    seen.dedup_by(|a, b| a.0 == b.0);
    assert_eq!(seen.len(), 2, "{who}");
}

#[test]
fn a_hundred_explorations_have_one_result() {
    let budget = Budget {
        exhaustive_schedules: 50,
        exhaustive_steps: 10_000,
        random_schedules: 300,
        random_steps: 50_000,
        steps_per_execution: 10_000,
        timeouts_race: true,
        seed: 7,
    };
    let run = |_| {
        let exploration = explore(&budget, Arc::new(scenario));
        assert!(exploration.failure.is_some(), "the race is found");
        format!("{exploration:?}")
    };
    let results: BTreeSet<String> = (0..100).map(run).collect();
    assert_eq!(results.len(), 1, "{results:#?}");
}
