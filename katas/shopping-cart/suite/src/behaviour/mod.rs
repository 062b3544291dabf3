//! What one customer may expect.

mod carts;
mod checkout;
mod keys;
mod mail;
mod merging;
mod payments;
mod prices;
mod time;

use kata_suite::Check;

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [
        carts::checks(),
        prices::checks(),
        checkout::checks(),
        keys::checks(),
        payments::checks(),
        mail::checks(),
        time::checks(),
        merging::checks(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
