//! The solutions that a suite must pass, and those that it must fail at named checks.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::files::is_hidden;
use crate::{Error, Files, Root, nearest, patch, read_tree, toml_file};

/// The solutions of one kata, each list in alphabetical order.
#[derive(Clone, Debug)]
pub struct Solutions {
    /// What the suite must pass.
    pub accepted: Vec<Accepted>,
    /// What the suite must fail at named checks.
    pub flawed: Vec<Flawed>,
    kata: String,
}

/// A solution that the suite must pass: `accepted/<name>/`.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The name of its folder, after its design: `one-lock`.
    pub name: String,
    root: Root,
    dir: PathBuf,
}

/// A solution that the suite must fail: `flawed/<name>.patch`, or `flawed/<name>/` where the shape itself is the flaw.
#[derive(Clone, Debug)]
pub struct Flawed {
    /// The name of its file or folder, after its flaw: `find-then-lock`.
    pub name: String,
    /// One sentence: what is wrong.
    pub flaw: String,
    /// The ids of the checks that must fail.
    pub fails: Vec<String>,
    root: Root,
    source: FlawedSource,
}

#[derive(Clone, Debug)]
enum FlawedSource {
    Patch { path: PathBuf, base: Accepted },
    Crate { dir: PathBuf },
}

/// One solution of either kind.
#[derive(Clone, Debug)]
pub enum Solution<'a> {
    /// One that the suite must pass.
    Accepted(&'a Accepted),
    /// One that the suite must fail.
    Flawed(&'a Flawed),
}

impl Solution<'_> {
    /// Its files.
    pub fn files(&self) -> Result<Files, Error> {
        match self {
            Solution::Accepted(accepted) => accepted.files(),
            Solution::Flawed(flawed) => flawed.files(),
        }
    }
}

impl Solutions {
    /// Reads what lies under `solutions/<slug>`. A kata without that folder has none yet.
    pub(crate) fn read(root: &Root, slug: &str) -> Result<Solutions, Error> {
        let dir = root.path().join("solutions").join(slug);
        let accepted = read_accepted(root, &dir.join("accepted"))?;
        let flawed = read_flawed(root, &dir.join("flawed"), &accepted)?;
        Ok(Solutions { accepted, flawed, kata: slug.to_owned() })
    }

    /// Finds a solution by its name; `accepted/` or `flawed/` may stand before it.
    pub fn find(&self, name: &str) -> Result<Solution<'_>, Error> {
        let (wants_accepted, wants_flawed, bare) = match name.split_once('/') {
            Some(("accepted", bare)) => (true, false, bare),
            Some(("flawed", bare)) => (false, true, bare),
            _ => (true, true, name),
        };
        let accepted = self.accepted.iter().find(|solution| wants_accepted && solution.name == bare);
        let flawed = self.flawed.iter().find(|solution| wants_flawed && solution.name == bare);
        let found = accepted.map(Solution::Accepted).or(flawed.map(Solution::Flawed));
        found.ok_or_else(|| self.unknown(name, bare))
    }

    fn unknown(&self, name: &str, bare: &str) -> Error {
        let accepted = self.accepted.iter().map(|solution| solution.name.as_str());
        let names: Vec<&str> = accepted.chain(self.flawed.iter().map(|solution| solution.name.as_str())).collect();
        let advice = match nearest(bare, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "it has none yet".to_owned(),
            None => format!("there are: {}", names.join(", ")),
        };
        Error::new(format!("{} has no solution called `{name}`: {advice}", self.kata))
    }
}

impl Accepted {
    /// What its README.md says of the design, without the headline. Empty where there is none.
    pub fn note(&self) -> String {
        let text = std::fs::read_to_string(self.dir.join("README.md")).unwrap_or_default();
        let lines = text.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// The folder that it lies in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its sources: `src/lib.rs`.
    pub fn files(&self) -> Result<Files, Error> {
        sources(&self.root, &self.dir)
    }
}

impl Flawed {
    /// Its sources: for a patch, those of its base with the patch applied.
    pub fn files(&self) -> Result<Files, Error> {
        match &self.source {
            FlawedSource::Crate { dir } => sources(&self.root, dir),
            FlawedSource::Patch { path, base } => patch::apply(&self.root, path, base.files()?),
        }
    }

    /// The accepted solution that it was made from; None for a whole crate.
    pub fn base(&self) -> Option<&str> {
        match &self.source {
            FlawedSource::Patch { base, .. } => Some(&base.name),
            FlawedSource::Crate { .. } => None,
        }
    }
}

fn sources(root: &Root, dir: &Path) -> Result<Files, Error> {
    let src = dir.join("src");
    read_tree(&src, Path::new("src")).map_err(|error| Error::of(root.relative(&src), error.to_string()))
}

fn read_accepted(root: &Root, dir: &Path) -> Result<Vec<Accepted>, Error> {
    let entries = entries(root, dir)?;
    let dirs = entries.into_iter().filter(|(path, _)| path.is_dir());
    Ok(dirs.map(|(dir, name)| Accepted { name, root: root.clone(), dir }).collect())
}

fn read_flawed(root: &Root, dir: &Path, accepted: &[Accepted]) -> Result<Vec<Flawed>, Error> {
    let mut flawed = Vec::new();
    for (path, name) in entries(root, dir)? {
        if path.is_dir() {
            flawed.push(read_crate(root, path, name)?);
        } else if let Some(name) = name.strip_suffix(".patch") {
            flawed.push(read_patch(root, &path, name, accepted)?);
        }
    }
    flawed.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(flawed)
}

/// What `flaw.toml` says of a whole crate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlawFile {
    #[serde(default, rename = "format")]
    _format: u32,
    flaw: String,
    fails: Vec<String>,
}

const FLAW_FORMAT: u32 = 1;

fn read_crate(root: &Root, dir: PathBuf, name: String) -> Result<Flawed, Error> {
    let path = dir.join("flaw.toml");
    let file: FlawFile = toml_file::read_unversioned(root, &path, FLAW_FORMAT)?;
    if file.fails.is_empty() {
        return Err(Error::of(root.relative(&path), "names no check that must fail: list them in `fails`"));
    }
    Ok(Flawed { name, flaw: file.flaw, fails: file.fails, root: root.clone(), source: FlawedSource::Crate { dir } })
}

fn read_patch(root: &Root, path: &Path, name: &str, accepted: &[Accepted]) -> Result<Flawed, Error> {
    let header = patch::Header::read(root, path)?;
    let base = accepted.iter().find(|solution| solution.name == header.base).ok_or_else(|| {
        let near = nearest(&header.base, accepted.iter().map(|solution| solution.name.as_str()));
        let advice = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
        Error::of(root.relative(path), format!("no accepted solution is called `{}`{advice}", header.base))
    })?;
    let source = FlawedSource::Patch { path: path.to_owned(), base: base.clone() };
    Ok(Flawed { name: name.to_owned(), flaw: header.flaw, fails: header.fails, root: root.clone(), source })
}

/// What lies in `dir`, by name; nothing where there is no such folder.
fn entries(root: &Root, dir: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::of(root.relative(dir), error.to_string())),
    };
    let mut found: Vec<(PathBuf, String)> = entries
        .filter_map(Result::ok)
        .filter(|entry| !is_hidden(&entry.file_name()))
        .filter_map(|entry| Some((entry.path(), entry.file_name().into_string().ok()?)))
        .collect();
    found.sort();
    Ok(found)
}
