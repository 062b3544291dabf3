//! Attributes that would change what is compiled, or how.

use proc_macro2::Delimiter;

use crate::review::Finding;
use crate::tokens::Tokens;

/// Each refused attribute, and what to do instead.
const REFUSED: [(&str, &str); 10] = [
    ("path", "put the module where Rust looks for it: src/name.rs or src/name/mod.rs"),
    ("no_std", "an interview is plain std, with all of it; remove the line"),
    ("no_core", "an interview is plain std, with all of it; remove the line"),
    ("no_main", "the suite brings a `main` of its own; remove the line"),
    ("no_implicit_prelude", "an interview is plain std, with its prelude; remove the line"),
    ("feature", "the compiler is a stable one; use what stable Rust offers"),
    ("crate_type", "a submission is a plain library; remove the line"),
    ("crate_name", "the kata has its name; remove the line"),
    ("global_allocator", "the suite measures memory with an allocator of its own; remove it"),
    ("panic_handler", "std has a panic handler; remove it"),
];

/// How many more attributes a test module may have.
const FURTHER: usize = 8;

/// What is wrong with the attribute that begins there.
pub(crate) fn at(tokens: &Tokens, index: usize) -> Vec<Finding> {
    let Some(open) = opening(tokens, index) else { return Vec::new() };
    let conditional = tokens.word(open + 1) == Some("cfg_attr");
    // Behind a condition, each word may begin an attribute.
    let end = if conditional { tokens.past_group(open) } else { open + 2 };
    (open + 1..end).filter_map(|at| refusal(tokens, at)).collect()
}

fn refusal(tokens: &Tokens, at: usize) -> Option<Finding> {
    let name = tokens.word(at)?;
    let (_, instead) = REFUSED.iter().find(|(refused, _)| *refused == name)?;
    if name == "path" && !tokens.is_punct(at + 1, '=') {
        return None;
    }
    Some(Finding::new(tokens.line(at), format!("the attribute `{name}` is refused: {instead}")))
}

/// The `[` of the attribute whose `#` stands there.
fn opening(tokens: &Tokens, index: usize) -> Option<usize> {
    if !tokens.is_punct(index, '#') {
        return None;
    }
    let open = if tokens.is_punct(index + 1, '!') { index + 2 } else { index + 1 };
    tokens.opens(open, Delimiter::Bracket).then_some(open)
}

/// The index past `#[cfg(test)] mod … { … }`, if that begins there: it is not part of what is compiled.
///
/// Only a whole module is skipped. It must not be written inside a macro, which could drop the attribute.
pub(crate) fn past_test_module(tokens: &Tokens, index: usize) -> Option<usize> {
    let open = opening(tokens, index).filter(|open| *open == index + 1)?;
    let is_test = tokens.word(open + 1) == Some("cfg")
        && tokens.opens(open + 2, Delimiter::Parenthesis)
        && tokens.word(open + 3) == Some("test")
        && tokens.past_group(open) == open + 6;
    if !is_test {
        return None;
    }
    let mut at = tokens.past_group(open);
    for _ in 0..FURTHER {
        at = opening(tokens, at).map_or(at, |next| tokens.past_group(next));
    }
    if tokens.keyword(at) == Some("pub") {
        at += 1;
        if tokens.opens(at, Delimiter::Parenthesis) {
            at = tokens.past_group(at);
        }
    }
    let is_module = tokens.keyword(at) == Some("mod") && tokens.opens(at + 2, Delimiter::Brace);
    is_module.then(|| tokens.past_group(at + 2))
}
