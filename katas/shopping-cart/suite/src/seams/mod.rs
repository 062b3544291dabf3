//! Whether the learner's own traits are real seams, for the roles `promotions` and `retry`.
//!
//! [`shape`] looks at what the source declares, [`live`] at who is asked, [`obeyed`] at what becomes of the answers, [`shipped`] at
//! the policies themselves, and [`sturdy`] at what happens around one that breaks down. A spy stands in front of each policy, so none of these checks needs to know the traits.

mod live;
mod obeyed;
mod shape;
mod shipped;
mod sturdy;

use kata_suite::Check;
use kata_suite::spies::{Role, role};

use crate::Subject;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    [shape::checks(), live::checks(), obeyed::checks(), shipped::checks(), sturdy::checks()]
        .into_iter()
        .flatten()
        .collect()
}

/// Who decides how things get cheaper.
fn promotions() -> Role {
    role("promotions")
}

/// Who decides whether a charge is tried again.
fn retry() -> Role {
    role("retry")
}
