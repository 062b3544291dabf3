//! The flag says that the report is there before it is.
//!
//! outcome: failed
//! message: a published report has its total

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

#[derive(Default)]
struct Report {
    published: AtomicBool,
    total: AtomicU64,
}

pub fn scenario() {
    let report = Arc::new(Report::default());
    let writer = {
        let report = Arc::clone(&report);
        thread::spawn(move || {
            report.published.store(true, Ordering::Release);
            report.total.store(42, Ordering::Release);
        })
    };
    if report.published.load(Ordering::Acquire) {
        assert_eq!(report.total.load(Ordering::Acquire), 42, "a published report has its total");
    }
    writer.join().unwrap();
}
