//! Files that are the old one or the new one, whenever something stops.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::{Error, unfinished};

/// Who may read what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its owner alone: 0600, or 0700 for a folder.
    Private,
    /// Whom the umask lets: 0666 or 0777 without its bits, as a plain create has it.
    Shared,
}

impl Access {
    pub(crate) fn of_file(self) -> u32 {
        match self {
            Access::Private => 0o600,
            Access::Shared => 0o666,
        }
    }

    pub(crate) fn of_folder(self) -> u32 {
        match self {
            Access::Private => 0o700,
            Access::Shared => 0o777,
        }
    }
}

/// What is waited for before a write is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wait {
    Nothing,
    /// The content is on the disk before its name leads to it.
    Content,
    /// And the name is on the disk as well.
    Name,
}

/// How a file is written whole: to a file beside its place, which is then renamed. A reader sees the old file or the new one, never half of
/// either; [the crate](crate) says what is left after what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    access: Access,
    keeps_mode: bool,
    wait: Wait,
}

impl Whole {
    /// A file for its owner alone, whose content is on the disk before it takes its place.
    pub const fn private() -> Whole {
        Whole { access: Access::Private, keeps_mode: false, wait: Wait::Content }
    }

    /// The same for whom the umask lets.
    pub const fn shared() -> Whole {
        Whole { access: Access::Shared, ..Whole::private() }
    }

    /// The same, with the mode of the file that it replaces where there is one.
    pub const fn keeping_mode(self) -> Whole {
        Whole { keeps_mode: true, ..self }
    }

    /// The same without waiting for the disk: for what can be made again.
    pub const fn unsynced(self) -> Whole {
        Whole { wait: Wait::Nothing, ..self }
    }

    /// The same, and the name is on the disk too when it returns. Where only that fails, the error comes with the new file in its place.
    pub const fn named(self) -> Whole {
        Whole { wait: Wait::Name, ..self }
    }

    /// Puts `bytes` in the place of what `path` holds. A link is replaced, not followed. The folder has to be there.
    ///
    /// # Errors
    ///
    /// Where it cannot be written; what was there before is still there, and nothing is left beside it.
    pub fn write(self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.put(path, bytes, true).map_err(|error| Error::of(path, error))
    }

    /// The same where nothing is there yet, not even a link.
    ///
    /// # Errors
    ///
    /// As [`Whole::write`]; [`ErrorKind::AlreadyExists`] where there is something.
    pub fn write_new(self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        self.put(path, bytes, false).map_err(|error| Error::of(path, error))
    }

    fn put(self, path: &Path, bytes: &[u8], replaces: bool) -> io::Result<()> {
        let folder = folder_of(path);
        unfinished::insist(|| self.try_put(folder, path, bytes, replaces))?;
        if self.wait == Wait::Name { sync_folder(folder) } else { Ok(()) }
    }

    /// None where what was written was swept before it was locked.
    fn try_put(self, folder: &Path, path: &Path, bytes: &[u8], replaces: bool) -> io::Result<Option<()>> {
        let mut file = unfinished::file_in(folder, self.access)?;
        // First, so that what was a secret is one at no moment less.
        if let Some(mode) = self.mode_before(path) {
            file.as_file().set_permissions(mode)?;
        }
        file.write_all(bytes)?;
        if self.wait != Wait::Nothing {
            file.as_file().sync_data()?;
        }
        let moved = if replaces { file.persist(path) } else { file.persist_noclobber(path) };
        match moved {
            Ok(_) => Ok(Some(())),
            Err(failed) if failed.error.kind() == ErrorKind::NotFound => Ok(None),
            Err(failed) => Err(failed.error),
        }
    }

    fn mode_before(self, path: &Path) -> Option<Permissions> {
        let before = self.keeps_mode.then(|| fs::symlink_metadata(path).ok()).flatten()?;
        before.is_file().then(|| before.permissions())
    }
}

/// Waits until the names in a folder are on the disk.
///
/// # Errors
///
/// Where the folder is not there, or its file system cannot do that.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
