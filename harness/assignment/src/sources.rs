//! What was judged, kept beside the results, so that submissions can be compared wherever the results are merged.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kata_catalog::Error;
use kata_disk::Whole;
use serde::{Deserialize, Serialize};

use crate::run::{Format, newer};

/// The newest form of a kept source that this program reads, and the one it writes.
pub const SOURCE_FORMAT: u32 = 1;

pub(crate) const SOURCES: &str = "sources";

#[derive(Serialize, Deserialize)]
struct Kept {
    format: u32,
    files: Vec<(String, String)>,
}

/// Keeps the files of a submission, path and text each, in a folder of results. `digest` is that of its record: the same source is kept once.
///
/// # Errors
///
/// Where the disk does not take it: then no part of it stays.
pub fn keep_source(folder: &Path, digest: &str, files: Vec<(String, String)>) -> Result<(), Error> {
    let path = place(folder, digest)?;
    if path.exists() {
        return Ok(());
    }
    let text = serde_json::to_string(&Kept { format: SOURCE_FORMAT, files })
        .map_err(|error| Error::of(&path, error.to_string()))?;
    let written = fs::create_dir_all(folder.join(SOURCES)).and_then(|()| {
        let file = Whole::private().unsynced();
        file.write(&path, text.as_bytes()).map_err(|error| error.source)
    });
    written.map_err(|error| Error::of(&path, format!("cannot be written: {error}; make room, and go on with --resume")))
}

/// The files of a submission that one of the folders has kept, or None.
///
/// # Errors
///
/// Where it is there and cannot be read.
pub fn read_source(folders: &[&Path], digest: &str) -> Result<Option<Vec<(String, String)>>, Error> {
    for folder in folders {
        let path = place(folder, digest)?;
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::of(&path, format!("cannot be read: {error}"))),
        };
        if let Ok(Format { format }) = serde_json::from_str(&text)
            && format > SOURCE_FORMAT
        {
            return Err(newer(&path, format, SOURCE_FORMAT));
        }
        let kept: Kept = serde_json::from_str(&text).map_err(|error| {
            let message = format!("is no source that was kept: {error}; remove it, and grade with --resume");
            Error::of(&path, message)
        })?;
        return Ok(Some(kept.files));
    }
    Ok(None)
}

/// Where it lies. A digest that is none leads nowhere.
fn place(folder: &Path, digest: &str) -> Result<PathBuf, Error> {
    if digest.is_empty() || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::of(folder, format!("names a source by what is no digest: {digest:?}")));
    }
    Ok(folder.join(SOURCES).join(format!("{digest}.json")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Vec<(String, String)> {
        vec![("src/lib.rs".to_owned(), text.to_owned())]
    }

    #[test]
    fn a_source_is_kept_once_and_found_in_whichever_folder_has_it() {
        let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        keep_source(second.path(), "ab01", files("fn a() {}")).expect("it is kept");
        keep_source(second.path(), "ab01", files("of the same digest")).expect("it is there");
        let both = [first.path(), second.path()];
        assert_eq!(read_source(&both, "ab01").expect("it can be read"), Some(files("fn a() {}")));
        assert_eq!(read_source(&both, "ab02").expect("it is not there"), None);
        let names = fs::read_dir(second.path().join(SOURCES)).expect("the folder").count();
        assert_eq!(names, 1, "nothing else stays behind");
    }

    #[test]
    fn what_is_newer_or_broken_or_no_digest_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join(SOURCES)).expect("a folder");
        for (text, told) in [
            ("{\"format\":2,\"lines\":[]}", "format"),
            ("{\"format\":1}", "grade with --resume"),
            ("", "grade with --resume"),
        ] {
            fs::write(folder.path().join(SOURCES).join("ab.json"), text).expect("a file");
            let error = read_source(&[folder.path()], "ab").expect_err("it is broken").to_string();
            assert!(error.contains(told), "{error}");
        }
        for digest in ["", "../x", "ab/cd", "xyz"] {
            assert!(read_source(&[folder.path()], digest).is_err(), "{digest}");
            assert!(keep_source(folder.path(), digest, Vec::new()).is_err(), "{digest}");
        }
    }
}
