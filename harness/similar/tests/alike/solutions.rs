//! The solutions of this repository as submissions of a class.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kata_catalog::{Kata, Root};
use kata_similar::Source;
use kata_verdict::Level;

pub(crate) fn katas() -> Vec<Kata> {
    let root = Root::find(Path::new(env!("CARGO_MANIFEST_DIR")), []).expect("the repository");
    root.katas().expect("its katas")
}

pub(crate) fn source(author: &str, files: Vec<(PathBuf, Vec<u8>)>) -> Source {
    let rust = files.into_iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"));
    let files =
        rust.map(|(path, text)| (path.display().to_string(), String::from_utf8(text).expect("UTF-8"))).collect();
    Source { author: author.to_owned(), name: author.to_owned(), files }
}

/// What everybody starts from.
pub(crate) fn given(kata: &Kata) -> Source {
    let mut files = kata.api().expect("an API");
    for level in Level::ALL {
        files.extend(kata.starter_for(level).expect("a starter"));
    }
    source("given", files)
}

pub(crate) fn starter(kata: &Kata, author: &str, level: Level) -> Source {
    source(author, kata.starter_for(level).expect("a starter"))
}

/// The accepted designs, but for those that are another one with its twists.
pub(crate) fn accepted(kata: &Kata) -> Vec<Source> {
    let solutions = kata.solutions().expect("solutions");
    let own = solutions.accepted.iter().filter(|design| !design.name.ends_with("-with-twists"));
    own.map(|design| source(&design.name, design.files().expect("files"))).collect()
}

/// The flawed solutions, each with the design that it is a change of.
pub(crate) fn flawed(kata: &Kata) -> Vec<[Source; 2]> {
    let solutions = kata.solutions().expect("solutions");
    let pair = |flawed: &kata_catalog::Flawed| {
        let base = solutions.accepted.iter().find(|design| Some(design.name.as_str()) == flawed.base())?;
        let base = source(&base.name, base.files().expect("files"));
        Some([base, source(&flawed.name, flawed.files().expect("files"))])
    };
    solutions.flawed.iter().filter_map(pair).collect()
}

/// How many of 100 lines that say something are in the other source, too, letter by letter.
pub(crate) fn same_lines(pair: [&Source; 2]) -> usize {
    let lines = pair.map(|source| {
        let lines = source.files.iter().flat_map(|(_, text)| text.lines().map(str::trim));
        lines
            .filter(|line| line.len() >= 25 && !line.starts_with("//") && !line.starts_with("use "))
            .collect::<BTreeSet<_>>()
    });
    let fewer = lines.iter().map(BTreeSet::len).min().unwrap_or(0).max(1);
    lines[0].intersection(&lines[1]).count() * 100 / fewer
}
