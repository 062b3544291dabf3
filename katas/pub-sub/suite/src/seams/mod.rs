//! Whether the learner's own traits are real seams, for the roles `overflow` and `delivery`.
//!
//! [`shape`] looks at what the source declares, [`live`] at who is asked when, and [`obeyed`] at what becomes of the answers. A spy
//! stands in front of each policy, so none of these checks needs to know the traits. Policies may be asked on whatever thread, so
//! calls are counted and not attributed.

mod live;
mod obeyed;
mod shape;

use kata_suite::Check;
use kata_suite::spies::{Role, role};

use crate::Subject;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [shape::checks(), live::checks(), obeyed::checks()].concat()
}

/// Who decides what happens when a queue is full.
fn overflow() -> Role {
    role("overflow")
}

/// Who decides whether a failed attempt is followed by another.
fn delivery() -> Role {
    role("delivery")
}
