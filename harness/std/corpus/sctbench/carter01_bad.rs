//! CS.carter01_bad: the first of each class takes the room lock while it holds the lock of the counters, which the
//! other class needs to give the room back. Two further threads do nothing.
//!
//! outcome: deadlocked

use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Counters {
    class: [u32; 2],
}

fn visit(counters: &Mutex<Counters>, room: &Mutex<()>, class: usize) {
    let mut inside = None;
    {
        let mut counters = counters.lock().unwrap();
        counters.class[class] += 1;
        if counters.class[class] == 1 {
            inside = Some(room.lock().unwrap());
        }
    }
    let mut counters = counters.lock().unwrap();
    counters.class[class] -= 1;
    if counters.class[class] == 0 {
        drop(inside);
    }
}

pub fn scenario() {
    let counters = Mutex::new(Counters::default());
    let room = Mutex::new(());
    thread::scope(|scope| {
        scope.spawn(|| visit(&counters, &room, 0));
        scope.spawn(|| visit(&counters, &room, 1));
        scope.spawn(|| {});
        scope.spawn(|| {});
    });
}
