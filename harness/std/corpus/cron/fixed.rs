//! A daily job that sleeps until its next due time does not drift. Thirty virtual days take no time.
//!
//! outcome: passed
//! real: slow

use std::thread;
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn runs_until(end: Instant) -> u32 {
    let mut runs = 0;
    let mut due = Instant::now();
    while due < end {
        runs += 1;
        thread::sleep(HOUR);
        due += DAY;
        thread::sleep(due.saturating_duration_since(Instant::now()));
    }
    runs
}

pub fn scenario() {
    let end = Instant::now() + 30 * DAY;
    let cron = thread::spawn(move || runs_until(end));
    assert_eq!(cron.join().unwrap(), 30, "thirty runs in thirty days");
}
