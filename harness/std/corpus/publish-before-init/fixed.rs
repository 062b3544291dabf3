//! The report is written first, then published.
//!
//! outcome: passed

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
            report.total.store(42, Ordering::Release);
            report.published.store(true, Ordering::Release);
        })
    };
    if report.published.load(Ordering::Acquire) {
        assert_eq!(report.total.load(Ordering::Acquire), 42, "a published report has its total");
    }
    writer.join().unwrap();
}
