//! Child processes that never outlive us, and never hold us up.
//!
//! This crate owns the temporary folder in which processes of ours work ([`Lab`]), the janitor that takes it and them away in the end,
//! and how one process is run to its end ([`run`]): its deadline, the wish to [`Cancel`] it, the bounded capture of what it prints. What
//! the end of a process means is decided by whoever ran it; that a tool was kept from its work by the machine, it can tell ([`hindrance()`]).
//! It prints nothing.

mod cancel;
mod hindrance;
mod lab;
mod run;

pub use cancel::{Cancel, Watch};
pub use hindrance::hindrance;
pub use lab::Lab;
pub use run::{Exit, Finished, Limits, run, when_ended};
