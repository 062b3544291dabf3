//! Calls of the suite that show up in the timeline between the learner's own lines.

use std::fmt::Debug;

use kata_spy::control;

use crate::watchdog;

/// Calls the subject, and notes the call and what it returned in the timeline: `park(KA-01) … Ok(L1-03)`. What crosses a
/// seam meanwhile belongs to it.
pub fn call<R: Debug>(what: &str, body: impl FnOnce() -> R) -> R {
    kata_engine::note(what, None);
    watchdog::see(what);
    let under_way = UnderWay::new(what);
    let result = body();
    drop(under_way);
    kata_engine::note(format!("{what} returned"), Some(format!("{result:?}")));
    result
}

/// A call that has not returned, for whom a spy wants to tell.
struct UnderWay;

impl UnderWay {
    fn new(what: &str) -> UnderWay {
        control::enter(what);
        UnderWay
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        control::leave();
    }
}
