//! What is wrong with a file of ours, told so that its author can mend it.

use std::fmt;
use std::path::{Path, PathBuf};

/// What is wrong with a kata or a solution on disk: `katas/parking-lot/kata.toml:3: unknown field …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file or folder, relative to the framework's root where it lies under it. None where no file is to blame.
    pub path: Option<PathBuf>,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// What is wrong, and what to do next.
    pub message: String,
}

impl Error {
    /// An error that no single file is to blame for.
    pub fn new(message: impl Into<String>) -> Error {
        Error { path: None, line: None, message: message.into() }
    }

    /// An error about a file or a folder as a whole.
    pub fn of(path: impl AsRef<Path>, message: impl Into<String>) -> Error {
        Error { path: Some(path.as_ref().to_owned()), line: None, message: message.into() }
    }

    /// The same error at a line, counted from 1.
    pub fn at(self, line: usize) -> Error {
        Error { line: Some(line), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}", path.display())?;
            if let Some(line) = self.line {
                write!(f, ":{line}")?;
            }
            write!(f, ": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
