//! The katas and solutions on disk.
//!
//! This crate owns where things lie under the framework's root, the form of `kata.toml`, and how an accepted or a
//! flawed solution becomes a set of files; and the template that a new kata begins with. It compiles nothing, runs nothing and prints nothing.
//!
//! An author's mistake is always an [`Error`] that names the file, the line where there is one, and what to do next.

mod audit;
mod error;
mod files;
mod kata;
mod manifest;
mod nearest;
mod new_kata;
mod patch;
mod questions;
mod root;
mod sealed;
mod solution;
mod starter;
mod toml_file;
mod twist;

pub use audit::{audit_content, audit_files};
pub use error::Error;
pub use files::{Files, read_tree};
pub use kata::Kata;
pub use manifest::{DRAFT, FORMAT, Hints, Interview, Manifest, Phase, Question, Role, Topic, Twist};
pub use nearest::nearest;
pub use new_kata::new_kata;
pub use questions::{Asked, Questions, audit_questions};
pub use root::Root;
pub use sealed::{SEALED, Sealed, SealedTwist};
pub use solution::{Accepted, Flawed, Solution, Solutions};
pub use starter::Starter;
pub use toml_file::{line_of, parse_toml, read_toml, read_toml_at};
pub use twist::{Reveal, TWIST_MODULES};
