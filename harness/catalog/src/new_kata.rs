//! A new kata: the template's files under a slug of its own.
//!
//! The template is a small kata that works, called `my-kata`; its files lie in `template/` beside this crate's sources.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{Error, Files, Root, read_tree};

const TEMPLATE: &str = "harness/catalog/template";
/// What keeps cargo away from the template's manifests.
const DISARMED: &str = ".in";
const LONGEST: usize = 40;

/// Words that no crate can be called: Rust's own, and the crates that come with the compiler.
const RESERVED: &[&str] = &[
    "abstract", "alloc", "as", "async", "await", "become", "box", "break", "const", "continue", "core", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "std", "struct",
    "super", "test", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where",
    "while", "xtask", "yield",
];

/// Makes the kata `slug` from the template, as a draft, and returns the two folders that it consists of. What is there
/// already is never written to.
///
/// # Errors
///
/// A slug that cannot be used, with what would do instead; a template or a folder that cannot be read or written.
pub fn new_kata(root: &Root, slug: &str) -> Result<[PathBuf; 2], Error> {
    usable(slug)?;
    let parts = ["katas", "solutions"].map(|part| root.path().join(part).join(slug));
    if let Some(taken) = parts.iter().find(|dir| dir.symlink_metadata().is_ok()) {
        return Err(Error::of(root.relative(taken), "is there already, and is left alone: choose another name"));
    }
    let (kata, solutions) = (template(root, "kata")?, template(root, "solutions")?);
    make(root, &parts[0], slug, kata)?;
    make(root, &parts[1], slug, solutions).inspect_err(|_| drop(fs::remove_dir_all(&parts[0])))?;
    Ok(parts)
}

/// Complains unless folder, packages and crates can be called so.
fn usable(slug: &str) -> Result<(), Error> {
    let advice = "a kata is named in kebab-case, such as `rate-limiter`";
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let problem = if !slug.split('-').all(word) {
        format!("has to be lower-case words with hyphens between them{}", meant(slug))
    } else if !slug.starts_with(|c: char| c.is_ascii_lowercase()) {
        "has to begin with a letter".to_owned()
    } else if RESERVED.contains(&slug) {
        "is a word that Rust or this clone has another use for".to_owned()
    } else if slug == "kata" || slug.starts_with("kata-") {
        "would be taken for a crate of the harness: those begin with `kata`".to_owned()
    } else if slug.len() > LONGEST {
        format!("is longer than {LONGEST} characters")
    } else {
        return Ok(());
    };
    Err(Error::new(format!("`{slug}` {problem}; {advice}")))
}

/// The same words in kebab-case, where there are any.
fn meant(slug: &str) -> String {
    let words = slug.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let kebab = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if kebab != slug && usable(&kebab).is_ok() { format!(": did you mean `{kebab}`?") } else { String::new() }
}

fn template(root: &Root, part: &str) -> Result<Files, Error> {
    let dir = root.path().join(TEMPLATE).join(part);
    read_tree(&dir, Path::new(""))
        .map_err(|error| Error::of(root.relative(&dir), format!("the template cannot be read: {error}")))
}

/// Makes one folder with the files of the template. A half-made one is taken away again: cargo would stumble over it.
fn make(root: &Root, dir: &Path, slug: &str, files: Files) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::of(root.relative(dir), format!("cannot be made: {error}"));
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::create_dir(dir).map_err(failed)?;
    let written = files.into_iter().try_for_each(|(path, bytes)| write(&dir.join(armed(&path)), &renamed(bytes, slug)));
    written.map_err(|error| {
        // It was made a moment ago by nobody else; if it cannot be removed either, the first error tells more.
        let _ = fs::remove_dir_all(dir);
        failed(error)
    })
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::File::create_new(path)?.write_all(bytes)
}

fn armed(path: &Path) -> PathBuf {
    match path.to_str().and_then(|path| path.strip_suffix(DISARMED)) {
        Some(armed) => PathBuf::from(armed),
        None => path.to_owned(),
    }
}

/// The template's name stands in the text as folders, crates and people write it.
fn renamed(bytes: Vec<u8>, slug: &str) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => text
            .replace("my-kata", slug)
            .replace("my_kata", &slug.replace('-', "_"))
            .replace("My kata", &title(slug))
            .into_bytes(),
        Err(not_text) => not_text.into_bytes(),
    }
}

/// `Rate limiter`.
fn title(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let (first, rest) = words.split_at(1.min(words.len()));
    first.to_ascii_uppercase() + rest
}
