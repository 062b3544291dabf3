//! A program of the corpus, and what its first lines say of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kata_verdict::{Outcome, Tier};

/// A program of the corpus.
#[derive(Debug)]
pub(crate) struct Program {
    /// `abba/bug`.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// What it shows.
    pub(crate) shows: String,
    /// `//! outcome:` how it must come out.
    pub(crate) outcome: Outcome,
    /// `//! message:` a part of the message.
    pub(crate) message: Option<String>,
    /// `//! real:` why it is not run under the real `std`, if it is not.
    pub(crate) real: Option<String>,
    /// `//! tier:` how hard to look; unless told, quick for a bug and deep for a twin.
    pub(crate) tier: Tier,
}

impl Program {
    /// Whether it is one of those that were re-written from SCTBench.
    pub(crate) fn is_sctbench(&self) -> bool {
        self.name.starts_with("sctbench/")
    }
}

/// Every program, by name.
pub(crate) fn load() -> Vec<Program> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut programs: Vec<Program> = files(&root).iter().map(|file| read(&root, file)).collect();
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus can be read").map(|entry| entry.expect("an entry").path());
    let below = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn read(root: &Path, file: &Path) -> Program {
    let text = fs::read_to_string(file).expect("a program is UTF-8");
    let name = file.strip_prefix(root).expect("below the corpus").with_extension("").display().to_string();
    let docs: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let (shows, rest) = docs.split_at(docs.iter().position(|line| line.is_empty()).unwrap_or(docs.len()));
    let mut keys: BTreeMap<&str, &str> = rest.iter().filter_map(|line| line.split_once(": ")).collect();
    let outcome = parse(keys.remove("outcome"), &name).expect("an outcome");
    let tier = parse(keys.remove("tier"), &name).unwrap_or(match outcome {
        // That nothing is wrong takes a longer look than that something is.
        Outcome::Passed => Tier::Deep,
        _ => Tier::Quick,
    });
    let message = keys.remove("message").map(str::to_owned);
    let real = keys.remove("real").map(str::to_owned);
    assert!(keys.is_empty(), "{name}: unknown keys {keys:?}");
    Program { shows: shows.join(" "), outcome, message, real, tier, name, text }
}

fn parse<T: serde::de::DeserializeOwned>(word: Option<&str>, name: &str) -> Option<T> {
    let value = serde_json::Value::from(word?);
    Some(serde_json::from_value(value).unwrap_or_else(|error| panic!("{name}: {error}")))
}
