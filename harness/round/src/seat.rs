//! The seat: whoever has it shows the round. There is one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Reading;
use crate::error::{Error, Kind};
use crate::when::{span, utc};

const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(20);

/// The seat of a round. It is given up when this is dropped, or when the process ends, however it does.
#[derive(Debug)]
pub struct Seat {
    _file: File,
}

#[derive(Serialize, Deserialize)]
struct Holder {
    format: u32,
    pid: u32,
    /// Milliseconds since 1970.
    since_ms: u64,
}

impl Seat {
    /// Takes the seat of the round in `dir`. The error says who has it, and since when.
    pub(crate) fn take(dir: &Path, now: &Reading) -> Result<Seat, Error> {
        let path = dir.join("seat.lock");
        let opened = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = opened.map_err(|error| Error::io(&path, &error))?;
        match patiently(|| file.try_lock()) {
            Ok(()) => {
                // The lock is what counts. Where the disk is full, a second one is told less.
                _ = sign(&mut file, now);
                Ok(Seat { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(held(dir, &mut file, now)),
            Err(TryLockError::Error(error)) => Err(Error::io(&path, &error)),
        }
    }
}

/// Tries for half a second. A child that a killed view was just starting still has its files, the lock among them, for a moment.
fn patiently(mut attempt: impl FnMut() -> Result<(), TryLockError>) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match attempt() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            decided => return decided,
        }
    }
    attempt()
}

fn sign(file: &mut File, now: &Reading) -> std::io::Result<()> {
    let holder = Holder { format: 1, pid: std::process::id(), since_ms: now.wall_ms };
    let text = serde_json::to_vec(&holder)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(&text)
}

fn held(dir: &Path, file: &mut File, now: &Reading) -> Error {
    let mut text = String::new();
    let holder: Option<Holder> = file.read_to_string(&mut text).ok().and_then(|_| serde_json::from_str(&text).ok());
    let who = holder.map_or_else(
        || "another process".to_owned(),
        |Holder { pid, since_ms, .. }| {
            let ago = span(now.wall_ms.saturating_sub(since_ms));
            format!("process {pid} for {ago} (since {})", utc(since_ms))
        },
    );
    let advice = "go on in its terminal, or quit it there with q; `ask`, `pause` and `submit` work from here meanwhile";
    Error::of(Kind::Held, dir, format!("the round is open in {who}: {advice}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_that_is_given_up_in_a_moment_is_waited_for_and_any_other_is_not() {
        let mut left = 3;
        let mut soon = || {
            left -= 1;
            if left == 0 { Ok(()) } else { Err(TryLockError::WouldBlock) }
        };
        assert!(patiently(&mut soon).is_ok());
        assert!(matches!(patiently(|| Err(TryLockError::WouldBlock)), Err(TryLockError::WouldBlock)));
    }
}
