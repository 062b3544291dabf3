//! One workspace on disk.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kata_catalog::Root;

use crate::{Error, HintsShown, Results, State, alias};

/// One workspace on disk, with its state read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    dir: PathBuf,
    state: State,
}

impl Workspace {
    /// Opens the workspace at `dir`.
    pub fn open(dir: &Path) -> Result<Workspace, Error> {
        if !dir.is_dir() {
            return Err(Error::of(
                dir,
                "there is no such folder: name one that `cargo xtask start` or `cargo xtask round` made",
            ));
        }
        if !Workspace::is_at(dir) {
            return Err(Error::of(
                dir,
                "is no workspace (it has no .kata/state.toml): make one with `cargo xtask start <kata>`",
            ));
        }
        let dir = dir.canonicalize().map_err(|error| Error::of(dir, error))?;
        let state = State::read(&state_path(&dir))?;
        Ok(Workspace { dir, state })
    }

    /// Whether there is a workspace at `dir`.
    pub fn is_at(dir: &Path) -> bool {
        state_path(dir).is_file()
    }

    /// The workspace that `dir` lies in, if any.
    pub fn around(dir: &Path) -> Option<PathBuf> {
        dir.ancestors().find(|ancestor| Workspace::is_at(ancestor)).map(Path::to_owned)
    }

    /// Its folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What it remembers of its round.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Makes `cargo xtask` inside the workspace speak to the clone at `root`.
    pub fn point_at(&self, root: &Root) -> Result<(), Error> {
        alias::mend(&self.dir, root)
    }

    /// The last and the best result. What cannot be read is as good as none: results can be had again.
    pub fn results(&self) -> Results {
        Results::read(&self.kata_dir().join("results.json"))
    }

    /// When the results were last replaced; None where there are none.
    pub fn judged_at(&self) -> Option<SystemTime> {
        self.kata_dir().join("results.json").metadata().and_then(|found| found.modified()).ok()
    }

    /// Replaces the results.
    pub fn save_results(&self, results: &Results) -> Result<(), Error> {
        results.write(&self.kata_dir().join("results.json"))
    }

    /// The hints that were shown so far.
    pub fn hints_shown(&self) -> HintsShown {
        HintsShown::read(&self.kata_dir().join("hints.json"))
    }

    /// Replaces the hints that were shown.
    pub fn save_hints_shown(&self, hints: &HintsShown) -> Result<(), Error> {
        hints.write(&self.kata_dir().join("hints.json"))
    }

    fn kata_dir(&self) -> PathBuf {
        self.dir.join(".kata")
    }
}

fn state_path(dir: &Path) -> PathBuf {
    dir.join(".kata").join("state.toml")
}
