//! What the tests on real submissions share: where they lie, and how they are read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kata_review::Api;

/// The root of this project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sources under `src/` of a folder, by path.
pub(crate) fn sources(of: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    take(&of.join("src"), "src", &mut files);
    files
}

fn take(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let own = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            take(&entry.path(), &own, files);
        } else if own.ends_with(".rs") {
            files.insert(own, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

/// What the API of a kata says.
pub(crate) fn api(kata: &str) -> Api {
    let files = sources(&root().join("katas").join(kata).join("api"));
    Api::read(files.values().map(String::as_str))
}
