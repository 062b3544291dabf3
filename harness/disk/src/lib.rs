//! What every crate that keeps something on the disk shares: files and folders that are there whole or not at all.
//!
//! - [`Whole`] puts a file in the place of another: written beside it, then renamed.
//! - [`Stage`] is a folder that is filled beside its place, then moved there.
//! - [`append`] adds to a file that grows by whole lines, and [`put_aside`] keeps what was torn off one.
//! - [`Digest`] is the name that a content has.
//!
//! What holds, at whatever moment something goes wrong:
//!
//! | | a kill, a panic | a power cut | a full disk, a quota, a limit |
//! | --- | --- | --- | --- |
//! | [`Whole`], unsynced | the old file or the new one | the old one, the new one, or on some file systems half of it | an error, and the old one; where the system writes late, it may tell nobody |
//! | [`Whole`] | the old file or the new one | the old one or the new one, also when it had returned | an error, and the old one |
//! | [`Whole`], named | the old file or the new one | the new one, once it had returned | an error, and the old one |
//! | [`Stage`] | nothing, or all of it | nothing, or its names without what was not synced before | an error, and nothing |
//! | [`append`] | the file as it was, and a part of the line at its end at the most | all of it, once it had returned | an error, and the file as it was |
//!
//! What is not finished has a name of one form, `.kata-unfinished-` and six letters or digits, and is locked by whoever writes it. So what
//! a kill left there is known by its name and by its lock, which is free; the first thing that a process writes to a folder takes what lies there
//! away. On a disk that keeps no locks nobody can tell what is left from what is being written, and it stays; it is never read.
//!
//! This crate knows no form of any file. It prints nothing.

mod digest;
mod error;
mod lines;
mod stage;
mod unfinished;
mod whole;

pub use digest::{Digest, sha256};
pub use error::Error;
pub use lines::{append, put_aside};
pub use stage::Stage;
pub use unfinished::{is_unfinished, sweep};
pub use whole::{Access, Whole, sync_folder};
