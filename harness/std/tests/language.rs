//! Ordinary code compiles and runs under the mirror as under std.

#[macro_use]
extern crate kata_std as std;
extern crate kata_std as core;

use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Spot {
    level: u32,
    name: String,
}

impl Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.level, self.name)
    }
}

thread_local! {
    static CALLS: ::std::cell::Cell<u32> = const { ::std::cell::Cell::new(0) };
    static NAMES: std::cell::RefCell<Vec<String>> = std::cell::RefCell::new(vec![]);
}

fn run(scenario: impl Fn() + Send + Sync + 'static) {
    let exploration = kata_engine::run_once(Arc::new(scenario), 10_000);
    if let Some(failure) = exploration.failure {
        panic!("{failure:?}");
    }
}

mod inner {
    use std::sync::Mutex;

    pub(crate) fn in_a_module() -> u32 {
        println!("hello {}", 1);
        let v: Vec<u32> = vec![1, 2, 3];
        *Mutex::new(v.iter().copied().sum::<u32>()).lock().unwrap()
    }
}

#[test]
fn macros_derives_and_paths_work() {
    run(|| {
        let spot = Spot { level: 1, name: format!("L{}", 1) };
        assert_eq!(spot.clone(), spot);
        assert!(matches!(spot, Spot { level: 1, .. }));
        assert_eq!(spot.to_string(), "1:L1");
        let mut set: HashSet<Spot> = HashSet::new();
        set.insert(spot.clone());
        assert!(set.contains(&spot));
        CALLS.set(CALLS.get() + 1);
        NAMES.with_borrow_mut(|names| names.push("x".into()));
        assert_eq!(CALLS.get(), 1);
        let n = ::std::sync::atomic::AtomicU8::new(3);
        assert_eq!(n.load(core::sync::atomic::Ordering::SeqCst), dbg!(3));
        eprintln!();
        print!("a");
        eprint!("b");
        assert_ne!(inner::in_a_module(), 0);
        let c: std::prelude::v1::Vec<i32> = std::vec![1];
        assert_eq!(c.len(), 1);
        let r = std::panic::catch_unwind(|| panic!("no {}", 1));
        assert!(r.is_err());
        let _: std::result::Result<u8, core::num::ParseIntError> = "3".parse::<u8>();
        assert_eq!(std::mem::take(&mut vec![1]), [1]);
        let mut m: HashMap<&str, u32> = HashMap::from([("a", 1)]);
        *m.entry("a").or_insert(0) += 1;
        assert_eq!(m["a"], 2);
        for (k, v) in &mut m {
            assert_eq!((*k, *v), ("a", 2));
        }
        let total = Arc::new(Mutex::new(0));
        let hits = Arc::new(AtomicUsize::new(0));
        std::thread::scope(|s| {
            for i in 0..3 {
                let total = &total;
                let hits = hits.clone();
                s.spawn(move || {
                    *total.lock().unwrap() += i;
                    hits.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!((*total.lock().unwrap(), hits.load(Ordering::SeqCst)), (3, 3));
        let start = std::time::Instant::now();
        std::thread::sleep(Duration::from_secs(86_400));
        assert_eq!(start.elapsed(), Duration::from_secs(86_400));
    });
}
