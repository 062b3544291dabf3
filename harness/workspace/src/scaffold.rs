//! How a workspace is made.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use kata_catalog::{Files, Kata};
use kata_disk::{Access, Stage};
use kata_verdict::Level;

use crate::{Error, State, Workspace};

/// What `scaffold` found or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scaffolded {
    /// The workspace is new.
    Made(Workspace),
    /// It was there already, and was left as it is.
    AlreadyThere(Workspace),
}

impl Scaffolded {
    /// The workspace, new or old.
    pub fn workspace(&self) -> &Workspace {
        match self {
            Scaffolded::Made(workspace) | Scaffolded::AlreadyThere(workspace) => workspace,
        }
    }
}

/// Makes a workspace for `kata` at `dir`, or finds the one that is there. Nothing that exists is ever overwritten, and
/// a workspace that could not be made whole is not there at all.
pub fn scaffold(kata: &Kata, dir: &Path, level: Level) -> Result<Scaffolded, Error> {
    if Workspace::is_at(dir) {
        return existing(kata, dir);
    }
    let is_there = dir.symlink_metadata().is_ok();
    if is_there && !is_empty_folder(dir) {
        return Err(Error::of(
            dir,
            "is there already and is no workspace: nothing was touched; name another folder with --dir",
        ));
    }
    let parent = parent_of(dir);
    std::fs::create_dir_all(&parent).map_err(|error| Error::of(&parent, error))?;
    let staged = Stage::begin(&parent, Access::Private);
    let staged = staged.map_err(|error| Error::of(&parent, format!("cannot be written to: {error}")))?;
    fill(kata, staged.path(), level)?;
    if is_there {
        move_children(staged.path(), dir)?;
    } else {
        staged.publish(dir).map_err(|error| Error::of(dir, error))?;
    }
    Ok(Scaffolded::Made(Workspace::open(dir)?))
}

fn existing(kata: &Kata, dir: &Path) -> Result<Scaffolded, Error> {
    let workspace = Workspace::open(dir)?;
    if workspace.state().kata != kata.slug() {
        let message = format!(
            "is a workspace of {}, not of {}: name another folder with --dir",
            workspace.state().kata,
            kata.slug()
        );
        return Err(Error::of(dir, message));
    }
    Ok(Scaffolded::AlreadyThere(workspace))
}

fn is_empty_folder(dir: &Path) -> bool {
    std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none())
}

fn parent_of(dir: &Path) -> PathBuf {
    match dir.parent() {
        Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
        Some(parent) if dir.file_name().is_some() => parent.to_owned(),
        // `.` and `..` have no name of their own; the folder is there, so that is where to stage.
        _ => dir.join(".."),
    }
}

/// Writes everything; `.kata/` comes last, so that only a whole workspace looks like one.
fn fill(kata: &Kata, dir: &Path, level: Level) -> Result<(), Error> {
    let mut files = kata.starter_for(level)?;
    files.extend(kata.api()?.into_iter().map(|(path, bytes)| (Path::new("api").join(path), bytes)));
    files.push(("BRIEF.md".into(), kata.brief()?.into_bytes()));
    files.push(("Cargo.toml".into(), manifest(kata.slug()).into_bytes()));
    files.push(("api/Cargo.toml".into(), api_manifest(kata.slug()).into_bytes()));
    files.push((".gitignore".into(), b"/target\n/.cargo\n".to_vec()));
    write_all(dir, &files)?;
    let kata_dir = dir.join(".kata");
    std::fs::create_dir_all(&kata_dir).map_err(|error| Error::of(&kata_dir, error))?;
    State::new(kata.slug(), level).write(&kata_dir.join("state.toml"))?;
    // What was staged is for its owner's eyes only; a workspace is a folder like any other.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(dir, open).map_err(|error| Error::of(dir, error))?;
    }
    Ok(())
}

/// Writes files below a folder that nobody knows of yet.
pub(crate) fn write_all(dir: &Path, files: &Files) -> Result<(), Error> {
    for (path, bytes) in files {
        let path = dir.join(path);
        let parent = path.parent().unwrap_or(dir);
        let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| Error::of(&path, error))?;
    }
    Ok(())
}

fn move_children(from: &Path, to: &Path) -> Result<(), Error> {
    let entries = std::fs::read_dir(from).map_err(|error| Error::of(from, error))?;
    let mut names: Vec<OsString> = entries.filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    names.sort_by_key(|name| name == ".kata");
    for name in names {
        let target = to.join(&name);
        std::fs::rename(from.join(&name), &target).map_err(|error| Error::of(&target, error))?;
    }
    Ok(())
}

fn manifest(slug: &str) -> String {
    format!(
        "[package]\nname = \"{slug}\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n\n\
         # An interview is plain std: the grader takes no other crates.\n\
         [dependencies]\n{slug}-api = {{ path = \"api\" }}\n\n[workspace]\n"
    )
}

fn api_manifest(slug: &str) -> String {
    format!(
        "# A copy of the kata's API, for your editor and for `cargo test`. The grader uses its own: changes here are lost.\n\
         [package]\nname = \"{slug}-api\"\nversion = \"0.1.0\"\nedition = \"2024\"\npublish = false\n"
    )
}
