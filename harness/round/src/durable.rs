//! Files that are replaced whole: a reader sees the old one or the new one, and what a function wrote is on the disk when it returns.

use std::path::Path;

use kata_disk::Whole;
use serde::Serialize;

use crate::error::{Error, Kind};

/// Puts `bytes` in the place of what `path` holds. The file's name is on the disk only after its folder was synced.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    Ok(Whole::shared().write(path, bytes)?)
}

pub(crate) fn replace_json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_vec(value).map_err(|error| Error::of(Kind::Io, path, error))?;
    replace(path, &text)
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    kata_disk::sync_folder(folder).map_err(|error| Error::io(folder, &error))
}
