//! What is done once asks for itself while it is being done.
//!
//! outcome: deadlocked

use std::sync::Once;

static START: Once = Once::new();

fn start() {
    START.call_once(prepare);
}

fn prepare() {
    start();
}

pub fn scenario() {
    start();
}
