//! A tiny suite on counters, and counters to judge: one right, the others wrong in one way each.

use kata_suite::sync::atomic::{AtomicU64, Ordering};
use kata_suite::sync::{Arc, Mutex};
use kata_suite::thread;
use kata_suite::{Check, Level, Suite, attempt, call, crew, expect, expect_eq};

pub(crate) trait Counter: Send + Sync {
    fn add(&self);
    fn get(&self) -> u64;
    fn reset(&self) -> Result<(), Unsupported> {
        Err(Unsupported)
    }
}

#[derive(Debug)]
pub(crate) struct Unsupported;

pub(crate) type Subject = fn() -> Arc<dyn Counter>;

pub(crate) fn suite() -> Suite<Subject> {
    Suite::new("counter")
        .check(Check::behaviour("one-add-counts", "one add counts one").hint("What does get return?").run(
            |build: Subject| {
                let counter = build();
                counter.add();
                expect_eq!(counter.get(), 1, "added once");
            },
        ))
        .check(Check::behaviour("reset-starts-again", "a reset starts again at zero").level(Level::L6).run(
            |build: Subject| {
                let counter = build();
                counter.add();
                let reset = attempt("reset", counter.reset(), |Unsupported| true);
                expect!(reset.is_ok(), "reset was refused");
            },
        ))
        .check(Check::concurrency("no-add-is-lost", "no add is lost").level(Level::L4).explore(|build: Subject| {
            let counter = build();
            let adding = ["adder-1", "adder-2"].map(|name| {
                let counter = Arc::clone(&counter);
                (name, move || call("add()", || counter.add()))
            });
            crew(adding);
            expect_eq!(counter.get(), 2, "two threads added one each");
        }))
}

/// The subject that the environment names, if it names one.
pub(crate) fn chosen() -> Option<Subject> {
    let name = std::env::var_os("TINY_SUBJECT")?;
    // The counters below stand for a learner's code, and lie where no learner's would.
    kata_engine::treat_as_learner("harness/suite/tests/runner/tiny.rs");
    let subject: Subject = match name.to_str()? {
        "locked" => || Arc::new(Locked(Mutex::new(0))),
        "racy" => || Arc::new(Racy(AtomicU64::new(0))),
        "unwritten" => || Arc::new(Unwritten),
        "spinning" => || Arc::new(Spinning),
        "relocking" => || Arc::new(Relocking(Mutex::new(0))),
        "recursing" => || Arc::new(Recursing),
        "hoarding" => || Arc::new(Hoarding),
        "leaking" => || Arc::new(Leaking(Mutex::new(0))),
        "spinning-later" => || Arc::new(Later(Mutex::new(0), || Spinning.add())),
        "recursing-later" => || Arc::new(Later(Mutex::new(0), || Recursing.add())),
        "hoarding-later" => || Arc::new(Later(Mutex::new(0), || Hoarding.add())),
        "leaking-later" => || Arc::new(Later(Mutex::new(0), leak)),
        "panicking-later" => || Arc::new(Later(Mutex::new(0), || panic!("no reset"))),
        "waiting" => || Arc::new(Waiting(AtomicU64::new(0))),
        other => panic!("no counter is called {other}"),
    };
    Some(subject)
}

struct Locked(Mutex<u64>);

impl Counter for Locked {
    fn add(&self) {
        *self.0.lock().unwrap() += 1;
    }
    fn get(&self) -> u64 {
        *self.0.lock().unwrap()
    }
}

struct Racy(AtomicU64);

impl Counter for Racy {
    fn add(&self) {
        let seen = self.0.load(Ordering::SeqCst);
        self.0.store(seen + 1, Ordering::SeqCst);
    }
    fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

struct Unwritten;

#[expect(clippy::todo, reason = "a starter's methods look like this")]
impl Counter for Unwritten {
    fn add(&self) {
        todo!()
    }
    fn get(&self) -> u64 {
        todo!()
    }
}

struct Spinning;

impl Counter for Spinning {
    #[expect(clippy::empty_loop, reason = "the endless loop that the watchdog is for")]
    fn add(&self) {
        loop {}
    }
    fn get(&self) -> u64 {
        0
    }
}

struct Relocking(Mutex<u64>);

impl Counter for Relocking {
    fn add(&self) {
        let mut count = self.0.lock().unwrap();
        *count = self.get() + 1;
    }
    fn get(&self) -> u64 {
        *self.0.lock().unwrap()
    }
}

struct Recursing;

impl Counter for Recursing {
    fn add(&self) {
        std::hint::black_box(depth(&[0; 64]));
    }
    fn get(&self) -> u64 {
        1
    }
}

fn depth(frame: &[u64; 64]) -> u64 {
    if std::hint::black_box(true) { depth(&frame.map(|word| word + 1)) + frame[0] } else { 0 }
}

struct Hoarding;

impl Counter for Hoarding {
    fn add(&self) {
        let mut hoard = Vec::new();
        loop {
            hoard.push(vec![0_u8; 1 << 20]);
        }
    }
    fn get(&self) -> u64 {
        1
    }
}

struct Waiting(AtomicU64);

impl Counter for Waiting {
    fn add(&self) {
        while self.0.load(Ordering::SeqCst) == 0 {
            thread::yield_now();
        }
    }
    fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Each counter that is made holds on to more than the checks of a process may leak.
struct Leaking(Mutex<u64>);

impl Counter for Leaking {
    fn add(&self) {
        leak();
        *self.0.lock().unwrap() += 1;
    }
    fn get(&self) -> u64 {
        *self.0.lock().unwrap()
    }
}

fn leak() {
    // What nobody can look at would never be allocated in an optimised build.
    std::mem::forget(std::hint::black_box(vec![0_u8; 80 << 20]));
}

/// Right, but for what a reset does.
struct Later(Mutex<u64>, fn());

impl Counter for Later {
    fn add(&self) {
        *self.0.lock().unwrap() += 1;
    }
    fn get(&self) -> u64 {
        *self.0.lock().unwrap()
    }
    fn reset(&self) -> Result<(), Unsupported> {
        (self.1)();
        Ok(())
    }
}
