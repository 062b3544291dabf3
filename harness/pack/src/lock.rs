//! The part of Cargo.lock that a part of the clone needs.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use kata_archive::Packed;
use kata_catalog::{Error, Root};
use kata_process::{Cancel, Finished, Lab, Limits};

use crate::place::write_all;
use crate::{Tree, read_text};

const LOCK: &str = "Cargo.lock";
/// How long cargo may take; without its index at hand it asks the registry.
const DEADLINE: Duration = Duration::from_secs(300);

/// Adds it. Cargo itself takes out what is not needed, so that a build with `--locked` finds nothing to change.
///
/// # Errors
///
/// Where cargo cannot do it, or would use another version of something than the clone.
pub(crate) fn lock(root: &Root, files: &mut Tree) -> Result<(), Error> {
    let whole = read_text(root, LOCK)?;
    let lab = Lab::open().map_err(|error| Error::new(error.to_string()))?;
    let folder = lab.work().join("pack");
    write_all(&folder, files)?;
    let path = folder.join(LOCK);
    std::fs::write(&path, &whole).map_err(|error| Error::of(&path, error.to_string()))?;
    // What the clone was built from is known to cargo already: only where it is not does it have to ask.
    let finished = match resolve(&lab, &folder, &["--offline"])? {
        offline if offline.succeeded() => offline,
        _ => resolve(&lab, &folder, &[])?,
    };
    if !finished.succeeded() {
        let problem = finished.stderr.trim();
        return Err(Error::of(LOCK, format!("cargo could not take out what a pack needs:\n{problem}")));
    }
    let part = std::fs::read_to_string(&path).map_err(|error| Error::of(&path, error.to_string()))?;
    if let Some(stranger) = packages(&part).find(|package| !whole.contains(package)) {
        let stranger = stranger.replace('\n', ", ");
        return Err(Error::of(LOCK, format!("is out of date ({stranger}): run `cargo build` in the clone first")));
    }
    files.push(Packed::plain(LOCK, part));
    Ok(())
}

fn resolve(lab: &Lab, folder: &Path, more: &[&str]) -> Result<Finished, Error> {
    call(lab, cargo(folder).args(["metadata", "--format-version", "1"]).args(more), 64 * 1024)
}

/// Cargo, in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

/// Runs it to its end, and keeps so many bytes of what it says.
pub(crate) fn call(lab: &Lab, cargo: &mut Command, capture: usize) -> Result<Finished, Error> {
    let limits = Limits { deadline: DEADLINE, capture, cancel: &Cancel::default() };
    kata_process::run(lab, cargo, &limits, None)
        .map_err(|error| Error::new(format!("cargo could not be started: {error}")))
}

/// Each package's name, version and source, as the lock has them one below the other.
fn packages(lock: &str) -> impl Iterator<Item = &str> {
    lock.split("[[package]]\n")
        .skip(1)
        .map(|entry| entry.split("checksum = ").next().unwrap_or(entry).trim_end())
        .map(|entry| entry.split("dependencies = ").next().unwrap_or(entry).trim_end())
}
