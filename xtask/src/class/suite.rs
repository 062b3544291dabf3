//! What judges, as one number, so that verdicts of two versions of it do not get into one table.

use std::path::{Path, PathBuf};

use kata_catalog::{Error, Kata, read_tree};
use kata_disk::Digest;

/// The crates that a verdict depends on.
const HARNESS: [&str; 7] = ["engine", "std", "suite", "spy", "review", "grade", "verdict"];

/// The SHA-256, in hex, of the kata with its hidden suite, and of the harness. It is the same on every machine with the same clone.
pub(crate) fn digest(kata: &Kata) -> Result<String, Error> {
    let root = kata.root().path();
    let own = PathBuf::from("katas").join(kata.slug());
    let mut folders = vec![own.join("api"), own.join("suite"), own.join("twists")];
    folders.extend(HARNESS.iter().map(|crate_| Path::new("harness").join(crate_)));
    let mut digest = Digest::new();
    for folder in folders.iter().filter(|folder| root.join(folder).is_dir()) {
        let files = read_tree(&root.join(folder), folder)
            .map_err(|error| Error::of(folder, format!("cannot be read: {error}")))?;
        for (path, bytes) in
            files.iter().filter(|(path, _)| !path.components().any(|part| part.as_os_str() == "target"))
        {
            digest.part(path.as_os_str().as_encoded_bytes());
            digest.part(bytes);
        }
    }
    Ok(digest.hex())
}
