//! What someone does who hands in another's work.

use std::collections::{BTreeMap, BTreeSet};

use kata_similar::Source;
use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

/// Every name of the author's own gets another one.
pub(crate) fn renamed(source: &Source, fixed: &Source) -> Source {
    let fixed: BTreeSet<&str> = fixed.files.iter().flat_map(|(_, text)| names(text)).collect();
    let own: BTreeSet<&str> = source.files.iter().flat_map(|(_, text)| declared(text)).collect();
    let new: BTreeMap<&str, String> = own
        .into_iter()
        .filter(|name| !fixed.contains(name))
        .enumerate()
        .map(|(number, name)| {
            let upper = name.starts_with(char::is_uppercase);
            (name, if upper { format!("Other{number}") } else { format!("other_{number}") })
        })
        .collect();
    assert!(new.len() > 20, "{new:?}");
    each(source, |text| {
        pieces(text).into_iter().map(|(_, piece)| new.get(piece).map_or(piece, String::as_str)).collect()
    })
}

/// Comments change, and so does every line.
pub(crate) fn reformatted(source: &Source) -> Source {
    each(source, |text| {
        let kept = pieces(text).into_iter().filter(|(kind, _)| {
            !matches!(kind, TokenKind::Whitespace | TokenKind::LineComment { .. } | TokenKind::BlockComment { .. })
        });
        let gap = |number: usize| match number % 11 {
            0 => "\n    // all my own work\n",
            5 => "\n",
            _ => " ",
        };
        kept.enumerate().map(|(number, (_, piece))| format!("{piece}{}", gap(number))).collect()
    })
}

/// Items and methods stand the other way round, in files with other names.
pub(crate) fn reordered(source: &Source) -> Source {
    let mut moved = each(source, |text| reversed(text, 0));
    let count = moved.files.len();
    for (number, (path, _)) in moved.files.iter_mut().enumerate() {
        *path = format!("src/part_{}.rs", count - number);
    }
    moved.files.reverse();
    moved
}

/// The blocks at a depth of braces, from the last to the first; those in an `impl` as well.
fn reversed(text: &str, depth: usize) -> String {
    let indent = "    ".repeat(depth);
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        if let Some(block) = blocks.last_mut() {
            *block += &format!("{line}\n");
        }
        let ends = line == format!("{indent}}}") || (depth == 0 && line.ends_with(';') && !line.starts_with(' '));
        if ends {
            blocks.push(String::new());
        }
    }
    blocks.reverse();
    let inner = |block: String| match block.split_once("{\n") {
        Some((head, body)) if depth == 0 && head.contains("impl") && body.ends_with("}\n") => {
            format!("{head}{{\n{}}}\n", reversed(body.trim_end_matches("}\n"), 1))
        }
        _ => block,
    };
    blocks.into_iter().map(inner).collect()
}

fn each(source: &Source, change: impl Fn(&str) -> String) -> Source {
    let files = source.files.iter().map(|(path, text)| (path.clone(), change(text))).collect();
    Source { author: format!("not {}", source.author), name: String::new(), files }
}

fn pieces(text: &str) -> Vec<(TokenKind, &str)> {
    let mut at = 0;
    let piece = |token: ra_ap_rustc_lexer::Token| {
        let piece = &text[at..at + token.len as usize];
        at += piece.len();
        (token.kind, piece)
    };
    tokenize(text, FrontmatterAllowed::No).map(piece).collect()
}

fn names(text: &str) -> Vec<&str> {
    pieces(text).into_iter().filter(|(kind, _)| matches!(kind, TokenKind::Ident)).map(|(_, name)| name).collect()
}

/// What follows the word that declares it, and what has its type or its value after it.
fn declared(text: &str) -> Vec<&str> {
    let words: Vec<_> = pieces(text).into_iter().filter(|(kind, _)| !matches!(kind, TokenKind::Whitespace)).collect();
    let mut own = Vec::new();
    for three in words.windows(3) {
        let [(_, first), (kind, name), (_, after)] = three else { continue };
        let declares =
            matches!(*first, "fn" | "struct" | "enum" | "trait" | "const" | "static" | "let" | "mut" | "mod");
        let is_field = *after == ":" && *first != ":" && !text.contains(&format!("{name}::"));
        if matches!(kind, TokenKind::Ident) && (declares || is_field) && !["self", "mut"].contains(name) {
            own.push(*name);
        }
    }
    own
}
