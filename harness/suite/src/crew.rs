//! Several named callers at once.

use std::any::Any;
use std::panic::resume_unwind;

use kata_std::thread;

use crate::attempt::{NotAttempted, Skipped};
use crate::complaint::{Complaint, complain};

/// Runs each body on a thread of its own, waits for all of them, and returns what they returned, in the same order.
///
/// The names are what a timeline shows: `driver-1`, `publisher`.
///
/// # Panics
///
/// When a body panics: a complaint goes on as it is, and any other panic becomes a complaint that names the caller.
pub fn crew<R: Send + 'static, F: FnOnce() -> R + Send + 'static>(
    members: impl IntoIterator<Item = (&'static str, F)>,
) -> Vec<R> {
    let spawn = |(name, body): (&'static str, F)| {
        let handle = thread::Builder::new().name(name.to_owned()).spawn(body);
        (name, handle.unwrap_or_else(|error| complain(format!("{name} could not be started: {error}"))))
    };
    let handles: Vec<_> = members.into_iter().map(spawn).collect();
    // All are joined before the first panic goes on: a caller that is still running is part of the evidence.
    let ended: Vec<_> = handles.into_iter().map(|(name, handle)| (name, handle.join())).collect();
    ended.into_iter().map(|(name, result)| result.unwrap_or_else(|payload| pass_on(name, payload))).collect()
}

fn pass_on(name: &str, payload: Box<dyn Any + Send>) -> ! {
    if payload.is::<Complaint>() || payload.is::<NotAttempted>() || payload.is::<Skipped>() {
        resume_unwind(payload)
    }
    complain(format!("{name} panicked: {}", text_of(payload.as_ref())))
}

/// The text of a panic's payload, as `std` prints it.
pub(crate) fn text_of(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a value that is no text")
}
