//! The crates of others in a pack, for machines without a network.
//!
//! Cargo brings them together. What only other systems than Linux and macOS need stays behind, but for a manifest, without which the lock would
//! not fit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use kata_archive::Packed;
use kata_catalog::Error;
use kata_process::{Finished, Lab};
use serde_json::{Value, json};
use toml::Table;

use crate::lock::{call, cargo};
use crate::place::write_all;
use crate::{Tree, name};

/// Where they lie in a pack.
const FOLDER: &str = "vendor";
/// What a pack runs on.
const SYSTEMS: [&str; 4] =
    ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-apple-darwin", "aarch64-apple-darwin"];
/// What cargo knows a vendored crate by.
const CHECKSUM: &str = ".cargo-checksum.json";

const CONFIG: &str = "
# The crates of others lie in vendor/: nothing is downloaded.
[source.crates-io]
replace-with = \"vendored-sources\"

[source.vendored-sources]
directory = \"vendor\"
";

/// Adds them to a pack that has its lock.
///
/// # Errors
///
/// Where cargo cannot bring them together.
pub(crate) fn vendor(files: &mut Tree) -> Result<(), Error> {
    let lab = Lab::open().map_err(|error| Error::new(error.to_string()))?;
    let folder = lab.work().join("pack");
    write_all(&folder, files)?;
    let vendor = ["vendor", "--locked", "--quiet"];
    let offline = run(&lab, cargo(&folder).args(vendor).args(["--offline", FOLDER]))?;
    if !offline.succeeded() {
        succeed(run(&lab, cargo(&folder).args(vendor).arg(FOLDER))?)?;
    }
    let needed = needed(&lab, &folder)?;
    for dir in entries(&folder.join(FOLDER))? {
        files.extend(crate_files(&dir, &folder, &needed)?);
    }
    let config = files.iter_mut().find(|file| file.name == ".cargo/config.toml");
    config.into_iter().for_each(|config| config.bytes.extend(CONFIG.as_bytes()));
    Ok(())
}

fn run(lab: &Lab, command: &mut Command) -> Result<Finished, Error> {
    call(lab, command, 1024 * 1024)
}

fn succeed(finished: Finished) -> Result<String, Error> {
    match finished.succeeded() {
        true => Ok(finished.stdout),
        false => Err(Error::new(format!("cargo could not bring the crates together:\n{}", finished.stderr.trim()))),
    }
}

/// `name v1.2.3` of each crate that some system of ours compiles.
fn needed(lab: &Lab, folder: &Path) -> Result<BTreeSet<String>, Error> {
    let mut needed = BTreeSet::new();
    for system in SYSTEMS {
        let tree = ["tree", "--workspace", "--locked", "--offline", "--edges", "normal,build", "--prefix", "none"];
        let lines = succeed(run(lab, cargo(folder).args(tree).args(["--format", "{p}", "--target", system]))?)?;
        needed.extend(lines.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")));
    }
    Ok(needed)
}

/// A crate with what it takes to compile it, or as a mere manifest.
fn crate_files(dir: &Path, folder: &Path, needed: &BTreeSet<String>) -> Result<Tree, Error> {
    let path = dir.join("Cargo.toml");
    let manifest: Table = read(&path)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| Error::of(&path, error.to_string())))?
        .parse()
        .map_err(|error: toml::de::Error| Error::of(&path, error.message().to_owned()))?;
    let field = |name: &str| manifest.get("package").and_then(|package| package.get(name)?.as_str()).unwrap_or("");
    let is_needed = needed.contains(&format!("{} v{}", field("name"), field("version")));
    let at = |path: &Path| Ok::<_, Error>(name(path.strip_prefix(folder).unwrap_or(path))?.to_owned());
    let checksum = Packed::plain(at(&dir.join(CHECKSUM))?, checksum(&read(&dir.join(CHECKSUM))?)?);
    if !is_needed {
        let manifest = Packed::plain(at(&path)?, hollow(manifest).to_string());
        return Ok(vec![checksum, manifest, Packed::plain(at(&dir.join("src/lib.rs"))?, "")]);
    }
    let mut files = vec![checksum];
    for path in below(dir)? {
        files.push(Packed::plain(at(&path)?, read(&path)?));
    }
    Ok(files)
}

/// The hash of the crate stays, by which the lock knows it; those of its files would not fit any more.
fn checksum(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let broken = |error: serde_json::Error| Error::of(CHECKSUM, error.to_string());
    let mut value: Value = serde_json::from_slice(bytes).map_err(broken)?;
    value["files"] = json!({});
    serde_json::to_vec(&value).map_err(broken)
}

/// A manifest that cargo takes, of a crate that is empty.
fn hollow(mut manifest: Table) -> Table {
    for target in ["bin", "example", "test", "bench"] {
        manifest.remove(target);
    }
    let lib = Table::from_iter([("path".to_owned(), toml::Value::from("src/lib.rs"))]);
    manifest.insert("lib".to_owned(), toml::Value::Table(lib));
    if let Some(package) = manifest.get_mut("package").and_then(toml::Value::as_table_mut) {
        package.insert("build".to_owned(), toml::Value::Boolean(false));
        package.remove("links");
    }
    manifest
}

/// The files of a crate. All of them: some compile what lies beside their sources, their examples even.
fn below(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    for path in entries(dir)? {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        match path.is_dir() {
            _ if is_hidden => {}
            true => found.extend(below(&path)?),
            false => found.push(path),
        }
    }
    Ok(found)
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(dir).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut entries: Vec<PathBuf> = entries.map_err(|error: std::io::Error| Error::of(dir, error.to_string()))?;
    entries.sort();
    Ok(entries)
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| Error::of(path, error.to_string()))
}
