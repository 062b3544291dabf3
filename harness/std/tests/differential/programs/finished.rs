//! A thread may or may not be finished before it is joined.

use std::thread;

pub fn outcome() -> String {
    let thread = thread::Builder::new().name("worker".to_owned()).spawn(|| thread::current().name().map(str::to_owned));
    let thread = thread.unwrap();
    let early = thread.is_finished();
    let named = thread.thread().name().map(str::to_owned);
    format!("{early} {named:?} {:?} {:?}", thread.join().unwrap(), thread::current().name())
}
