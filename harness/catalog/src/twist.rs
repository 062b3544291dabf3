//! What the reveal of a twist brings: a text in the interviewer's voice, and an addition to the API.
//!
//! The API crate holds each twist as a module of its own below `twists`. A workspace's copy of the API begins with an empty `twists`, so
//! that nothing leaks, and the reveal of a twist adds one file and one line to it, so that nothing that compiled stops compiling.

use std::path::{Path, PathBuf};

use crate::{Error, Files, Kata, Twist, nearest};

/// The file of an API crate that declares the modules of its twists.
pub const TWIST_MODULES: &str = "src/twists/mod.rs";

/// What `TWIST_MODULES` says before any twist is revealed.
const NONE_YET: &str =
    "//! What the interviewer adds late in the round: one module for each twist, once it is revealed.\n";

/// What the reveal of a twist brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// What `kata.toml` says of it.
    pub twist: Twist,
    /// TWIST.md: the requirement, in the interviewer's voice.
    pub brief: String,
    /// The module that it adds to the API: `valet`.
    pub module: String,
    /// The source of that module.
    pub api: Vec<u8>,
    /// The signature of the build function to write, as TWIST.md shows it.
    pub build: String,
}

impl Reveal {
    /// Where the module lies, relative to the API crate.
    pub fn module_path(&self) -> PathBuf {
        module_path(&self.module)
    }

    /// The line that declares the module.
    pub fn declaration(&self) -> String {
        format!("pub mod {};", self.module)
    }
}

impl Kata {
    /// What the reveal of the twist with this id brings.
    pub fn reveal(&self, id: &str) -> Result<Reveal, Error> {
        if let Some(reveal) = self.sealed().and_then(|sealed| sealed.reveal(id)) {
            return Ok(reveal);
        }
        let twists = &self.manifest().twists;
        let twist = twists.iter().find(|twist| twist.id == id).ok_or_else(|| unknown(self, id))?.clone();
        let module = module(id);
        let path = self.dir().join("twists").join(id).join("TWIST.md");
        let brief = String::from_utf8(self.bytes(&path)?).map_err(|error| self.error(&path, &error))?;
        let start = format!("pub fn build_with_{module}(");
        let build = brief.lines().map(str::trim).find(|line| line.starts_with(&start)).map(str::to_owned);
        let build = build.ok_or_else(|| self.error(&path, &format!("shows no line that begins with `{start}`")))?;
        let api = self.bytes(&self.dir().join("api").join(module_path(&module)))?;
        Ok(Reveal { twist, brief, module, api, build })
    }

    fn bytes(&self, path: &Path) -> Result<Vec<u8>, Error> {
        std::fs::read(path).map_err(|error| self.error(path, &error))
    }

    fn error(&self, path: &Path, problem: &dyn std::fmt::Display) -> Error {
        Error::of(self.root().relative(path), problem.to_string())
    }
}

/// The sources of an API crate as they are before any twist is revealed.
pub(crate) fn without_twists(mut files: Files) -> Files {
    let folder = Path::new(TWIST_MODULES).parent().unwrap_or(Path::new(""));
    files.retain(|(path, _)| !path.starts_with(folder) || path == Path::new(TWIST_MODULES));
    for (_, bytes) in files.iter_mut().filter(|(path, _)| path == Path::new(TWIST_MODULES)) {
        *bytes = NONE_YET.as_bytes().to_vec();
    }
    files
}

/// What `kata.toml`, the folder `twists/` and the API crate say of twists, where they do not agree.
pub(crate) fn audit(kata: &Kata) -> Vec<String> {
    let known = &kata.manifest().twists;
    let mut gaps: Vec<String> =
        known.iter().filter_map(|twist| kata.reveal(&twist.id).err().map(|error| error.to_string())).collect();
    let folders = std::fs::read_dir(kata.dir().join("twists")).into_iter().flatten().flatten();
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok()).filter(|name| !name.starts_with('.'));
    let strangers = names.filter(|name| known.iter().all(|twist| twist.id != *name));
    gaps.extend(strangers.map(|name| format!("kata.toml names no twist `{name}`, and twists/{name} is there")));
    let modules = without_module(kata).into_iter();
    gaps.extend(
        modules.map(|name| format!("kata.toml names no twist for api/src/twists/{name}: it would never be shown")),
    );
    let empty = |text: &str| text.trim().is_empty();
    let is_short = |twist: &&Twist| empty(&twist.id) || empty(&twist.title) || empty(&twist.summary);
    gaps.extend(known.iter().find(is_short).map(|_| "kata.toml has an empty twist".to_owned()));
    gaps
}

/// The files beside the modules of twists that are no twist's.
fn without_module(kata: &Kata) -> Vec<String> {
    let folder = kata.dir().join("api").join(TWIST_MODULES);
    let entries = std::fs::read_dir(folder.with_file_name("")).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let is_known = |name: &String| {
        let known = kata.manifest().twists.iter().map(|twist| format!("{}.rs", module(&twist.id)));
        name == "mod.rs" || name.starts_with('.') || known.into_iter().any(|known| known == *name)
    };
    let mut strangers: Vec<String> = names.filter(|name| !is_known(name)).collect();
    strangers.sort();
    strangers
}

fn unknown(kata: &Kata, id: &str) -> Error {
    let twists = kata.manifest().twists.iter();
    let ids: Vec<&str> = twists.map(|twist| twist.id.as_str()).collect();
    let advice = match nearest(id, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if ids.is_empty() => "it has none yet".to_owned(),
        None => format!("there are: {}", ids.join(", ")),
    };
    Error::new(format!("{} has no twist called `{id}`: {advice}", kata.slug()))
}

fn module(id: &str) -> String {
    id.replace('-', "_")
}

fn module_path(module: &str) -> PathBuf {
    Path::new(TWIST_MODULES).with_file_name(format!("{module}.rs"))
}
