//! Files that are either the old one or the new one, whenever the machine stops.

use std::io::Write;
use std::path::Path;

use crate::Error;

/// Puts `bytes` in the place of what `path` holds. A reader sees the old file or the new one, never half of either.
///
/// # Errors
///
/// Where it cannot be written; the old one is still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let written = tempfile::Builder::new().prefix(".new-").tempfile_in(dir).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_data()?;
        file.persist(path).map_err(|error| error.error)
    });
    written.map(drop).map_err(|error| Error::of(path, format!("cannot be written: {error}")))
}
