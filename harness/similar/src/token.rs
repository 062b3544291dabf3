//! A source as the tokens that are compared: with its comments, its layout, its imports and its own names taken away.

use std::ops::Range;

use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use crate::Source;
use crate::normal::{Word, symbols};

/// As many tokens of one submission are looked at; that is some thousand lines.
pub const MAX_TOKENS: usize = 40_000;

/// The tokens of one source, all files one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// What is compared.
    pub(crate) symbols: Vec<u64>,
    /// The line of each, counted from 1.
    pub(crate) lines: Vec<usize>,
    /// Where each file begins: no match goes over the border of one.
    files: Vec<usize>,
}

impl Tokens {
    /// Reads all files. What is no Rust is read as far as it has tokens.
    pub(crate) fn of(source: &Source) -> Tokens {
        let mut tokens = Tokens::default();
        for (_, text) in &source.files {
            tokens.files.push(tokens.symbols.len());
            let words = words(text, MAX_TOKENS - tokens.symbols.len());
            tokens.symbols.extend(symbols(&words));
            tokens.lines.extend(words.iter().map(|word| word.line));
        }
        tokens
    }

    /// The file that a token is in, by its place in the source.
    pub(crate) fn file(&self, token: usize) -> usize {
        self.files.partition_point(|begin| *begin <= token).saturating_sub(1)
    }

    /// The tokens of the file that this token is in.
    pub(crate) fn around(&self, token: usize) -> Range<usize> {
        let file = self.file(token);
        let end = self.files.get(file + 1).copied().unwrap_or(self.symbols.len());
        self.files.get(file).copied().unwrap_or(0)..end
    }
}

/// The tokens of a text that mean something. A `use`, which is written by the editor more often than not, does not.
fn words(text: &str, most: usize) -> Vec<Word<'_>> {
    let (mut words, mut at, mut line) = (Vec::new(), 0, 1);
    let mut in_use = false;
    for token in tokenize(text, FrontmatterAllowed::No) {
        let piece = &text[at..at + token.len as usize];
        at += piece.len();
        let begins = line;
        line += piece.matches('\n').count();
        let Some(word) = word(token.kind, piece, begins) else { continue };
        let is_item =
            words.last().is_none_or(|last: &Word<'_>| matches!(last.text, ";" | "{" | "}" | "]" | ")" | "pub"));
        in_use = in_use || (word.text == "use" && is_item);
        if in_use {
            in_use = word.text != ";";
        } else if words.len() < most {
            words.push(word);
        } else {
            break;
        }
    }
    words
}

fn word(kind: TokenKind, text: &str, line: usize) -> Option<Word<'_>> {
    let text = match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } | TokenKind::Whitespace => return None,
        TokenKind::Literal { kind: LiteralKind::Int { .. } | LiteralKind::Float { .. }, .. } => "0",
        TokenKind::Literal { .. } => "\"\"",
        TokenKind::Lifetime { .. } | TokenKind::RawLifetime => "'a",
        TokenKind::RawIdent => text.trim_start_matches("r#"),
        _ => text,
    };
    let is_name = matches!(kind, TokenKind::Ident | TokenKind::RawIdent | TokenKind::InvalidIdent);
    Some(Word { text, line, is_name })
}
