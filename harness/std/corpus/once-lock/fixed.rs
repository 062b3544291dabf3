//! `get_or_init` looks and sets in one step; whoever comes second waits for the first.
//!
//! outcome: passed

use std::sync::{Arc, OnceLock};
use std::thread;

fn connect(address: &OnceLock<String>, own: &str) -> String {
    address.get_or_init(|| own.to_owned()).clone()
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
