//! Threads: tasks of the execution, of which one runs at a time.

mod builder;
mod handle;
mod local;
mod scope;

use std::num::NonZero;
use std::panic::Location;
use std::time::Duration;

use kata_engine::sys;

pub use ::std::thread::Result;
pub use builder::Builder;
pub use handle::{JoinHandle, Thread, ThreadId};
pub use local::{AccessError, LocalKey};
pub use scope::{Scope, ScopedJoinHandle, scope};

/// Starts a thread.
///
/// # Panics
///
/// If there are 1,000 threads already.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    handle::start(None, f, Location::caller()).expect("failed to spawn thread")
}

/// The handle of the calling thread.
#[must_use]
pub fn current() -> Thread {
    Thread::of(sys::thread::current())
}

/// Lets other threads go first.
#[track_caller]
pub fn yield_now() {
    sys::thread::yield_now("yield_now", Location::caller());
}

/// Whether the calling thread unwinds.
#[must_use]
pub fn panicking() -> bool {
    sys::thread::panicking()
}

/// Sleeps on the virtual clock.
#[track_caller]
pub fn sleep(dur: Duration) {
    sys::clock::sleep(dur, Location::caller());
}

/// Sleeps on the virtual clock, in milliseconds.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::sleep`")]
#[track_caller]
pub fn sleep_ms(ms: u32) {
    sys::clock::sleep(Duration::from_millis(ms.into()), Location::caller());
}

/// Waits for [`Thread::unpark`]; may return for no reason, as under std.
#[track_caller]
pub fn park() {
    sys::thread::park(None, Location::caller());
}

/// The same, at most so long.
#[track_caller]
pub fn park_timeout(dur: Duration) {
    sys::thread::park(Some(dur), Location::caller());
}

/// The same, at most so many milliseconds.
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::park_timeout`")]
#[track_caller]
pub fn park_timeout_ms(ms: u32) {
    sys::thread::park(Some(Duration::from_millis(ms.into())), Location::caller());
}

/// How many threads could run at once. Four, on every machine, so that a verdict does not depend on it.
///
/// # Errors
///
/// Never here.
pub fn available_parallelism() -> ::std::io::Result<NonZero<usize>> {
    Ok(NonZero::<usize>::MIN.saturating_add(3))
}
