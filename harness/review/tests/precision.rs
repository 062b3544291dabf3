//! How precise the design review is on designs that experienced engineers would sign.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use kata_verdict::Severity;
use support::{api, root, sources};

/// The folders in a folder, in order; none where it is not there.
fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(of).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The accepted designs of every kata, as `(kata, folder)`.
fn accepted() -> Vec<(String, PathBuf)> {
    let katas = folders(&root().join("solutions"));
    let designs = katas.iter().flat_map(|kata| {
        let name = name_of(kata);
        folders(&kata.join("accepted")).into_iter().map(move |design| (name.clone(), design))
    });
    designs.collect()
}

/// The last part of a path.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn accepted_designs_have_one_finding_in_200_lines_at_most_and_no_grave_one() {
    let designs = accepted();
    assert!(!designs.is_empty());
    for (kata, folder) in designs {
        let files = sources(&folder);
        let lines: usize = files.values().map(|text| text.lines().count()).sum();
        let findings = kata_review::design(&files, &api(&kata));
        let design = format!("{kata}/{}", name_of(&folder));
        let sites: usize = findings.iter().map(|finding| finding.sites.len()).sum();
        assert!(sites * 200 <= lines, "{design}: {lines} lines, {findings:#?}");
        assert!(findings.iter().all(|finding| finding.severity < Severity::Major), "{design}: {findings:#?}");
    }
}
