//! One kata on disk.

use std::path::{Path, PathBuf};

use kata_verdict::Level;

use crate::{Error, FORMAT, Files, Manifest, Root, Sealed, Solutions, Starter, read_tree, toml_file, twist};

/// One kata on disk: `katas/<slug>`.
#[derive(Clone, Debug)]
pub struct Kata {
    root: Root,
    slug: String,
    manifest: Manifest,
    /// In a students' pack, what is not there in plain text.
    sealed: Option<Sealed>,
}

impl Kata {
    /// Reads `katas/<slug>/kata.toml`.
    pub(crate) fn read(root: &Root, slug: &str) -> Result<Kata, Error> {
        let dir = root.path().join("katas").join(slug);
        let mut manifest = toml_file::read_toml(root, &dir.join("kata.toml"), FORMAT)?;
        let sealed = Sealed::beside(&dir, root.relative(&dir))?;
        if let Some(sealed) = &sealed {
            sealed.complete(&mut manifest);
        }
        Ok(Kata { root: root.clone(), slug: slug.to_owned(), manifest, sealed })
    }

    /// The name of its folder, and of everything that is made for it: `parking-lot`.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// What `kata.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The framework's root that it belongs to.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// What a students' pack knows besides what lies in it in plain text.
    pub(crate) fn sealed(&self) -> Option<&Sealed> {
        self.sealed.as_ref()
    }

    /// Its folder.
    pub fn dir(&self) -> PathBuf {
        self.root.path().join("katas").join(&self.slug)
    }

    /// The brief, as an interviewer would give it.
    pub fn brief(&self) -> Result<String, Error> {
        let path = self.dir().join("BRIEF.md");
        std::fs::read_to_string(&path).map_err(|error| Error::of(self.root.relative(&path), error.to_string()))
    }

    /// The sources of the API crate as a round begins with them, relative to the crate: `src/lib.rs`. Twists come later
    /// ([`Kata::reveal`]).
    pub fn api(&self) -> Result<Files, Error> {
        self.tree(&self.dir().join("api").join("src"), "src").map(twist::without_twists)
    }

    /// A starter's sources: `src/lib.rs`.
    pub fn starter(&self, starter: Starter) -> Result<Files, Error> {
        self.tree(&self.dir().join("starter").join(starter.word()).join("src"), "src")
    }

    /// The starter that a round at `level` begins with, with its sample test.
    pub fn starter_for(&self, level: Level) -> Result<Files, Error> {
        let mut files = self.starter(Starter::of(level))?;
        let tests = self.dir().join("starter").join("tests");
        files.extend(self.tree(&tests, "tests")?);
        Ok(files)
    }

    /// Its accepted and flawed solutions.
    pub fn solutions(&self) -> Result<Solutions, Error> {
        Solutions::read(&self.root, &self.slug)
    }

    fn tree(&self, dir: &Path, prefix: &str) -> Result<Files, Error> {
        let files = read_tree(dir, Path::new(prefix));
        files.map_err(|error| Error::of(self.root.relative(dir), error.to_string()))
    }
}
