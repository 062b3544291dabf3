//! The framework's root: the clone that holds `katas/`, `solutions/` and `xtask/`.

use std::path::{Path, PathBuf};

use crate::{Error, Kata, nearest};

/// The framework's root: the clone that holds `katas/`, `solutions/` and `xtask/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root(PathBuf);

impl Root {
    /// Takes `dir` as the root, if it looks like one.
    pub fn at(dir: impl Into<PathBuf>) -> Option<Root> {
        let dir = dir.into();
        let is_root = dir.join("katas").is_dir() && dir.join("xtask").join("Cargo.toml").is_file();
        is_root.then(|| Root(dir.canonicalize().unwrap_or(dir)))
    }

    /// Finds the root: upwards from `cwd` first, so that a clone that was moved or copied speaks for itself, then the
    /// `fallbacks` in order.
    pub fn find(cwd: &Path, fallbacks: impl IntoIterator<Item = PathBuf>) -> Result<Root, Error> {
        let upwards = cwd.ancestors().map(Path::to_owned);
        upwards.chain(fallbacks).find_map(Root::at).ok_or_else(|| {
            Error::of(cwd, "no folder from here upwards holds katas/ and xtask/: run this inside the clone, or name it in KATA_ROOT")
        })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// `path` as an error shows it: relative to the root where it lies under it.
    pub fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.0).unwrap_or(path)
    }

    /// The folder in which `start` makes workspaces; git ignores it.
    pub fn workspaces(&self) -> PathBuf {
        self.0.join("workspace")
    }

    /// The slugs of all katas, in alphabetical order. A folder without a `kata.toml` is no kata.
    pub fn slugs(&self) -> Result<Vec<String>, Error> {
        let dir = self.0.join("katas");
        let entries = std::fs::read_dir(&dir).map_err(|error| Error::of(self.relative(&dir), error.to_string()))?;
        let mut slugs: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().join("kata.toml").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        slugs.sort();
        Ok(slugs)
    }

    /// Every kata, in alphabetical order.
    pub fn katas(&self) -> Result<Vec<Kata>, Error> {
        self.slugs()?.iter().map(|slug| Kata::read(self, slug)).collect()
    }

    /// The kata with this slug.
    pub fn kata(&self, slug: &str) -> Result<Kata, Error> {
        let slugs = self.slugs()?;
        if slugs.iter().any(|known| known == slug) {
            return Kata::read(self, slug);
        }
        let near = nearest(slug, slugs.iter().map(String::as_str));
        let advice = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", slugs.join(", ")),
        };
        Err(Error::new(format!("no kata is called `{slug}`: {advice}")))
    }
}
