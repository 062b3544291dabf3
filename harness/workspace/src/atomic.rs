//! Files of a workspace that are either the old one or the new one, whenever the machine stops.

use std::path::Path;

use kata_disk::Whole;

use crate::Error;

/// Puts `bytes` in the place of what `path` holds, for its owner alone. A reader sees the old file or the new one, never half of either.
///
/// # Errors
///
/// Where it cannot be written; the old one is still there.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    Ok(Whole::private().write(path, bytes)?)
}
