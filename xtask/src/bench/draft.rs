//! A submission that is saved again and again, each time with another body of one function.

use std::path::{Path, PathBuf};

use kata_catalog::{Files, Kata};
use kata_verdict::Level;
use kata_workspace::scaffold;

use kata_console::Failure;

/// A workspace with a solution in it.
pub(crate) struct Draft {
    dir: PathBuf,
    root: String,
    saves: u32,
}

impl Draft {
    /// Makes a workspace in `dir` that holds a solution.
    pub(crate) fn new(kata: &Kata, files: &Files, dir: &Path) -> Result<Draft, Failure> {
        scaffold(kata, dir, Level::L6)?;
        let sources = dir.join("src");
        std::fs::remove_dir_all(&sources).map_err(|error| cannot_write(&sources, &error))?;
        for (path, bytes) in files {
            write(&dir.join(path), bytes)?;
        }
        let root = dir.join("src/lib.rs");
        let root = std::fs::read_to_string(&root).map_err(|error| cannot_write(&root, &error))?;
        Ok(Draft { dir: dir.to_owned(), root, saves: 0 })
    }

    /// Its folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Adds a test module to the crate, as a learner would who tests with cargo alone.
    pub(crate) fn add_tests(&mut self, text: &str) -> Result<(), Failure> {
        write(&self.dir.join("src/equivalent_tests.rs"), text.as_bytes())?;
        self.root += "\n#[cfg(test)]\nmod equivalent_tests;\n";
        self.save()
    }

    /// Saves it with a change that the compiler cannot skip.
    pub(crate) fn save(&mut self) -> Result<(), Failure> {
        self.saves += 1;
        let text = format!("{}\npub fn saved() -> u32 {{\n    {}\n}}\n", self.root, self.saves);
        write(&self.dir.join("src/lib.rs"), text.as_bytes())
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let parent = path.parent().unwrap_or(path);
    let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(path, bytes));
    written.map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Setup(format!("{}: {error}", path.display()))
}
