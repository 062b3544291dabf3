//! Folders that are filled beside their place, and moved there whole.

use std::fs::{self, File, Permissions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::{Access, unfinished};

/// A folder that is being filled. Dropped before it was published, it goes away with all that is in it.
#[derive(Debug)]
pub struct Stage {
    folder: TempDir,
    /// Held for as long as it is being filled; None on a disk that keeps no locks.
    _lock: Option<File>,
}

impl Stage {
    /// Begins an empty folder in `parent`, which should be where it goes in the end, or beside that: a rename crosses no file systems.
    ///
    /// # Errors
    ///
    /// Where `parent` is not there or cannot be written to.
    pub fn begin(parent: &Path, access: Access) -> io::Result<Stage> {
        unfinished::sweep_once(parent);
        unfinished::insist(|| Stage::try_begin(parent, access))
    }

    /// None where it was swept before it was locked.
    fn try_begin(parent: &Path, access: Access) -> io::Result<Option<Stage>> {
        let mode = Permissions::from_mode(access.of_folder());
        let folder = unfinished::named().permissions(mode).tempdir_in(parent)?;
        let lock = match File::open(folder.path()) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        match lock.try_lock() {
            Ok(()) if folder.path().exists() => Ok(Some(Stage { folder, _lock: Some(lock) })),
            Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(_)) => Ok(Some(Stage { folder, _lock: None })),
        }
    }

    /// Where it is filled.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Moves it to `target`, where nothing is, or an empty folder. What is in it is on the disk no sooner than what wrote it says.
    ///
    /// # Errors
    ///
    /// Where something is in the way, or it cannot be moved. It is gone then.
    pub fn publish(self, target: &Path) -> io::Result<()> {
        fs::rename(self.path(), target)?;
        // Its place is empty now, so there is nothing to clean up.
        _ = self.folder.keep();
        Ok(())
    }
}
