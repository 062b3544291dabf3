//! The sources of a submission as text, and what the API of its kata says: what the review of a design reads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kata_grade::Source;
use kata_review::Api;

use kata_console::{Context, Failure};

/// Sources by path: `src/lot.rs`.
pub(crate) type Sources = BTreeMap<String, String>;

/// The sources of a submission.
pub(crate) fn of(source: &Source) -> Result<Sources, Failure> {
    match source {
        Source::Workspace(dir) => in_folder(dir),
        Source::Files(files) => Ok(as_text(files)),
    }
}

/// The sources under `src/` of a folder.
pub(crate) fn in_folder(dir: &Path) -> Result<Sources, Failure> {
    let src = dir.join("src");
    let files = kata_catalog::read_tree(&src, Path::new("src"));
    files.map(|files| as_text(&files)).map_err(|error| Failure::Setup(format!("{}: {error}", src.display())))
}

/// What the API of a kata says.
pub(crate) fn api(context: &Context, kata: &str) -> Result<Api, Failure> {
    let files = in_folder(&context.root.path().join("katas").join(kata).join("api"))?;
    Ok(Api::read(files.values().map(String::as_str)))
}

fn as_text(files: &[(PathBuf, Vec<u8>)]) -> Sources {
    let rust = files.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    rust.map(|(path, bytes)| (path.to_string_lossy().into_owned(), String::from_utf8_lossy(bytes).into_owned()))
        .collect()
}
