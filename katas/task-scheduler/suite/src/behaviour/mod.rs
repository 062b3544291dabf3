//! What one caller sees, with workers that run one after the other.

mod cancel;
mod cron;
mod lease;
mod misfire;
mod once;
mod recurring;
mod retry;
mod shutdown;
mod sleeper;

use kata_suite::Check;

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [
        once::checks(),
        cancel::checks(),
        retry::checks(),
        shutdown::checks(),
        recurring::checks(),
        cron::checks(),
        misfire::checks(),
        lease::checks(),
        sleeper::checks(),
    ]
    .concat()
}
