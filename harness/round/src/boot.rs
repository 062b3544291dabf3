//! Which boot of the machine this is.

use crate::error::{Error, Kind};

/// An id that is the same until the machine restarts.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) fn id() -> Result<String, Error> {
    let path = std::path::Path::new("/proc/sys/kernel/random/boot_id");
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::of(Kind::Io, path, format!("a round needs to know when the machine restarts: {error}"))
    })?;
    Ok(text.trim().to_owned())
}

/// An id that is the same until the machine restarts.
#[cfg(target_os = "macos")]
pub(crate) fn id() -> Result<String, Error> {
    use sysctl::Sysctl;
    let value = sysctl::Ctl::new("kern.bootsessionuuid").and_then(|control| control.value_string());
    value.map(|text| text.trim().to_owned()).map_err(|error| {
        Error::new(Kind::Io, format!("kern.bootsessionuuid: a round needs to know when the machine restarts: {error}"))
    })
}
