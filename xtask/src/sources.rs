//! The sources of a submission as text, and what the API of its kata says: what the review of a design reads.

use std::collections::BTreeMap;
use std::path::Path;

use kata_grade::Source;
use kata_review::Api;
use kata_round::Round;

use kata_console::{Context, Failure};

/// Sources by path: `src/lot.rs`.
pub(crate) type Sources = BTreeMap<String, String>;

/// The sources of a submission.
pub(crate) fn of(source: &Source) -> Result<Sources, Failure> {
    match source {
        Source::Workspace(dir) => in_folder(dir),
        Source::Files(files) => Ok(as_text(files.iter().map(|(path, bytes)| (path, bytes)))),
    }
}

/// The sources under `src/` of a folder.
pub(crate) fn in_folder(dir: &Path) -> Result<Sources, Failure> {
    let src = dir.join("src");
    let files = kata_catalog::read_tree(&src, Path::new("src"));
    files.map(as_text).map_err(|error| Failure::Setup(format!("{}: {error}", src.display())))
}

/// The sources of a snapshot.
pub(crate) fn at_snapshot(round: &Round, snapshot: u32) -> Result<Sources, kata_round::Error> {
    Ok(as_text(round.source_of(snapshot)?))
}

/// What the API of a kata says.
pub(crate) fn api(context: &Context, kata: &str) -> Result<Api, Failure> {
    let files = in_folder(&context.root.path().join("katas").join(kata).join("api"))?;
    Ok(Api::read(files.values().map(String::as_str)))
}

/// The Rust files among these. What is no text in one is replaced.
fn as_text(files: impl IntoIterator<Item = (impl AsRef<Path>, impl AsRef<[u8]>)>) -> Sources {
    let text =
        |path: &Path, bytes: &[u8]| (path.to_string_lossy().into_owned(), String::from_utf8_lossy(bytes).into_owned());
    let is_rust = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
    let files = files.into_iter().filter(|(path, _)| is_rust(path.as_ref()));
    files.map(|(path, bytes)| text(path.as_ref(), bytes.as_ref())).collect()
}
