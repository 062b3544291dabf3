//! Putting the source back as it was at a snapshot.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use kata_disk::Whole;

use crate::error::{Error, Kind};
use crate::event::Event;
use crate::play::find;
use crate::round::Round;
use crate::source::decode_path;

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The snapshot that the source is now.
    pub snapshot: u32,
    /// The snapshot that holds what was there before.
    pub kept: u32,
    /// The files that were written, relative to the workspace.
    pub written: Vec<PathBuf>,
    /// The files that were taken away, since the snapshot does not have them. `kept` does.
    pub removed: Vec<PathBuf>,
}

impl Round {
    /// Puts the source back as it was at a snapshot. What is there is kept first; a file is replaced whole; one with the same content is not
    /// touched.
    pub fn restore(&mut self, snapshot: u32) -> Result<Restored, Error> {
        self.refresh()?;
        find(self.view(), snapshot)?;
        let wanted = self.source_of(snapshot)?;
        let kept = self.save()?.snapshot();
        let there = self.source_of(kept)?;
        self.write(|_, _| Ok(Some(Event::Restored { snapshot, kept })))?;
        let mut restored = Restored { snapshot, kept, written: Vec::new(), removed: Vec::new() };
        for (path, content) in wanted.iter().filter(|(path, content)| there.get(*path) != Some(content)) {
            let path = relative(path)?;
            let full = self.workspace().join(&path);
            has_no_link(self.workspace(), &path)?;
            put(&full, content)?;
            restored.written.push(path);
        }
        for path in there.keys().filter(|path| !wanted.contains_key(*path)) {
            let path = relative(path)?;
            let full = self.workspace().join(&path);
            remove(&full).map_err(|error| Error::io(&full, &error))?;
            restored.removed.push(path);
        }
        Ok(restored)
    }
}

fn relative(path: &str) -> Result<PathBuf, Error> {
    decode_path(path)
        .ok_or_else(|| Error::new(Kind::Damaged, format!("{path:?} is no path of a snapshot: the log was changed")))
}

/// A folder that is a link by now may lead anywhere.
fn has_no_link(workspace: &Path, path: &Path) -> Result<(), Error> {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders.map(|folder| workspace.join(folder)) {
        if fs::symlink_metadata(&folder).is_ok_and(|meta| !meta.is_dir()) {
            return Err(Error::of(Kind::NotNow, &folder, "is no folder of its own: move it away, and restore again"));
        }
    }
    Ok(())
}

/// Replaces a file whole, and keeps its mode.
fn put(path: &Path, content: &[u8]) -> Result<(), Error> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.map_err(|error| Error::io(path, &error))?;
    Ok(Whole::shared().keeping_mode().write(path, content)?)
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
