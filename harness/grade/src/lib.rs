//! Stage, build, run, verdict: one submission in, one [`Verdict`](kata_verdict::Verdict) out.
//!
//! This crate owns the temporary folder of a run, the one rustc run that links a submission to the hidden suite, the
//! processes that run the checks, and how their ends become outcomes. It is the only place that spawns processes, and
//! it prints nothing.

mod admit;
mod artifacts;
mod compile;
mod critique;
mod diagnostic;
mod draft;
mod ends;
mod entry_point;
mod error;
mod explain;
mod explorer;
mod grader;
mod next;
mod render;
mod request;
mod run;
mod select;
mod source;
mod spies;
mod stage;
mod subject;
mod twists;

pub use error::Error;
pub use explorer::Explorer;
pub use grader::{Grader, Options, Prepared};
pub use kata_process::Cancel;
pub use request::{Event, Request};
pub use source::Source;
