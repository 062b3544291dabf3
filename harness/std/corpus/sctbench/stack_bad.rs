//! CS.stack_bad: the consumer pops whenever something was ever pushed, also from an empty stack.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

const SIZE: usize = 10;

pub fn scenario() {
    let stack = Mutex::new((Vec::with_capacity(SIZE), false));
    thread::scope(|scope| {
        scope.spawn(|| {
            for element in 0..SIZE {
                let mut stack = stack.lock().unwrap();
                assert!(stack.0.len() < SIZE, "overflow");
                stack.0.push(element);
                stack.1 = true;
            }
        });
        scope.spawn(|| {
            for _ in 0..SIZE {
                let mut stack = stack.lock().unwrap();
                if stack.1 {
                    assert!(stack.0.pop().is_some(), "underflow");
                }
            }
        });
    });
}
