//! Names taken away: what a submission calls its own things makes no difference, what it calls of others' does.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A token with its text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) text: &'a str,
    pub(crate) line: usize,
    /// Whether it is a name or a keyword.
    pub(crate) is_name: bool,
}

/// A name in the place of all names that an author can change at will.
const ANY: &str = "_name";

const KEYWORDS: [&str; 39] = [
    "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "type", "union", "unsafe", "use", "where", "while",
];

/// What stands for each word when it is compared.
pub(crate) fn symbols(words: &[Word<'_>]) -> Vec<u64> {
    let own = declared(words);
    (0..words.len()).map(|at| hash(normal(words, at, &own))).collect()
}

fn hash(text: &str) -> u64 {
    // A hasher of std that is made so has the same keys in every process.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A name that the file does not declare, and that is called, made or matched, is one of the API or of std: it cannot be changed.
fn normal<'a>(words: &[Word<'a>], at: usize, own: &HashSet<&str>) -> &'a str {
    let word = words[at];
    if !word.is_name || KEYWORDS.contains(&word.text) {
        return word.text;
    }
    let text = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text);
    let (before, after) = (text(at.checked_sub(1)), text(Some(at + 1)));
    let is_call = before == "." && matches!(after, "(" | ":");
    let is_macro = after == "!" && text(Some(at + 2)) != "=";
    let is_type = word.text.len() > 1 && word.text.starts_with(char::is_uppercase);
    // `State::Parked`: what belongs to the submission's own type is its own.
    let is_owned = before == ":" && text(at.checked_sub(2)) == ":" && own.contains(text(at.checked_sub(3)));
    let is_foreign = (is_call || is_macro || is_type) && !own.contains(word.text) && !is_owned;
    if is_foreign { word.text } else { ANY }
}

/// The names that the words declare: of functions, types, constants, modules, macros, and variants.
fn declared<'a>(words: &[Word<'a>]) -> HashSet<&'a str> {
    let mut own = HashSet::new();
    for (at, pair) in words.windows(2).enumerate() {
        let declares = matches!(
            pair[0].text,
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "mod" | "union" | "macro_rules"
        );
        if declares && pair[1].is_name {
            own.insert(pair[1].text);
        }
        if pair[0].text == "enum" {
            own.extend(variants(&words[at..]));
        }
    }
    own
}

/// The names at the first depth of an enum that come after its brace or a comma.
fn variants<'a>(words: &[Word<'a>]) -> Vec<&'a str> {
    let (mut depth, mut names, mut begins) = (0_usize, Vec::new(), false);
    for word in words {
        match word.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            ";" if depth == 0 => break,
            name if depth == 1 && begins && word.is_name => names.push(name),
            _ => {}
        }
        begins = depth == 1 && matches!(word.text, "{" | "," | "]");
        if word.text == "}" && depth == 0 {
            break;
        }
    }
    names
}
