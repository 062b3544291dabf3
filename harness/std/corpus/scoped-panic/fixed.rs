//! A scoped thread's panic is taken from its handle and dealt with.
//!
//! outcome: passed

use std::thread;

pub fn scenario() {
    let halves = [[4, 2], [3, 0]];
    let results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = halves.iter().map(|half| scope.spawn(move || half[0] / half[1])).collect();
        threads.into_iter().map(|thread| thread.join().ok()).collect()
    });
    assert_eq!(results, [Some(2), None]);
}
