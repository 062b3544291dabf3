//! Calls of the suite that show up in the timeline between the learner's own lines.

use std::fmt::Debug;

/// Calls the subject, and notes the call and what it returned in the timeline: `park(KA-01) … Ok(L1-03)`.
pub fn call<R: Debug>(what: &str, body: impl FnOnce() -> R) -> R {
    kata_engine::note(what, None);
    let result = body();
    kata_engine::note(format!("{what} returned"), Some(format!("{result:?}")));
    result
}
