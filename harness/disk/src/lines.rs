//! Files that grow by whole lines.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::Access;

/// Writes these bytes at `end`, which is where the file ends, and waits for the disk. The caller holds a lock that keeps others from writing.
///
/// # Errors
///
/// Where the disk does not take all of it; the file then ends where it did. Should not even that be possible, a part of the bytes stays at its end.
pub fn append(file: &mut File, end: u64, bytes: &[u8]) -> io::Result<()> {
    let written = file.seek(SeekFrom::Start(end)).and_then(|_| file.write_all(bytes)).and_then(|()| file.sync_data());
    if written.is_err() {
        _ = file.set_len(end).and_then(|()| file.sync_data());
    }
    written
}

/// Adds these bytes to the file at `path`, which is made if it is not there, and waits for the disk: what is put aside is on the disk before it
/// is taken from where it was.
///
/// # Errors
///
/// Where the disk does not take it.
pub fn put_aside(path: &Path, access: Access, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).mode(access.of_file()).open(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}
