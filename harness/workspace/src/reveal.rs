//! How a twist comes into a workspace.
//!
//! First the source as it is now is kept, then the API grows, then TWIST.md tells what is asked. Each step is whole or not there at all, and
//! a reveal that was cut short is finished by the next one. Nothing that the learner wrote is written over.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use kata_catalog::{Reveal, TWIST_MODULES, read_tree};
use kata_disk::{Access, Stage, Whole};

use crate::scaffold::write_all;
use crate::{Error, Workspace};

/// What a reveal left in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// Whether it was revealed before.
    pub was_known: bool,
    /// Where the requirement is told, relative to the workspace.
    pub brief: PathBuf,
    /// What was added to the API, relative to the workspace.
    pub api: PathBuf,
    /// The folder with the source as it was at the first reveal, relative to the workspace; what `grade --since` takes.
    pub snapshot: PathBuf,
}

impl Workspace {
    /// Whether the twist with this id was revealed in it.
    pub fn has_seen(&self, twist: &str) -> bool {
        self.dir().join(snapshot_path(twist)).is_dir()
    }
}

/// Reveals a twist: keeps the source as it is, adds the twist's module to the API, and writes TWIST.md.
pub fn reveal(workspace: &Workspace, reveal: &Reveal) -> Result<Revealed, Error> {
    let dir = workspace.dir();
    let snapshot = snapshot_path(&reveal.twist.id);
    let was_known = keep_source(dir, &snapshot)?;
    let api = Path::new("api").join(reveal.module_path());
    add(&dir.join(&api), &reveal.api)?;
    declare(&dir.join("api"), reveal)?;
    let brief = tell(dir, reveal)?;
    Ok(Revealed { was_known, brief, api, snapshot })
}

fn snapshot_path(id: &str) -> PathBuf {
    Path::new(".kata").join("twists").join(id)
}

/// Copies src/ as a whole. The first copy counts: whoever asks for the twist again has begun to work on it.
fn keep_source(dir: &Path, snapshot: &Path) -> Result<bool, Error> {
    let target = dir.join(snapshot);
    if target.is_dir() {
        return Ok(true);
    }
    let src = dir.join("src");
    let files = read_tree(&src, Path::new("src")).map_err(|error| Error::of(&src, error))?;
    let parent = target.parent().unwrap_or(dir);
    fs::create_dir_all(parent).map_err(|error| Error::of(parent, error))?;
    let staged = Stage::begin(parent, Access::Private);
    let staged = staged.map_err(|error| Error::of(parent, format!("cannot be written to: {error}")))?;
    write_all(staged.path(), &files)?;
    // A rename onto a folder with something in it fails: of two reveals at once, one keeps the source.
    match staged.publish(&target) {
        Ok(()) => Ok(false),
        Err(_) if target.is_dir() => Ok(true),
        Err(error) => Err(Error::of(&target, error)),
    }
}

/// Writes a file that is not there yet. One with the same bytes is as good; any other is the learner's, and is left alone.
fn add(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    match fs::read(path) {
        Ok(there) if there == bytes => Ok(()),
        Ok(_) => {
            Err(Error::of(path, "is there already and says something else: move it away, and ask for the twist again"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder).map_err(|error| Error::of(folder, error))?;
            put(path, bytes)
        }
        Err(error) => Err(Error::of(path, error)),
    }
}

/// Adds the module's line to the API, and `twists` itself to a copy that is older than twists are.
fn declare(api: &Path, reveal: &Reveal) -> Result<(), Error> {
    append(&api.join(TWIST_MODULES), &reveal.declaration())?;
    append(&api.join("src/lib.rs"), "pub mod twists;")
}

/// Adds a line to the end of a file that does not have it.
fn append(path: &Path, line: &str) -> Result<(), Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::of(path, error)),
    };
    if text.lines().any(|there| there.trim() == line) {
        return Ok(());
    }
    let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
    put(path, format!("{text}{gap}{line}\n").as_bytes())
}

/// Whoever may read the files that `start` made may read these.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    Ok(Whole::shared().keeping_mode().write(path, bytes)?)
}

/// Writes TWIST.md; where that name is taken by another twist or by notes, beside it.
fn tell(dir: &Path, reveal: &Reveal) -> Result<PathBuf, Error> {
    let bytes = reveal.brief.as_bytes();
    let plain = PathBuf::from("TWIST.md");
    let is_free = |name: &Path| !dir.join(name).exists() || fs::read(dir.join(name)).is_ok_and(|there| there == bytes);
    let name = if is_free(&plain) { plain } else { PathBuf::from(format!("TWIST-{}.md", reveal.twist.id)) };
    add(&dir.join(&name), bytes)?;
    Ok(name)
}
