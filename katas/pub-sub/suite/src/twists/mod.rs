//! The requirements that come late. Each is a trait and a build function of its own, so whoever was never asked for one, or left
//! it out, has not attempted its checks.

mod priorities;
mod wildcards;

use kata_suite::Check;

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [priorities::checks(), wildcards::checks()].concat()
}
