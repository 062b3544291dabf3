//! The requirements that come late. Each is a trait and a build function of its own, so whoever was never asked for one, or left
//! it out, has not attempted its checks.

mod coupons;
mod fallback;

use kata_suite::Check;

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [coupons::checks(), fallback::checks()].into_iter().flatten().collect()
}
