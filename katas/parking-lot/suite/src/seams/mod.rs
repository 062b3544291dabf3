//! Whether the learner's own traits are real seams, for the roles `allocation` and `pricing`.
//!
//! [`shape`] looks at what the source declares, [`live`] at who is asked and with which facts, [`obeyed`] at what becomes of the
//! answers, [`shipped`] at the policies themselves, and [`sturdy`] at what happens around them. A spy stands in front of each policy, so none of these checks needs to know the traits.

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

/// Who decides where a vehicle goes.
fn allocation() -> Role {
    role("allocation")
}

/// Who decides what a stay costs.
fn pricing() -> Role {
    role("pricing")
}
