//! What a watchdog on another thread of the operating system can see.

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use crate::task::Loc;

static TICKS: AtomicU64 = AtomicU64::new(0);
static LAST: AtomicPtr<Location<'static>> = AtomicPtr::new(ptr::null_mut());

/// How many points the process has passed. While a task computes without an operation, this stands still.
pub fn ticks() -> u64 {
    TICKS.load(Ordering::Relaxed)
}

/// The learner's line that was last seen, as `src/lot.rs:31`.
pub fn last_line() -> Option<String> {
    let last = LAST.load(Ordering::Relaxed);
    // SAFETY: only `&'static Location`s are ever stored.
    #[expect(unsafe_code, reason = "a location is shared with another thread through an atomic pointer")]
    let last = unsafe { last.as_ref() };
    last.map(|loc| format!("{}:{}", loc.file(), loc.line()))
}

/// Forgets that line: what comes next belongs to another check.
pub fn forget_last_line() {
    LAST.store(ptr::null_mut(), Ordering::Relaxed);
}

/// Counts a point. One thread explores at a time, so a lost update costs nothing.
pub(crate) fn tick(learner: Option<Loc>) {
    TICKS.store(TICKS.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
    if let Some(loc) = learner {
        LAST.store(ptr::from_ref(loc).cast_mut(), Ordering::Relaxed);
    }
}
