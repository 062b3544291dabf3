//! CS.bluetooth_driver_bad: a request passes the look at the stopping flag, the driver stops, and the request goes on.
//!
//! outcome: failed
//! message: the device is stopped

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};
use std::thread;

struct Device {
    pending: AtomicI32,
    stopping: AtomicBool,
    idle: AtomicBool,
    stopped: AtomicBool,
}

impl Device {
    fn begin(&self) -> bool {
        if self.stopping.load(SeqCst) {
            return false;
        }
        self.pending.fetch_add(1, SeqCst);
        true
    }

    fn end(&self) {
        if self.pending.fetch_sub(1, SeqCst) == 1 {
            self.idle.store(true, SeqCst);
        }
    }

    fn request(&self) {
        if self.begin() {
            assert!(!self.stopped.load(SeqCst), "the device is stopped");
        }
        self.end();
    }

    fn stop(&self) {
        self.stopping.store(true, SeqCst);
        self.end();
        if self.idle.load(SeqCst) {
            self.stopped.store(true, SeqCst);
        }
    }
}

pub fn scenario() {
    let device = Device {
        pending: AtomicI32::new(1),
        stopping: AtomicBool::new(false),
        idle: AtomicBool::new(false),
        stopped: AtomicBool::new(false),
    };
    thread::scope(|scope| {
        scope.spawn(|| device.stop());
        device.request();
    });
}
