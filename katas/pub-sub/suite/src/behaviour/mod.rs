//! What the broker promises to a single caller.

mod failing;
mod full;
mod lagging;
mod publishing;
mod shutdown;
mod subscribing;

use kata_suite::Check;

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [
        publishing::checks(),
        subscribing::checks(),
        failing::checks(),
        shutdown::checks(),
        full::checks(),
        lagging::checks(),
    ]
    .concat()
}
