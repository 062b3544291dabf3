//! Looks whether a `OnceLock` is empty, then sets it: the second one to set it panics.
//!
//! outcome: failed

use std::sync::{Arc, OnceLock};
use std::thread;

fn connect(address: &OnceLock<String>, own: &str) -> String {
    if address.get().is_none() {
        address.set(own.to_owned()).expect("it was empty");
    }
    address.get().expect("it is set").clone()
}

pub fn scenario() {
    let address = Arc::new(OnceLock::new());
    let other = {
        let address = Arc::clone(&address);
        thread::spawn(move || connect(&address, "north"))
    };
    let mine = connect(&address, "south");
    assert_eq!(mine, other.join().unwrap());
}
