//! A kata given to a class: the assignment, what comes in, what goes out.
//!
//! This crate owns what an assignment is, the archive that a student hands in and how it is read as hostile, what is remembered of each
//! graded submission, and the forms in which a class's results are handed on. It grades nothing and prints nothing.

mod assignment;
pub mod formats;
mod handed_in;
mod moment;
mod record;
mod results;
mod run;
mod shard;
mod sources;
mod table;
mod template;
mod uploader;

pub use assignment::{ASSIGNMENT_FORMAT, Assignment, MAX_MINUTES, NO_TWIST, check_minutes, check_name, check_twist};
pub use handed_in::{Class, Form, HandedIn, commit_of};
pub use kata_round::Feedback;
pub use moment::{EndOfDay, Moment, local_zone};
pub use record::{Graded, RECORD_FORMAT, Record};
pub use results::{Results, read_results};
pub use run::{RUN_FORMAT, Run};
pub use shard::Shard;
pub use sources::{SOURCE_FORMAT, keep_source, read_source};
pub use table::{Row, Standing, Table, read_roster};
pub use uploader::uploader;
