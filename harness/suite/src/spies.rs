//! Spies on the learner's own seams: which role is spied, what was asked of it, and how it should answer.
//!
//! In a check of the group *seams*, `build` is given a `Seams` whose fields are wrapped in spies, as far as that can be
//! done. A check asks for the role by name, and need not know the trait:
//!
//! ```no_run
//! # fn open_a_lot() {} fn park() {}
//! use kata_suite::{expect, spies};
//!
//! let allocation = spies::role("allocation");
//! open_a_lot();
//! allocation.watch(); // ends the check as skipped, with the reason, where there is no spy
//! park();
//! expect!(allocation.was_asked("park("), "a vehicle was let in, and nobody asked `allocation` where to");
//! ```
//!
//! How a role answers can be set before the subject is built, and changed at any time.

mod answers;
mod role;

use std::sync::OnceLock;

use kata_spy::control;
pub use kata_spy::{Crossing, Seen};
use kata_verdict::SeamFacts;

pub use answers::Answers;
pub use role::{Role, role};

/// Starts an execution: with spies, or without.
pub(crate) fn begin(spied: bool) {
    if spied { control::begin(kata_engine::task_name) } else { control::end() }
}

/// Copies the values of this type out of arguments and answers from now on, for [`Crossing::seen`].
///
/// `T` has no lifetime parameters.
pub fn read<T: Clone + Send + Sync + 'static>() {
    control::read::<T>();
}

/// Starts anew, with this one of the learner's policies in its place: whatever is built from now on holds it. What was
/// recorded so far is forgotten.
pub fn with_policy(index: usize) {
    begin(true);
    control::put_to_work(index);
}

/// What the grader read off the source; None where the program was not woven.
pub fn facts() -> Option<&'static SeamFacts> {
    static FACTS: OnceLock<Option<SeamFacts>> = OnceLock::new();
    FACTS.get_or_init(|| serde_json::from_str(control::facts()?).ok()).as_ref()
}
