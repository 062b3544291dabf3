//! A kata given to a class: the assignment, what comes in, what goes out.
//!
//! This crate owns what an assignment is, the archive that a student hands in and how it is read as hostile, what is remembered of each
//! graded submission, and the forms in which a class's results are handed on. It grades nothing and prints nothing.

mod assignment;
mod moment;
mod record;
mod template;

pub use assignment::{ASSIGNMENT_FORMAT, Assignment, MAX_MINUTES, NO_TWIST, check_minutes, check_name, check_twist};
pub use kata_round::Feedback;
pub use moment::{EndOfDay, Moment, local_zone};
pub use record::{Graded, RECORD_FORMAT, Record};
