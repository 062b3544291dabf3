//! Paths: `use` items, and what of std an interview does without.

use proc_macro2::Delimiter;

use crate::macros;
use crate::review::Finding;
use crate::tokens::{Token, Tokens};

/// The parts of std that are not there, what they are, and what to use instead.
const ABSENT: [(&str, &str); 6] = [
    ("fs", "without the file system: keep what you need in memory"),
    ("path", "without the file system: keep what you need in memory"),
    ("net", "without the network: the world outside comes in through Ports"),
    ("env", "without the environment: what varies comes in through Config"),
    ("process", "without processes: return an error, or panic, instead"),
    ("os", "without the operating system's own extensions: use what std has on every system"),
];
const STDIN: &str = "an interview is plain std without standard input: the suite calls your code, and nobody types";

/// What is wrong with the path, or the `use` item, that begins there.
pub(crate) fn at(tokens: &Tokens, index: usize) -> Vec<Finding> {
    if is_use(tokens, index) {
        imported(tokens, index + 1).iter().filter_map(Import::refusal).collect()
    } else {
        named(tokens, index).into_iter().collect()
    }
}

fn is_use(tokens: &Tokens, index: usize) -> bool {
    // `impl Trait + use<'a>` is no import.
    tokens.keyword(index) == Some("use") && !tokens.is_punct(index + 1, '<')
}

fn is_std(root: &str) -> bool {
    matches!(root, "std" | "core")
}

fn absent(root: &str, part: &str) -> Option<String> {
    let (_, without) = ABSENT.iter().find(|(name, _)| *name == part)?;
    is_std(root).then(|| format!("`{root}::{part}` is refused: an interview is plain std {without}"))
}

/// A path in the code: `std::fs::read`, `io::stdin`.
fn named(tokens: &Tokens, index: usize) -> Option<Finding> {
    let root = tokens.word(index)?;
    // `std::env!` is a macro, and refused as one.
    if !tokens.is_path_separator(index + 1) || tokens.is_bang(index + 4) {
        return None;
    }
    let message = match tokens.word(index + 3)? {
        "stdin" if root == "io" => STDIN.to_owned(),
        part => absent(root, part)?,
    };
    Some(Finding::new(tokens.line(index), message))
}

/// One path of a `use` item: `std::io::stdin` of `use std::{fmt, io::stdin as input};`.
struct Import {
    path: Vec<String>,
    line: usize,
}

impl Import {
    fn refusal(&self) -> Option<Finding> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let message = match path[..] {
            [root, part, ..] if is_std(root) && absent(root, part).is_some() => absent(root, part),
            [root, "io", "stdin" | "Stdin", ..] if is_std(root) => Some(STDIN.to_owned()),
            [.., "io", "stdin"] => Some(STDIN.to_owned()),
            [.., name] if self.means_macro(name) => macros::refusal(name),
            _ => None,
        };
        Some(Finding::new(self.line, message?))
    }

    /// A module of the learner's own may be called `env`; nothing of theirs is called `include_str`.
    fn means_macro(&self, name: &str) -> bool {
        let own = matches!(self.path.first().map(String::as_str), Some("crate" | "self" | "super"));
        macros::is_unmistakable(name) || !own
    }
}

/// Every path of a `use` item, given the index of what follows `use`.
fn imported(tokens: &Tokens, start: usize) -> Vec<Import> {
    let mut imports = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut bases: Vec<usize> = Vec::new();
    let mut line = tokens.line(start);
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        match token {
            // A `;` was forgotten: what follows is looked at in its turn.
            Token::Word { text, raw: false } if text == "use" => break,
            // The name after `as` is the learner's own choice.
            Token::Word { text, raw: false } if text == "as" => index += 1,
            Token::Word { text, .. } => {
                path.push(text.clone());
                line = tokens.line(index);
            }
            Token::Open(Delimiter::Brace) => bases.push(path.len()),
            Token::Punct { char: ',', .. } => finish(&mut imports, &mut path, bases.last().copied(), line),
            Token::Close(_) => {
                finish(&mut imports, &mut path, bases.last().copied(), line);
                if bases.pop().is_none() {
                    break;
                }
                // The path before the group was a prefix, and no import itself.
                path.truncate(bases.last().copied().unwrap_or_default());
            }
            Token::Punct { char: ';', .. } => break,
            _ => {}
        }
        index += 1;
    }
    finish(&mut imports, &mut path, bases.last().copied(), line);
    imports
}

/// Notes the path that ends here, and goes back to where its group began.
fn finish(imports: &mut Vec<Import>, path: &mut Vec<String>, base: Option<usize>, line: usize) {
    let base = base.unwrap_or_default();
    if path.len() > base {
        // `io::{self}` is `io`.
        let whole = if path.len() > 1 && path.ends_with(&["self".to_owned()]) { path.len() - 1 } else { path.len() };
        imports.push(Import { path: path[..whole].to_vec(), line });
    }
    path.truncate(base);
}
