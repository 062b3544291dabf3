//! Grading a class: many submissions of people who may mean harm, on all cores, each as if it were alone.
//!
//! Invariant: a submission is reviewed, compiled and run by a worker, a process of its own that judges nothing else, with its own temporary
//! folder and its own group of processes. Before, it is only read, within limits, for its digest and for who handed it in. What it does to its worker (a crash of ours included) ends with the worker.

mod alike;
mod pool;
mod progress;
mod protocol;
mod source;
mod suite;
mod worker;

pub(crate) use alike::{Alike, compare};
pub(crate) use pool::{Judged, Pool, Task};
pub(crate) use progress::Progress;
pub(crate) use protocol::{Job, Said};
pub(crate) use source::{Known, look, open};
pub(crate) use suite::digest as suite_digest;
