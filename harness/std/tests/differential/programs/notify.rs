//! `notify_one` wakes one of two, `notify_all` the rest.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn outcome() -> String {
    let pair = Arc::new((Mutex::new((0, Vec::new())), Condvar::new()));
    let threads: Vec<_> = ["a", "b"]
        .into_iter()
        .map(|name| {
            let pair = Arc::clone(&pair);
            thread::spawn(move || {
                let guard = pair.0.lock().unwrap();
                let mut guard = pair.1.wait_while(guard, |(tickets, _)| *tickets == 0).unwrap();
                guard.0 -= 1;
                guard.1.push(name);
            })
        })
        .collect();
    pair.0.lock().unwrap().0 = 1;
    pair.1.notify_one();
    pair.0.lock().unwrap().0 += 1;
    pair.1.notify_all();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    let order = pair.0.lock().unwrap().1.join(" ");
    order
}
