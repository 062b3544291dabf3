//! Test doubles for your own tests: clocks, an effect store and a handler that remember what they were told.
//!
//! The grader brings doubles of its own; these are for `cargo test` in your workspace.
//!
//! ```
//! use std::time::Duration;
//! use task_scheduler_api::kit::{ManualClock, RecordingHandler, RecordingStore, ports};
//! use task_scheduler_api::{Clock, JobSpec, Timestamp, Trigger};
//!
//! let (clock, store) = (ManualClock::at(Timestamp::utc(2024, 2, 29, 8, 0)), RecordingStore::new());
//! let ports = ports(&clock, &store); // what `build` takes
//! let handler = RecordingHandler::new();
//! handler.fail_next("no disk");
//! let job = JobSpec::new("report", Trigger::Once(clock.now()), handler.clone());
//! clock.advance(Duration::from_secs(60));
//!
//! assert_eq!(ports.clock.now(), Timestamp::utc(2024, 2, 29, 8, 1));
//! assert_eq!(handler.runs().len() + store.applied().len(), 0);
//! # let _ = job;
//! ```

mod clock;
mod handler;
mod store;

use std::sync::{Arc, Mutex, MutexGuard};

pub use clock::{ManualClock, RunningClock};
pub use handler::RecordingHandler;
pub use store::RecordingStore;

use crate::{Clock, Ports};

/// The two as what a scheduler is built with.
pub fn ports<C: Clock + 'static>(clock: &Arc<C>, store: &Arc<RecordingStore>) -> Ports {
    Ports { clock: clock.clone(), effects: store.clone() }
}

/// A test that failed in one thread must not hide what the others saw, so a poisoned lock is taken all the same.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
