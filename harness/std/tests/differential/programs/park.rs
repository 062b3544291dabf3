//! A token lasts for one `park`, and any number of `unpark` make one.

use std::thread;
use std::time::{Duration, Instant};

pub fn outcome() -> String {
    let long = Duration::from_millis(50);
    let main = thread::current();
    main.unpark();
    main.unpark();
    let start = Instant::now();
    thread::park();
    let at_once = start.elapsed() < long;
    thread::park_timeout(long);
    let waited = start.elapsed() >= long;
    format!("{at_once} {waited}")
}
