//! CS.twostage_100_bad: 99 writers change two values under two locks, one after the other; the reader sees the first
//! new and the second old.
//!
//! outcome: failed
//! tier: deep

use std::sync::Mutex;
use std::thread;

const WRITERS: usize = 99;

#[derive(Default)]
struct Stages {
    first: Mutex<i32>,
    second: Mutex<i32>,
}

impl Stages {
    fn write(&self) {
        *self.first.lock().unwrap() = 1;
        *self.second.lock().unwrap() = 2;
    }

    fn read(&self) {
        let first = *self.first.lock().unwrap();
        if first != 0 {
            let second = *self.second.lock().unwrap();
            assert_eq!(second, first + 1);
        }
    }
}

pub fn scenario() {
    let stages = Stages::default();
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| stages.write());
        }
        scope.spawn(|| stages.read());
    });
}
