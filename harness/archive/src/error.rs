//! Why there is no archive, or none that can be read.

use std::fmt;
use std::path::Path;

/// Why there is no archive, or none that can be read: in words for the student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }

    pub(crate) fn of(path: &Path, message: impl fmt::Display) -> Error {
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

impl From<kata_round::Error> for Error {
    fn from(error: kata_round::Error) -> Error {
        Error(error.to_string())
    }
}
