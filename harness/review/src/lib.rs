//! Reads a submission as tokens: what confinement refuses, each with its line and what to use instead.
//!
//! This crate owns the rules of confinement that can be seen in the source; the compiler and the operating system are the
//! walls behind it. It reads text and returns findings: it opens no file, starts nothing and prints nothing.
//!
//! ```
//! let files = [("src/lib.rs".to_owned(), "fn peek() -> usize { unsafe { 1 } }".to_owned())].into();
//! let review = kata_review::review(&files, "parking-lot");
//! assert_eq!(review.refusals[0].line, Some(1));
//! assert!(review.refusals[0].message.contains("`unsafe`"));
//! ```

mod attributes;
mod code;
mod cost;
mod design;
mod entry;
mod imports;
mod macros;
mod manifest;
pub mod picture;
mod review;
mod root;
pub mod spy;
mod syntax;
mod tokens;
mod words;

pub use code::Api;
pub use cost::{change, is_readable};
pub use design::design;
pub use entry::rename_main;
pub use manifest::review_manifest;
pub use picture::picture;
pub use review::{Review, review};
pub use root::names_at_root;
