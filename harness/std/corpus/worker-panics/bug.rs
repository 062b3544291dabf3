//! A worker panics before it reports, and whoever waits for its report waits for ever.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Report {
    ready: Mutex<bool>,
    changed: Condvar,
}

pub fn scenario() {
    let report = Arc::new(Report::default());
    let _worker = {
        let report = Arc::clone(&report);
        thread::spawn(move || {
            let figures: Vec<u32> = Vec::new();
            let _best = figures[0];
            *report.ready.lock().unwrap() = true;
            report.changed.notify_all();
        })
    };
    let ready = report.ready.lock().unwrap();
    drop(report.changed.wait_while(ready, |ready| !*ready).unwrap());
}
