//! Several named callers at once.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use kata_std::panic::{catch_unwind, resume_unwind};
use kata_std::thread;

use crate::attempt::{NotAttempted, Skipped};
use crate::complaint::{Complaint, Foreign, complain};

/// Runs each body on a thread of its own, waits for all of them, and returns what they returned, in the same order.
///
/// The names are what a timeline shows: `driver-1`, `publisher`.
///
/// # Panics
///
/// When a body panics: a complaint goes on as it is, and any other panic with the name of its caller and its place.
pub fn crew<R: Send + 'static, F: FnOnce() -> R + Send + 'static>(
    members: impl IntoIterator<Item = (&'static str, F)>,
) -> Vec<R> {
    let spawn = |(name, body): (&'static str, F)| {
        let handle = thread::Builder::new().name(name.to_owned()).spawn(move || attend(name, body));
        handle.unwrap_or_else(|error| complain(format!("{name} could not be started: {error}")))
    };
    let handles: Vec<_> = members.into_iter().map(spawn).collect();
    // All are joined before the first panic goes on: a caller that is still running is part of the evidence.
    let ended: Vec<_> = handles.into_iter().map(|handle| handle.join().flatten()).collect();
    ended.into_iter().map(|result| result.unwrap_or_else(|payload| resume_unwind(payload))).collect()
}

/// Runs a member's body where a panic of its own can still be asked for its place.
fn attend<R>(who: &'static str, body: impl FnOnce() -> R) -> Result<R, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(body)).map_err(|payload| match kata_engine::take_panic() {
        Some((message, at)) if !is_ours(payload.as_ref()) => Box::new(Foreign { who, message, at }),
        _ => payload,
    })
}

fn is_ours(payload: &(dyn Any + Send)) -> bool {
    payload.is::<Complaint>() || payload.is::<NotAttempted>() || payload.is::<Skipped>()
}
