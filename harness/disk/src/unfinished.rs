//! What is not finished: how it is called, who holds it, and how it goes away after a kill.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{Builder, NamedTempFile};

use crate::Access;

const PREFIX: &str = ".kata-unfinished-";
const LETTERS: usize = 6;
/// How often something is begun. Once is enough but for a sweep in a moment of microseconds.
const TRIES: usize = 10;

/// The folders that this process has swept: once is enough, since a process takes away what it gives up itself. By their numbers on the file
/// system too, as a name can be given to another folder.
static SWEPT: Mutex<BTreeSet<(PathBuf, u64)>> = Mutex::new(BTreeSet::new());

/// Whether a file or folder of this name is one that is not finished. It is nobody's to read.
pub fn is_unfinished(name: &OsStr) -> bool {
    let letters = name.as_encoded_bytes().strip_prefix(PREFIX.as_bytes());
    letters.is_some_and(|letters| letters.len() == LETTERS && letters.iter().all(u8::is_ascii_alphanumeric))
}

/// Takes away what killed processes left unfinished in a folder: what has such a name, and nobody holds. What cannot be taken away does no harm.
///
/// The first thing that a process writes to a folder with this crate does so by itself.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    entries.filter(|entry| is_unfinished(&entry.file_name())).for_each(|entry| drop(remove_abandoned(&entry)));
}

pub(crate) fn sweep_once(folder: &Path) {
    let Ok(meta) = fs::metadata(folder) else { return };
    let is_new = SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert((folder.to_owned(), meta.ino()));
    if is_new {
        sweep(folder);
    }
}

/// While we hold it, whoever has just made it sees that, and makes another one.
fn remove_abandoned(entry: &DirEntry) -> io::Result<()> {
    // Not by way of a link; and to open a pipe could take for ever.
    let kind = entry.file_type()?;
    if !kind.is_file() && !kind.is_dir() {
        return Ok(());
    }
    let path = entry.path();
    let held = File::open(&path)?;
    held.try_lock()?;
    if kind.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }
}

/// Begins again what was swept in the moment between its making and its lock, which an attempt says with None.
pub(crate) fn insist<T>(mut attempt: impl FnMut() -> io::Result<Option<T>>) -> io::Result<T> {
    for _ in 0..TRIES {
        if let Some(made) = attempt()? {
            return Ok(made);
        }
    }
    Err(io::Error::other("what was begun is taken away again and again: end the program that does so"))
}

/// What makes names of that form.
pub(crate) fn named() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).rand_bytes(LETTERS);
    builder
}

/// A file in this folder that is not finished, held for as long as it lives. What a killed process left there is gone.
pub(crate) fn file_in(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    sweep_once(folder);
    let file = named().permissions(Permissions::from_mode(access.of_file())).tempfile_in(folder)?;
    // On a disk that keeps no locks, nobody sweeps. Where somebody sweeps this very file, its rename fails, and it is begun again.
    _ = file.as_file().try_lock();
    Ok(file)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::Stage;

    /// The names of what is in a folder, sorted.
    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("it can be read").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_somebody_is_writing_stays_and_what_nobody_holds_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = file_in(folder.path(), Access::Private).expect("it can be made");
        let stage = Stage::begin(folder.path(), Access::Private).expect("it can be made");
        fs::write(stage.path().join("a"), "a").expect("it can be written");
        sweep(folder.path());
        assert!(file.path().exists() && stage.path().join("a").exists());
        assert_eq!(names(folder.path()).len(), 2);
        // As a kill has it: the lock is gone, and what it was on is not.
        let (_, kept) = file.keep().expect("it can be kept");
        let abandoned = folder.path().join(".kata-unfinished-abcdef");
        fs::create_dir_all(abandoned.join("src")).expect("it can be made");
        fs::write(abandoned.join("src/lib.rs"), "half").expect("it can be written");
        sweep(folder.path());
        assert!(!kept.exists() && !abandoned.exists());
        assert!(stage.path().join("a").exists());
    }

    #[test]
    fn what_is_called_otherwise_or_is_no_file_of_ours_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = [".kata", ".kata-unfinished-", ".kata-unfinished-notes", ".kata-unfinished-a.b.cd", "notes"];
        kept.iter().for_each(|name| fs::write(folder.path().join(name), "mine").expect("it can be written"));
        let elsewhere = tempfile::tempdir().expect("a folder");
        fs::write(elsewhere.path().join("mine"), "mine").expect("it can be written");
        symlink(elsewhere.path(), folder.path().join(".kata-unfinished-abcdef")).expect("it can be made");
        sweep(folder.path());
        assert_eq!(names(folder.path()).len(), kept.len() + 1);
        assert!(elsewhere.path().join("mine").exists());
    }

    #[test]
    fn what_is_made_here_has_the_one_form_of_a_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = file_in(folder.path(), Access::Shared).expect("it can be made");
        let stage = Stage::begin(folder.path(), Access::Shared).expect("it can be made");
        assert!([file.path(), stage.path()].iter().all(|path| path.file_name().is_some_and(is_unfinished)));
        assert!(!is_unfinished(OsStr::new("state.toml")));
    }

    #[test]
    fn the_first_thing_written_to_a_folder_takes_away_what_lies_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let abandoned = || folder.path().join(".kata-unfinished-abcdef");
        fs::write(abandoned(), "half").expect("it can be written");
        crate::Whole::private().write(&folder.path().join("a"), b"a").expect("it can be written");
        assert_eq!(names(folder.path()), ["a"]);
    }
}
