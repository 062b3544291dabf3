//! Two guests with one spoon: whoever has it eats first and passes it on afterwards.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

struct Table {
    owner: AtomicUsize,
    hungry: [AtomicBool; 2],
}

fn eat(table: &Table, me: usize) {
    let other = 1 - me;
    while table.hungry[me].load(Ordering::SeqCst) {
        if table.owner.load(Ordering::SeqCst) != me {
            thread::yield_now();
        } else {
            table.hungry[me].store(false, Ordering::SeqCst);
            table.owner.store(other, Ordering::SeqCst);
        }
    }
}

pub fn scenario() {
    let table = Arc::new(Table { owner: AtomicUsize::new(0), hungry: [AtomicBool::new(true), AtomicBool::new(true)] });
    let other = {
        let table = Arc::clone(&table);
        thread::spawn(move || eat(&table, 1))
    };
    eat(&table, 0);
    other.join().unwrap();
}
