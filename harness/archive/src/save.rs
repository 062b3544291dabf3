//! Putting an archive where the student wants it.

use std::path::Path;

use kata_disk::Whole;

use crate::{Archive, Error, Submitted, read_file, same_name};

/// What became of the place where an archive was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was there before.
    New,
    /// An earlier archive of the same student for the same kata was replaced.
    Replaced,
    /// Some other file was replaced, as `force` asked.
    Forced,
}

/// Puts an archive in a file, whole or not at all. An earlier archive of the same student for the same kata and assignment is replaced;
/// any other file only where `force` is set.
///
/// # Errors
///
/// Where there is another file, or this one cannot be written.
pub fn save(archive: &Archive, path: &Path, force: bool) -> Result<Saved, Error> {
    let saved = what_is_there(&archive.submitted, path, force)?;
    let file = Whole::shared();
    match saved {
        Saved::New => file.write_new(path, &archive.bytes)?,
        Saved::Replaced | Saved::Forced => file.write(path, &archive.bytes)?,
    }
    Ok(saved)
}

fn what_is_there(new: &Submitted, path: &Path, force: bool) -> Result<Saved, Error> {
    match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Saved::New),
        Err(error) => return Err(Error::of(path, format!("cannot be written: {error}"))),
        Ok(metadata) if !metadata.is_file() => {
            return Err(Error::of(path, "is there already, and is no plain file: name another one with --out"));
        }
        Ok(_) => {}
    }
    let is_earlier = |old: &Submitted| {
        same_name(&old.student, &new.student) && old.kata == new.kata && old.assignment == new.assignment
    };
    match read_file(path) {
        Ok(old) if is_earlier(&old) => Ok(Saved::Replaced),
        _ if force => Ok(Saved::Forced),
        Ok(old) => Err(Error::of(
            path,
            format!(
                "is the archive of {} for {}, and was left as it is: name another file, or add --force",
                old.student, old.kata
            ),
        )),
        Err(_) => Err(Error::of(path, "is another file, and was left as it is: name another one, or add --force")),
    }
}
