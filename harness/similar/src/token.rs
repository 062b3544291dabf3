//! A source as the tokens that are compared: with its comments, its layout, its imports and all names taken away.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use crate::Source;

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
            for word in words(text, MAX_TOKENS - tokens.symbols.len()) {
                tokens.symbols.push(hash(word.text));
                tokens.lines.push(word.line);
            }
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

/// A token: what stands for it when it is compared, and its line.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    line: usize,
}

/// All names are one, and so are all values of a kind: both are changed at will. What others declare has a name that cannot be, but which those
/// are cannot be told from one file alone.
fn word(kind: TokenKind, text: &str, line: usize) -> Option<Word<'_>> {
    let text = match kind {
        TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } | TokenKind::Whitespace => return None,
        TokenKind::Literal { kind: LiteralKind::Int { .. } | LiteralKind::Float { .. }, .. } => "0",
        TokenKind::Literal { .. } => "\"\"",
        TokenKind::Lifetime { .. } | TokenKind::RawLifetime => "'a",
        TokenKind::Ident if KEYWORDS.contains(&text) => text,
        TokenKind::Ident | TokenKind::RawIdent | TokenKind::InvalidIdent => "name",
        _ => text,
    };
    Some(Word { text, line })
}

const KEYWORDS: [&str; 38] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while",
];

fn hash(text: &str) -> u64 {
    // A hasher of std that is made so has the same keys in every process.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbols(text: &str) -> Vec<u64> {
        let files = vec![("src/lib.rs".to_owned(), text.to_owned())];
        Tokens::of(&Source { files, ..Source::default() }).symbols
    }

    #[test]
    fn what_can_be_changed_at_will_makes_no_difference() {
        for (one, other) in [
            ("fn a(b: &Lot) { let c = b.d(1); }", "fn x(y: &Garage) { let z = y.w(200_u64); }"),
            ("fn f<'a>(b: &'a str) { \"one\"; r#\"two\"#; 'c' }", "fn f<'b>(r#type: &'b str) { \"1\"; \"2\"; 'd' }"),
            ("use a::{b, c};\nuse d;\nfn f() {} // why", "/* that is why */ fn f()\n{\n}"),
            ("#[cfg(test)]\nuse a;\nfn f() {}", "/// f\n#[cfg(test)]\nfn f() {}"),
        ] {
            assert_eq!(symbols(one), symbols(other), "{one}");
        }
    }

    #[test]
    fn what_the_program_does_makes_one() {
        for (one, other) in [
            ("fn f() { a + b }", "fn f() { a - b }"),
            ("fn f() { 1 }", "fn f() { \"1\" }"),
            ("fn f() { if a {} }", "fn f() { while a {} }"),
            ("fn f() { a(b) }", "fn f() { a.b }"),
            ("fn f() -> impl Fn<use<'a>> {}", "fn f() -> impl Fn {}"),
        ] {
            assert_ne!(symbols(one), symbols(other), "{one}");
        }
    }

    #[test]
    fn each_token_knows_its_line_and_its_file() {
        let file = |text: &str| (String::new(), text.to_owned());
        let files = vec![file("// one\nfn\n\nf"), file(""), file("\"a\nb\" c")];
        let tokens = Tokens::of(&Source { files, ..Source::default() });
        assert_eq!(tokens.lines, [2, 4, 1, 2]);
        let of: Vec<usize> = (0..4).map(|token| tokens.file(token)).collect();
        assert_eq!(of, [0, 0, 2, 2]);
        assert_eq!([tokens.around(1), tokens.around(2)], [0..2, 2..4]);
    }
}
