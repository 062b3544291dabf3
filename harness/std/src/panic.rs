//! Panics: caught, and resumed, for the calling task alone.
//!
//! The hooks of the process are the grader's, so `set_hook` and `take_hook` are not here.

use std::any::Any;

use kata_engine::sys;

pub use ::std::panic::{AssertUnwindSafe, Location, PanicHookInfo, RefUnwindSafe, UnwindSafe, panic_any};

/// Calls the closure, and catches a panic of the calling task.
///
/// # Errors
///
/// What the closure panicked with.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> {
    let result = ::std::panic::catch_unwind(f);
    if result.is_err() {
        sys::thread::caught();
    }
    result
}

/// Panics with what was caught, without the panic hook.
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    sys::thread::resumed();
    ::std::panic::resume_unwind(payload)
}
