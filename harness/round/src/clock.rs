//! The clock of a round: the system's, or a simulated one.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind};
use crate::{boot, durable};

/// The variable that names the file of a simulated clock.
pub const CLOCK_VARIABLE: &str = "KATA_CLOCK";

/// What the boot ids of simulated clocks begin with, so that each entry of a log shows which clock it was written by.
pub const SIMULATED: &str = "simulated:";

const FORMAT: u32 = 1;

/// What the clocks of a machine say at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The wall clock, in milliseconds since 1970.
    pub wall_ms: u64,
    /// Which boot of the machine this is. Uptimes of different boots cannot be compared.
    pub boot: String,
    /// Milliseconds since that boot, the time that the machine was suspended included.
    pub uptime_ms: u64,
}

/// Where a round has its time from.
pub trait Clock: Send + Sync {
    /// What the clocks say now.
    fn read(&self) -> Reading;
}

/// The clock that a program of ours uses: the system's, or the simulated one of the file that `KATA_CLOCK` names.
pub fn clock() -> Result<Arc<dyn Clock>, Error> {
    match std::env::var_os(CLOCK_VARIABLE).filter(|path| !path.is_empty()) {
        Some(path) => Ok(Arc::new(SimulatedClock::open(Path::new(&path))?)),
        None => Ok(Arc::new(SystemClock::new()?)),
    }
}

/// The clocks of the machine.
#[derive(Debug)]
pub struct SystemClock {
    boot: String,
}

impl SystemClock {
    /// Finds out which boot this is; it fails where the system does not say.
    pub fn new() -> Result<SystemClock, Error> {
        Ok(SystemClock { boot: boot::id()? })
    }

    fn glance(&self) -> Reading {
        let uptime_ms = uptime_ms();
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let wall_ms = u64::try_from(wall.as_millis()).unwrap_or(u64::MAX);
        Reading { wall_ms, boot: self.boot.clone(), uptime_ms }
    }
}

const TRIES: usize = 5;
const SAME_MS: u64 = 100;

/// The one that goes on while the machine sleeps.
#[cfg(any(target_os = "linux", target_os = "android"))]
const UPTIME: ClockId = ClockId::Boottime;

/// macOS's monotonic clock goes on while the machine sleeps.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const UPTIME: ClockId = ClockId::Monotonic;

fn uptime_ms() -> u64 {
    let uptime = clock_gettime(UPTIME);
    (uptime.tv_sec * 1000 + uptime.tv_nsec / 1_000_000).max(0).cast_unsigned()
}

impl Clock for SystemClock {
    fn read(&self) -> Reading {
        let mut reading = self.glance();
        // Whoever is suspended between the two clocks sees one of them jump.
        for _ in 0..TRIES {
            if uptime_ms().saturating_sub(reading.uptime_ms) < SAME_MS {
                break;
            }
            reading = self.glance();
        }
        reading
    }
}

/// A clock that stands still at what a file says, so that a test can drive a whole round in seconds.
///
/// The file is JSON and is read anew each time:
/// `{"format": 1, "wall_ms": 1900000000000, "boot": "first", "uptime_ms": 60000}`. While it cannot be read, the last reading holds.
#[derive(Debug)]
pub struct SimulatedClock {
    path: PathBuf,
    last: Mutex<Reading>,
}

#[derive(Serialize, Deserialize)]
struct ClockFile {
    format: u32,
    #[serde(flatten)]
    reading: Reading,
}

impl SimulatedClock {
    /// Opens the clock of a file, which has to be readable now.
    pub fn open(path: &Path) -> Result<SimulatedClock, Error> {
        let last = read(path).map_err(|problem| {
            let form = r#"{"format": 1, "wall_ms": 1900000000000, "boot": "first", "uptime_ms": 60000}"#;
            let advice = format!("is no simulated clock ({problem}): write {form}, or unset {CLOCK_VARIABLE}");
            Error::of(Kind::Damaged, path, advice)
        })?;
        Ok(SimulatedClock { path: path.to_owned(), last: Mutex::new(last) })
    }

    /// Sets the clock of a file, and makes the file if it is not there yet.
    pub fn set(path: &Path, reading: &Reading) -> Result<(), Error> {
        durable::replace_json(path, &ClockFile { format: FORMAT, reading: reading.clone() })
    }
}

impl Clock for SimulatedClock {
    fn read(&self) -> Reading {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(reading) = read(&self.path) {
            *last = reading;
        }
        last.clone()
    }
}

fn read(path: &Path) -> Result<Reading, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file: ClockFile = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    if file.format > FORMAT {
        return Err(format!("format {} is newer than this program", file.format));
    }
    let boot = format!("{SIMULATED}{}", file.reading.boot);
    Ok(Reading { boot, ..file.reading })
}
