//! What a check does where the submission leaves something out, or where it does not apply.

use std::fmt::Display;
use std::panic::panic_any;

/// The submission leaves an extension out.
pub(crate) struct NotAttempted(pub(crate) String);

/// The check does not apply.
pub(crate) struct Skipped(pub(crate) String);

/// Ends the check as not attempted: the submission leaves the extension `method` at its default.
///
/// # Panics
///
/// Always: that is how a check ends early.
pub fn not_attempted(method: &str) -> ! {
    panic_any(NotAttempted(format!("`{method}` still has its default body")))
}

/// The build function of the twist with this id, for a check of the group *twist*; ends the check as not attempted where the
/// submission has none: the twist was not revealed, or it was left out.
///
/// # Panics
///
/// When `build` is None: that is how a check ends early.
pub fn attempted_twist<B>(id: &str, build: Option<B>) -> B {
    let name = format!("build_with_{}", id.replace('-', "_"));
    build.unwrap_or_else(|| panic_any(NotAttempted(format!("the root has no `pub fn {name}`"))))
}

/// Ends the check as skipped, with the reason.
///
/// # Panics
///
/// Always: that is how a check ends early.
pub fn skip(reason: impl Display) -> ! {
    panic_any(Skipped(reason.to_string()))
}

/// Passes the result of an extension method on, but ends the check as not attempted where the error says that the
/// method is unsupported.
///
/// # Errors
///
/// Every other error is the subject's own, and handed back.
///
/// # Panics
///
/// When `is_unsupported` says so of the error: that is how a check ends early.
pub fn attempt<T, E>(method: &str, result: Result<T, E>, is_unsupported: fn(&E) -> bool) -> Result<T, E> {
    match result {
        Err(error) if is_unsupported(&error) => not_attempted(method),
        result => result,
    }
}
