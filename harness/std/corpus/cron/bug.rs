//! A daily job that sleeps a day *after* each run drifts by the length of the run: in thirty days it misses a run.
//!
//! outcome: failed
//! message: thirty runs in thirty days
//! real: slow

use std::thread;
use std::time::{Duration, Instant};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn runs_until(end: Instant) -> u32 {
    let mut runs = 0;
    while Instant::now() < end {
        runs += 1;
        thread::sleep(HOUR);
        thread::sleep(DAY);
    }
    runs
}

pub fn scenario() {
    let end = Instant::now() + 30 * DAY;
    let cron = thread::spawn(move || runs_until(end));
    assert_eq!(cron.join().unwrap(), 30, "thirty runs in thirty days");
}
