//! Lays a submission out for the compiler: its own files, verbatim, and the few lines that make a runner of it.
//!
//! Invariant: no line of the learner's moves. What is ours stands after the end of `src/lib.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::spies::Spies;
use crate::subject::Subject;
use kata_process::Lab;

/// The root file of a submission.
pub(crate) const ROOT_FILE: &str = "src/lib.rs";

/// The lines that are appended. The first is a sacrifice: an attribute or a doc comment that a
/// learner leaves dangling at the end of the file falls on it, and cannot switch the next line off.
fn appended(files: &BTreeMap<String, String>, subject: &Subject, spies: &Spies) -> String {
    format!(
        "\nconst _: () = ();\n\
         #[macro_use] extern crate kata_std as std;\n\
         {}\n",
        subject.main(files, spies)
    )
}

/// A folder in which one submission at a time is staged, compiled and run.
#[derive(Debug)]
pub(crate) struct Slot {
    folder: PathBuf,
    staged: BTreeMap<String, String>,
}

impl Slot {
    /// A slot in a folder that is there.
    pub(crate) fn at(folder: PathBuf) -> Slot {
        Slot { folder, staged: BTreeMap::new() }
    }

    /// Makes the folder hold these files, with their spies, and no others. Only what changed is written.
    pub(crate) fn stage(
        &mut self,
        files: &BTreeMap<String, String>,
        subject: &Subject,
        spies: &Spies,
    ) -> io::Result<()> {
        let appended = appended(files, subject, spies);
        let mut files = spies.woven_into(files);
        if let Some(root) = files.get_mut(ROOT_FILE) {
            let renamed = kata_review::rename_main(root);
            *root = renamed + &appended;
        }
        for gone in self.staged.keys().filter(|name| !files.contains_key(*name)) {
            fs::remove_file(self.folder.join(gone))?;
        }
        for (name, text) in files.iter().filter(|(name, text)| self.staged.get(*name) != Some(text)) {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            fs::write(path, text)?;
        }
        self.staged = files;
        Ok(())
    }

    /// What the compiler reads as the working directory.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The staged text of a file, ours included.
    pub(crate) fn files(&self) -> &BTreeMap<String, String> {
        &self.staged
    }

    /// Where reports go.
    pub(crate) fn reports(&self) -> PathBuf {
        self.folder.join("reports")
    }

    /// Where the report of the check with this id goes.
    pub(crate) fn report(&self, id: &str) -> PathBuf {
        self.reports().join(format!("{id}.json"))
    }
}

/// The slots of a grader: as many as there are runs at once.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    made: Mutex<usize>,
    free: Mutex<Vec<Slot>>,
}

impl Slots {
    /// Takes a free slot, or makes one. The one that was used last comes first, so that a watch finds its incremental
    /// state again.
    pub(crate) fn take(&self, lab: &Lab) -> io::Result<Slot> {
        if let Some(slot) = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(slot);
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = lab.work().join(format!("slot-{made}"));
        fs::create_dir_all(folder.join("reports"))?;
        fs::create_dir_all(folder.join("src"))?;
        *made += 1;
        Ok(Slot::at(folder))
    }

    /// Gives a slot back.
    pub(crate) fn give_back(&self, slot: Slot) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(slot);
    }
}
