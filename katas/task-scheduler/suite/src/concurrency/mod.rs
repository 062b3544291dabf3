//! What must hold under every interleaving.

mod lease;
mod shutdown;
mod work;

use kata_suite::Check;

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [work::checks(), shutdown::checks(), lease::checks()].concat()
}
