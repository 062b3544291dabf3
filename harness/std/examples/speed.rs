//! How many schedules a second: three threads, a lock and a map. With `--features plain-shuttle`, beside plain shuttle.
//!
//! Prints one line a measurement, `<what> <schedules a second>`, the best of five rounds that alternate.

#[macro_use]
extern crate kata_std as std;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use kata_engine::{Budget, explore};

/// std itself, for the clock on the wall.
extern crate std as real;

const SCHEDULES: u64 = 20_000;
const ROUNDS: usize = 5;

fn lock_and_map() {
    let map = Arc::new(Mutex::new(HashMap::new()));
    let crew: Vec<_> = (0..3)
        .map(|i| {
            let map = map.clone();
            thread::spawn(move || {
                for k in 0..3 {
                    map.lock().unwrap().insert(i * 3 + k, k);
                }
            })
        })
        .collect();
    for thread in crew {
        thread.join().unwrap();
    }
    assert_eq!(map.lock().unwrap().len(), 9);
}

fn with_a_thread_left_over() {
    let (sender, receiver) = mpsc::channel::<u32>();
    thread::spawn(move || while receiver.recv().is_ok() {});
    lock_and_map();
    std::mem::forget(sender);
}

fn budget(exhaustive_schedules: u64, random_schedules: u64) -> Budget {
    Budget {
        exhaustive_schedules,
        exhaustive_steps: u64::MAX,
        random_schedules,
        random_steps: u64::MAX,
        steps_per_execution: 10_000,
        timeouts_race: false,
        seed: 7,
    }
}

fn rate(run: &dyn Fn() -> u64) -> f64 {
    let start = real::time::Instant::now();
    let schedules = run();
    schedules as f64 / start.elapsed().as_secs_f64()
}

fn ours(budget: Budget, scenario: fn()) -> u64 {
    let exploration = explore(&budget, Arc::new(scenario));
    assert!(exploration.failure.is_none());
    exploration.schedules
}

#[cfg(feature = "plain-shuttle")]
fn shuttle() -> u64 {
    use real::collections::HashMap;
    use shuttle_engine::{Config, Runner};
    use shuttle_schedulers::RandomScheduler;
    use shuttle_std::sync::{Arc, Mutex};
    use shuttle_std::thread;

    let scheduler = RandomScheduler::new_from_seed(7, SCHEDULES as usize);
    let scenario = || {
        let map = Arc::new(Mutex::new(HashMap::new()));
        let crew: Vec<_> = (0..3)
            .map(|i| {
                let map = map.clone();
                thread::spawn(move || {
                    for k in 0..3 {
                        map.lock().unwrap().insert(i * 3 + k, k);
                    }
                })
            })
            .collect();
        for thread in crew {
            thread.join().unwrap();
        }
        assert_eq!(map.lock().unwrap().len(), 9);
    };
    Runner::new(scheduler, Config::new()).run(scenario) as u64
}

/// A name, and what runs so many schedules.
type Contender = (&'static str, Box<dyn Fn() -> u64>);

fn main() {
    let contenders: Vec<Contender> = vec![
        ("ours-random", Box::new(|| ours(budget(1, SCHEDULES), lock_and_map))),
        ("ours-systematic", Box::new(|| ours(budget(SCHEDULES, 0), lock_and_map))),
        ("ours-left-over", Box::new(|| ours(budget(1, SCHEDULES), with_a_thread_left_over))),
        #[cfg(feature = "plain-shuttle")]
        ("plain-shuttle", Box::new(shuttle)),
    ];
    let mut best = vec![0.0_f64; contenders.len()];
    for _ in 0..ROUNDS {
        for (best, (_, run)) in best.iter_mut().zip(&contenders) {
            *best = best.max(rate(run));
        }
    }
    for (best, (name, _)) in best.iter().zip(&contenders) {
        real::println!("{name} {best:.0}");
    }
}
