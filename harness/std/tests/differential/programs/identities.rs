//! Threads have numbers and names of their own.

use std::thread;

pub fn outcome() -> String {
    let main = thread::current().id();
    let thread = thread::Builder::new().name("one".to_owned()).stack_size(64 * 1024).spawn(|| thread::current().id());
    let thread = thread.unwrap();
    let seen_from_outside = thread.thread().id();
    let seen_from_inside = thread.join().unwrap();
    let scoped = thread::scope(|scope| {
        let named = thread::Builder::new()
            .name("two".to_owned())
            .spawn_scoped(scope, || thread::current().name().map(str::to_owned));
        let unnamed = scope.spawn(|| thread::current().name().map(str::to_owned));
        (named.unwrap().join().unwrap(), unnamed.join().unwrap())
    });
    format!("{} {} {scoped:?}", seen_from_inside == seen_from_outside, main == seen_from_inside)
}
