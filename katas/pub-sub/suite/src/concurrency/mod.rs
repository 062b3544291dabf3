//! What must hold under every interleaving.

mod callbacks;
mod leaving;
mod publishing;
mod shutdown;

use kata_suite::Check;

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [publishing::checks(), callbacks::checks(), leaving::checks(), shutdown::checks()].concat()
}
