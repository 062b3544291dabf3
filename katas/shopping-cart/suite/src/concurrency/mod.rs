//! What must hold however customers interleave.

mod callbacks;
mod edits;
mod keys;
mod mishaps;
mod order;
mod stock;
mod time;

use kata_suite::Check;

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [
        stock::checks(),
        keys::checks(),
        edits::checks(),
        callbacks::checks(),
        mishaps::checks(),
        order::checks(),
        time::checks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
