//! What must hold however callers interleave.

mod callbacks;
mod exits;
mod mishaps;
mod observers;
mod order;
mod service;
mod sign;
mod spots;

use kata_suite::Check;

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [
        spots::checks(),
        exits::checks(),
        order::checks(),
        sign::checks(),
        callbacks::checks(),
        observers::checks(),
        mishaps::checks(),
        service::checks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
