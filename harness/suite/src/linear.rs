//! Linearizability: is there an order of the calls that explains what each of them was answered?
//!
//! Callers who come at once may be served in any order, but in *some* order: one in which a call that had returned stands
//! before all calls that began later, and in which a plain, sequential object would have given the very same answers. A kata
//! describes that plain object as a [`Model`], records a scenario as a [`History`], and lets it be judged when all have come back:
//!
//! ```
//! use kata_suite::linear::{History, Model, agree};
//!
//! /// A counter: each call is told how many came before it.
//! #[derive(Clone, PartialEq, Eq, Hash)]
//! struct Counted(u32);
//!
//! impl Model for Counted {
//!     type Call = &'static str;
//!     type Answer = u32;
//!
//!     fn answers(&mut self, _call: &&'static str, answer: &u32) -> Result<(), String> {
//!         agree(answer, &self.0)?;
//!         self.0 += 1;
//!         Ok(())
//!     }
//! }
//!
//! let history: History<&'static str, u32> = History::new();
//! assert_eq!(history.call("next()", || 0), 0);
//! history.expect_order(Counted(0), "two guests came to the desk");
//! ```
//!
//! # What to leave out
//!
//! The model judges what is promised, and no more: a call whose answer is not promised while others are under way (a count) is not
//! recorded, and an answer that is always allowed (`InProgress`) is accepted without a change.

mod history;
mod search;
#[cfg(test)]
mod tests;
mod words;

use std::fmt::{Debug, Display};
use std::hash::Hash;

pub use history::History;

/// What a plain object would do that serves one call after the other. A value of it is its state.
pub trait Model: Clone + Eq + Hash {
    /// What is asked, as a learner reads it: `park(KA-01)`.
    type Call: Display;
    /// What comes back; its `Debug` form is what a learner reads.
    type Answer: Debug;

    /// Serves the call, if the answer that was seen is right in this state. What the state is after a wrong one does not matter.
    ///
    /// # Errors
    ///
    /// What would have been right, as a learner reads it: `Err(Full)`.
    fn answers(&mut self, call: &Self::Call, answer: &Self::Answer) -> Result<(), String>;

    /// Whether a call with this answer has changed nothing, whatever the state. What only looked is left out of the history that is
    /// shown where the rest has no order either.
    fn only_looked(_call: &Self::Call, _answer: &Self::Answer) -> bool {
        false
    }

    /// In how many steps a call with this answer may have been served, with others in between: one, unless told. A payment that is
    /// declined reserves, and later gives back. The state says which step of a call is next: `answers` is asked once for each.
    fn steps(_call: &Self::Call, _answer: &Self::Answer) -> usize {
        1
    }
}

/// For a model whose answer is known: that it is the one that was seen.
///
/// # Errors
///
/// The known answer, where another was seen.
pub fn agree<A: PartialEq + Debug>(seen: &A, known: &A) -> Result<(), String> {
    if seen == known { Ok(()) } else { Err(format!("{known:?}")) }
}
