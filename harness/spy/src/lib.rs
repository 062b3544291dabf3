//! What woven spies run on.
//!
//! A spy stands in front of a policy of the learner's, writes down each call that crosses the seam, and passes it on. On
//! demand it turns a request down, or answers with an unusual value. [`woven`] is what the woven code names; it holds
//! the traits by which the compiler decides which field of `Seams` gets which spy. [`control`] is the other side: what
//! a suite asks and commands.
//!
//! All state belongs to one execution of a scenario, which lives on one thread of the operating system. Nothing here is a
//! scheduling point, and nothing happens, not even wrapping, unless a suite has said [`control::begin`].

pub mod control;
mod entry;
mod execution;
mod record;
mod shape;
mod shown;
pub mod woven;

pub use control::{Binding, Role};
pub use record::Crossing;
pub use shape::Seen;
