//! The flag is checked before the lock and not again behind it: the connection is opened twice.
//!
//! outcome: failed
//! message: connected once

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
        *connections += 1;
        self.connected.store(true, Ordering::Release);
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
