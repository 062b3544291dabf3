//! Which workspaces there are: those in the default folder, and those made elsewhere with `--dir`.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use kata_catalog::Root;
use serde::{Deserialize, Serialize};

use crate::{Error, Workspace, argument, atomic};

const FORMAT: u32 = 1;

/// The workspaces outside the default folder: `workspace/.index.json`.
#[derive(Serialize, Deserialize)]
struct Index {
    format: u32,
    dirs: BTreeSet<PathBuf>,
}

impl Index {
    fn read(path: &Path) -> Index {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let index: Option<Index> = serde_json::from_str(&text).ok();
        index.filter(|index| index.format <= FORMAT).unwrap_or(Index { format: FORMAT, dirs: BTreeSet::new() })
    }
}

/// Remembers a workspace, so that `list` shows its result. Those in the default folder are found anyway.
pub fn register(root: &Root, workspace: &Workspace) -> Result<(), Error> {
    let home = root.workspaces();
    if workspace.dir().parent() == Some(home.as_path()) {
        return Ok(());
    }
    std::fs::create_dir_all(&home).map_err(|error| Error::of(&home, error))?;
    let lock_path = home.join(".index.lock");
    // Two `start` at once must not forget one of the two.
    let lock = File::create(&lock_path).and_then(|file| file.lock().map(|()| file));
    let lock = lock.map_err(|error| Error::of(&lock_path, error))?;
    let path = home.join(".index.json");
    let mut index = Index::read(&path);
    index.dirs.retain(|dir| Workspace::is_at(dir));
    index.dirs.insert(workspace.dir().to_owned());
    let text = serde_json::to_string_pretty(&index).map_err(|error| Error::of(&path, error))?;
    atomic::write(&path, text.as_bytes())?;
    drop(lock);
    Ok(())
}

/// Every workspace that can be opened, those in the default folder first.
pub fn known(root: &Root) -> Vec<Workspace> {
    let mut dirs = in_default_folder(root);
    dirs.extend(Index::read(&root.workspaces().join(".index.json")).dirs);
    dirs.iter().filter_map(|dir| Workspace::open(dir).ok()).collect()
}

/// The workspace that is meant where no folder was named: the one around `cwd`, else the only one in the default folder.
pub fn find(root: &Root, cwd: &Path) -> Result<Workspace, Error> {
    if let Some(dir) = Workspace::around(cwd) {
        return Workspace::open(&dir);
    }
    match in_default_folder(root).as_slice() {
        [] => Err(Error::of(
            &root.workspaces(),
            "holds no workspace yet: make one with `cargo xtask start <kata>` or `cargo xtask round <kata>`",
        )),
        [dir] => Workspace::open(dir),
        many => {
            let list: Vec<String> =
                many.iter().map(|dir| format!("  --dir {}", argument(&dir.display().to_string()))).collect();
            Err(Error::of(&root.workspaces(), format!("holds more than one workspace: say which\n{}", list.join("\n"))))
        }
    }
}

fn in_default_folder(root: &Root) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root.workspaces()).into_iter().flatten().filter_map(Result::ok);
    // What a `start` is just making, or was killed at, is no workspace yet, however whole it looks.
    let finished = entries.filter(|entry| !kata_disk::is_unfinished(&entry.file_name()));
    let mut dirs: Vec<PathBuf> = finished.map(|entry| entry.path()).filter(|dir| Workspace::is_at(dir)).collect();
    dirs.sort();
    dirs
}
