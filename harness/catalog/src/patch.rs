//! A flawed solution as a unified diff against an accepted one.

use std::path::{Path, PathBuf};

use diffy::patch_set::{FileOperation, FilePatch, ParseOptions, PatchSet};

use crate::toml_file::line_of;
use crate::{Error, Files, Root};

/// What stands before the first `---` of a patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// One sentence: what is wrong.
    pub(crate) flaw: String,
    /// The accepted solution that the patch applies to.
    pub(crate) base: String,
    /// The ids of the checks that must fail.
    pub(crate) fails: Vec<String>,
}

impl Header {
    /// Reads the header of a patch file.
    pub(crate) fn read(root: &Root, path: &Path) -> Result<Header, Error> {
        let shown = root.relative(path);
        Header::parse(&read(root, path)?, shown)
    }

    fn parse(text: &str, shown: &Path) -> Result<Header, Error> {
        let (mut flaw, mut base, mut fails) = (None, None, None);
        for (index, line) in head(text).lines().enumerate() {
            let error = |message: String| Error::of(shown, message).at(index + 1);
            match line.split_once(':') {
                Some(("flaw", value)) => flaw = Some(value.trim().to_owned()),
                Some(("base", value)) => base = Some(value.trim().to_owned()),
                Some(("fails", value)) => fails = Some(list(value)),
                // `diff -u` and git write lines of their own before the first `---`.
                _ if line.is_empty() || line.starts_with("diff ") || line.starts_with("index ") => {}
                _ => {
                    return Err(error(format!(
                        "`{line}` is no header: write `flaw:`, `base:` and `fails:` before the first `---`"
                    )));
                }
            }
        }
        let missing =
            |name: &str| Error::of(shown, format!("the header says no `{name}:`: write it before the first `---`"));
        Ok(Header {
            flaw: flaw.filter(|flaw| !flaw.is_empty()).ok_or_else(|| missing("flaw"))?,
            base: base.filter(|base| !base.is_empty()).ok_or_else(|| missing("base"))?,
            fails: fails.filter(|fails: &Vec<String>| !fails.is_empty()).ok_or_else(|| missing("fails"))?,
        })
    }
}

/// Applies the patch at `path` to the files of its base.
pub(crate) fn apply(root: &Root, path: &Path, mut files: Files) -> Result<Files, Error> {
    let text = read(root, path)?;
    let shown = root.relative(path);
    let start = head(&text).len();
    let mut applied = 0;
    for patch in PatchSet::parse(&text[start..], ParseOptions::unidiff()) {
        let patch = patch
            .map_err(|error| Error::of(shown, format!("is no unified diff: {error}")).at(line_of(&text, start)))?;
        apply_file(shown, &patch, &mut files)?;
        applied += 1;
    }
    if applied == 0 {
        return Err(Error::of(
            shown,
            "changes no file: make it with `diff -ru` between the accepted solution and a copy",
        ));
    }
    files.sort();
    Ok(files)
}

fn apply_file(shown: &Path, patch: &FilePatch<'_, str>, files: &mut Files) -> Result<(), Error> {
    let Some(text_patch) = patch.patch().as_text() else {
        return Err(Error::of(shown, "changes a binary file: a solution is source text only"));
    };
    let (from, to) = match patch.operation() {
        FileOperation::Create(to) => (None, Some(source_path(to))),
        FileOperation::Delete(from) => (Some(source_path(from)), None),
        FileOperation::Modify { original, modified } => (Some(source_path(original)), Some(source_path(modified))),
        FileOperation::Rename { from, to } | FileOperation::Copy { from, to } => {
            (Some(source_path(from)), Some(source_path(to)))
        }
    };
    let before = match &from {
        Some(from) => take(shown, from, files)?,
        None => String::new(),
    };
    let after = diffy::apply(&before, text_patch).map_err(|error| {
        let file = from.as_ref().or(to.as_ref()).map(|path| path.display().to_string()).unwrap_or_default();
        Error::of(shown, format!("does not apply to {file}: {error}: make the patch anew against its base"))
    })?;
    if let Some(to) = to {
        files.push((to, after.into_bytes()));
    }
    Ok(())
}

fn take(shown: &Path, from: &Path, files: &mut Files) -> Result<String, Error> {
    let index = files.iter().position(|(path, _)| path == from);
    let index = index.ok_or_else(|| {
        Error::of(shown, format!("changes {}, which its base does not have: name files as src/lib.rs", from.display()))
    })?;
    String::from_utf8(files.swap_remove(index).1)
        .map_err(|_| Error::of(shown, format!("{} is not UTF-8", from.display())))
}

/// The path inside the package, whatever was diffed with what: from the last `src/` on.
fn source_path(name: &str) -> PathBuf {
    match name.rfind("/src/") {
        Some(at) => PathBuf::from(&name[at + 1..]),
        None => PathBuf::from(name),
    }
}

/// All that stands before the first `--- ` line.
fn head(text: &str) -> &str {
    if text.starts_with("--- ") {
        return "";
    }
    text.find("\n--- ").map_or(text, |at| &text[..at + 1])
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn read(root: &Root, path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| Error::of(root.relative(path), error.to_string()))
}
