//! What is wrong with a round, told so that a candidate can go on.

use std::fmt;
use std::io;
use std::path::Path;

/// What is wrong with a round, what to do next, and which kind of trouble it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// For a caller that has to decide.
    pub kind: Kind,
    message: String,
}

/// Which kind of trouble it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no round in the workspace.
    NoRound,
    /// There was one, and its log is gone.
    Lost,
    /// There is one that is not finished yet.
    Unfinished,
    /// Another process has the seat.
    Held,
    /// A newer program wrote it.
    Newer,
    /// The workspace, or the round in it, is not there any more.
    Gone,
    /// The disk is full, or a quota is used up. What was saved before is still there.
    Full,
    /// The round is in no state for this: it is over, it stands still, it has no such snapshot.
    NotNow,
    /// The source has more than a snapshot takes.
    TooMuch,
    /// A file of ours cannot be understood.
    Damaged,
    /// The operating system said no.
    Io,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into() }
    }

    pub(crate) fn of(kind: Kind, path: &Path, message: impl fmt::Display) -> Error {
        Error { kind, message: format!("{}: {message}", path.display()) }
    }

    pub(crate) fn not_now(message: impl Into<String>) -> Error {
        Error::new(Kind::NotNow, message)
    }

    /// What the operating system said about a file, with the advice that fits.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Error {
        let full = |what: &str| {
            let advice = "nothing that was saved is lost; make room, and try again";
            Error::of(Kind::Full, path, format!("{what}: {advice}"))
        };
        match error.kind() {
            io::ErrorKind::StorageFull => full("the disk is full"),
            io::ErrorKind::QuotaExceeded => full("your quota of disk space is used up"),
            io::ErrorKind::FileTooLarge => full("the limit on the size of a file is reached"),
            io::ErrorKind::NotFound => Error::of(
                Kind::Gone,
                path,
                "is not there any more: was the workspace moved or deleted? Put it back, or go to where it is now, and go on with \
                 `cargo xtask round --resume`",
            ),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Error::of(
                Kind::Io,
                path,
                format!("cannot be written ({error}): make the workspace writable for you, and try again"),
            ),
            _ => Error::of(Kind::Io, path, error),
        }
    }

    pub(crate) fn newer(path: &Path, format: u32, known: u32) -> Error {
        Error::of(
            Kind::Newer,
            path,
            format!(
                "has format {format}, and this program reads up to {known}: update your clone (git pull); nothing was changed"
            ),
        )
    }
}

impl From<kata_disk::Error> for Error {
    fn from(error: kata_disk::Error) -> Error {
        Error::io(&error.path, &error.source)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
