//! Why there is no verdict.

use std::fmt;

/// Why there is no verdict. What the learner's code did wrong is never an error: that is a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The caller can mend it: a missing folder, a broken workspace, an unknown check. Exit code 2.
    Setup(String),
    /// The run was cancelled.
    Cancelled,
    /// Something of ours went wrong. Exit code 70.
    Fault(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Setup(message) | Error::Fault(message) => f.write_str(message),
            Error::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for Error {}
