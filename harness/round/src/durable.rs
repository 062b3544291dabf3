//! Files that are on the disk when a function returns.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Kind};

/// Puts `bytes` in the place of what `path` holds, whole, and waits for the disk. A reader sees the old file or the new one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    put(path, bytes).map_err(|error| Error::io(path, &error))
}

pub(crate) fn replace_json(path: &Path, value: &impl Serialize) -> Result<(), Error> {
    let text = serde_json::to_vec(value).map_err(|error| Error::of(Kind::Io, path, error))?;
    replace(path, &text)
}

/// The same with the operating system's own words.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = parent(path);
    // As a plain create would have them: what the umask leaves of it.
    let open = Permissions::from_mode(0o666);
    let mut file = tempfile::Builder::new().prefix(".new-").permissions(open).tempfile_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_data()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
