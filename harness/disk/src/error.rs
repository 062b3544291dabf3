//! What keeps a file from being written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What keeps a file from being written. What was there before is still there.
#[derive(Debug)]
pub struct Error {
    /// The file that was to be there; what went wrong may have been with its folder.
    pub path: PathBuf,
    /// What the operating system said.
    pub source: io::Error,
}

impl Error {
    pub(crate) fn of(path: &Path, source: io::Error) -> Error {
        Error { path: path.to_owned(), source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: cannot be written: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
