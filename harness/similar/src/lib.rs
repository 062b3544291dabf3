//! Submissions of a class that are alike, as a hint for a human.
//!
//! This crate owns what of a source counts ([`Source`] → tokens with their names taken away), how the tokens of one are found in another, and
//! which passages match. It judges nobody, reads no file and prints nothing.
//!
//! The rule is winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003): of the
//! hashes of all runs of [`RUN`] tokens, each window of [`WINDOW`] keeps its smallest. Two texts that share a stretch of `RUN + WINDOW - 1`
//! tokens then share a fingerprint, wherever the stretch stands; one shorter than `RUN` is noise, and never found. From each fingerprint that
//! two submissions share, the match is grown to both sides as far as it goes.
//!
//! What was given (the starter, the API) does not count, nor does what nearly all of a class has in common.

mod compare;
mod passage;
mod runs;
mod token;

pub use compare::{LEAST_SHARE, LEAST_TOKENS, NEARLY_ALL, Pair, Share, similar};
pub use passage::{Lines, Passage};
pub use runs::{RUN, WINDOW};
pub use token::MAX_TOKENS;

/// The source of one submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Whose it is: the submissions of one person are not compared with each other.
    pub author: String,
    /// What tells it from the author's other ones.
    pub name: String,
    /// The files: a path and a text each.
    pub files: Vec<(String, String)>,
}
