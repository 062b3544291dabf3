//! CS.token_ring_bad: three stations pass a number on, each in one atomic step, and a fourth thread expects that they
//! agree.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

struct Ring {
    values: [u32; 3],
    passed: [bool; 3],
}

pub fn scenario() {
    let ring = Mutex::new(Ring { values: [1, 2, 1], passed: [false; 3] });
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut ring = ring.lock().unwrap();
            ring.values[0] = (ring.values[2] + 1) % 4;
            ring.passed[0] = true;
        });
        for station in 1..3 {
            let ring = &ring;
            scope.spawn(move || {
                let mut ring = ring.lock().unwrap();
                ring.values[station] = ring.values[station - 1];
                ring.passed[station] = true;
            });
        }
        scope.spawn(|| {
            let ring = ring.lock().unwrap();
            if ring.passed == [true; 3] {
                assert!(ring.values.iter().all(|value| *value == ring.values[0]), "they agree");
            }
        });
    });
}
