//! The flag is checked before the lock, to be fast, and again behind it, to be right.
//!
//! outcome: passed

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Client {
    connected: AtomicBool,
    connections: Mutex<u32>,
}

impl Client {
    fn connect(&self) {
        if self.connected.load(Ordering::Acquire) {
            return;
        }
        let mut connections = self.connections.lock().unwrap();
        if !self.connected.load(Ordering::Acquire) {
            *connections += 1;
            self.connected.store(true, Ordering::Release);
        }
    }
}

pub fn scenario() {
    let client = Arc::new(Client::default());
    let other = {
        let client = Arc::clone(&client);
        thread::spawn(move || client.connect())
    };
    client.connect();
    other.join().unwrap();
    assert_eq!(*client.connections.lock().unwrap(), 1, "connected once");
}
