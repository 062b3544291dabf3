//! What the tests on real submissions share: where they lie, and how they are read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kata_review::Api;

/// The root of this project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folders in a folder, in order; none where it is not there.
pub(crate) fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The accepted designs of every kata, as `(kata, folder)`.
pub(crate) fn accepted() -> Vec<(String, PathBuf)> {
    let katas = folders(&root().join("solutions"));
    let designs = katas.iter().flat_map(|kata| {
        let name = name_of(kata);
        folders(&kata.join("accepted")).into_iter().map(move |design| (name.clone(), design))
    });
    designs.collect()
}

/// The last part of a path.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
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
