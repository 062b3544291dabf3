//! What one caller may expect.

mod exits;
mod fees;
mod observers;
mod parking;
mod service;
mod sign;

use kata_suite::Check;

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [parking::checks(), exits::checks(), fees::checks(), sign::checks(), observers::checks(), service::checks()]
        .into_iter()
        .flatten()
        .collect()
}
