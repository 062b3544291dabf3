//! A daily job that sleeps until its next due time does not drift. Thirty virtual days take no time.
//!
//! outcome: passed
//! real: slow

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

pub fn scenario() {
    let runs = Arc::new(AtomicU32::new(0));
    let stop = Arc::new(AtomicBool::new(false));
    let start = Instant::now();
    let cron = {
        let (runs, stop) = (Arc::clone(&runs), Arc::clone(&stop));
        thread::spawn(move || {
            let mut due = start;
            while !stop.load(Ordering::SeqCst) {
                runs.fetch_add(1, Ordering::SeqCst);
                thread::sleep(HOUR);
                due += DAY;
                thread::sleep(due.saturating_duration_since(Instant::now()));
            }
        })
    };
    // Half a day past the thirtieth run.
    thread::sleep(DAY * 29 + DAY / 2);
    stop.store(true, Ordering::SeqCst);
    cron.join().unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 30, "thirty runs in thirty days");
}
