//! Weaves spies into a submission: implementations of the learner's own traits that write down each call and pass it on.
//!
//! No line of the learner's moves. A spy stands beside its trait, at the end of its file or just before the brace that
//! closes its module, so it needs no name but those that the trait itself uses, and sees what is private there. The
//! struct `Seams` gets one function more, which wraps it field by field; which field holds which trait is left to the
//! compiler (`kata_spy::woven` has the traits that it decides by). So nothing here resolves a name: what is read off
//! the syntax is which traits *may* be held, and the facts
//! ([`SeamFacts`](kata_verdict::SeamFacts)) that a run cannot show.
//!
//! Where a spy cannot be made, the facts say why, and the submission is woven without it.

mod ancestry;
mod bounds;
mod composition;
mod delegate;
mod emit;
mod facts;
mod field;
mod inventory;
mod names;
mod openness;
mod shipped;
mod stubs;
mod units;
mod weave;
mod wrapper;

pub use weave::{Woven, weave, weave_for};
