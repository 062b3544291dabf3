//! The lock that keeps two processes from writing into one another's lines.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::Error;

/// Readable and writable by its owner alone, as all of the history.
pub(crate) const MODE: u32 = 0o600;

/// The lock file, locked for as long as this lives. What stands in it is said by [`compact`](crate::compact).
pub(crate) fn exclusive(path: &Path, patience: Duration) -> Result<File, Error> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(MODE).open(path);
    let file = opened.map_err(|error| Error::of(path, format!("cannot be written: {error}")))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => wait(file, path, patience),
        Err(TryLockError::Error(error)) => Err(Error::of(path, format!("cannot be locked: {error}"))),
    }
}

/// The same for a reader, who may share it. None where there is nothing to lock, as in a folder that cannot be written to: then a line that
/// is just being written may look torn, which is all that can happen.
pub(crate) fn shared(path: &Path, patience: Duration) -> Option<File> {
    let file = File::open(path).ok()?;
    match file.try_lock_shared() {
        Ok(()) => Some(file),
        Err(TryLockError::WouldBlock) => within(patience, move || file.lock_shared().map(|()| file)).ok()?.ok(),
        Err(TryLockError::Error(_)) => None,
    }
}

fn wait(file: File, path: &Path, patience: Duration) -> Result<File, Error> {
    match within(patience, move || file.lock().map(|()| file)) {
        Ok(locked) => locked.map_err(|error| Error::of(path, format!("cannot be locked: {error}"))),
        Err(TooLong) => {
            let seconds = patience.as_secs();
            let message = format!("another program has held it for more than {seconds} s: end that, and try again");
            Err(Error::of(path, message))
        }
    }
}

struct TooLong;

/// Waits in a thread of its own, since a lock knows no time-out but is fair. Whoever gets it too late drops it at once.
fn within<F>(patience: Duration, lock: F) -> Result<io::Result<File>, TooLong>
where
    F: FnOnce() -> io::Result<File> + Send + 'static,
{
    let (sender, locked) = channel();
    std::thread::spawn(move || drop(sender.send(lock())));
    locked.recv_timeout(patience).map_err(|_| TooLong)
}
