//! The macros that read something at compile time, or that write machine code.

use crate::review::Finding;
use crate::tokens::{Token, Tokens};

/// What names each macro, and what to use instead of it.
const REFUSED: [(&str, &str); 8] = [
    ("include", "put the code into a module under src/ instead"),
    ("include_str", "write the text as a constant instead"),
    ("include_bytes", "write the bytes as a constant instead"),
    ("env", "what varies comes in through Config"),
    ("option_env", "what varies comes in through Config"),
    ("asm", "use what std offers instead"),
    ("global_asm", "use what std offers instead"),
    ("naked_asm", "use what std offers instead"),
];

/// Names that also serve well for a variable or a module: refused only where a macro is meant.
const COMMON: [&str; 3] = ["include", "env", "asm"];

/// The sentence for a macro of this name, if it is refused.
pub(crate) fn refusal(name: &str) -> Option<String> {
    let (_, instead) = REFUSED.iter().find(|(refused, _)| *refused == name)?;
    Some(format!("`{name}!` is refused: a submission is what stands in src/, and nothing else; {instead}"))
}

/// Whether this name means a refused macro even where it could be something else.
pub(crate) fn is_unmistakable(name: &str) -> bool {
    refusal(name).is_some() && !COMMON.contains(&name)
}

/// What is wrong with the macro there: one that is called, or one that is handed to another macro by name.
pub(crate) fn at(tokens: &Tokens, index: usize, scopes: &Scopes) -> Option<Finding> {
    let name = tokens.word(index)?;
    let called = tokens.is_bang(index + 1);
    let handed_on = scopes.in_macro(index) && is_unmistakable(name);
    if called || handed_on { Some(Finding::new(tokens.line(index), refusal(name)?)) } else { None }
}

/// Which tokens are written inside a macro: the arguments of a call, or a definition. What they become is not known.
#[derive(Debug)]
pub(crate) struct Scopes(Vec<bool>);

impl Scopes {
    /// Finds them.
    pub(crate) fn of(tokens: &Tokens) -> Scopes {
        let mut scopes = Vec::with_capacity(tokens.len());
        let mut open: Vec<bool> = Vec::new();
        for index in 0..tokens.len() {
            if let Some(Token::Close(_)) = tokens.get(index) {
                open.pop();
            }
            let inside = open.last().copied().unwrap_or_default();
            scopes.push(inside);
            if let Some(Token::Open(_)) = tokens.get(index) {
                open.push(inside || follows_macro(tokens, index));
            }
        }
        Scopes(scopes)
    }

    /// Whether the token there is written inside a macro.
    pub(crate) fn in_macro(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or_default()
    }
}

/// Whether the group that opens there follows `name!` or `macro_rules! name`.
fn follows_macro(tokens: &Tokens, open: usize) -> bool {
    let before = |count: usize| open.checked_sub(count);
    let called =
        before(1).is_some_and(|bang| tokens.is_bang(bang)) && before(2).is_some_and(|at| tokens.word(at).is_some());
    let defined =
        before(2).is_some_and(|bang| tokens.is_bang(bang)) && before(1).is_some_and(|at| tokens.word(at).is_some());
    called || defined
}
