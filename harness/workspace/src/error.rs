//! What is wrong with a workspace, told so that a learner can mend it.

use std::fmt;
use std::path::Path;

/// What is wrong with a workspace, and what to do next. It names the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    /// An error that is no single file's.
    pub fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }

    /// An error about one file or folder.
    pub fn of(path: &Path, message: impl fmt::Display) -> Error {
        Error(format!("{}: {message}", path.display()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<kata_disk::Error> for Error {
    fn from(error: kata_disk::Error) -> Error {
        Error(error.to_string())
    }
}

impl From<kata_catalog::Error> for Error {
    fn from(error: kata_catalog::Error) -> Error {
        Error(error.to_string())
    }
}
