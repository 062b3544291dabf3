//! Words that are refused wherever they stand: two keywords, and the names of the grader's crates.

use crate::review::Finding;
use crate::tokens::Tokens;

/// The grader's crates, and the module behind the macros of its std.
const OURS: [&str; 8] =
    ["kata_std", "kata_spy", "kata_engine", "kata_suite", "kata_verdict", "kata_review", "kata_grade", "__rt"];

/// What is wrong with the word there.
pub(crate) fn at(tokens: &Tokens, index: usize, kata: &str) -> Option<Finding> {
    let message = match (tokens.keyword(index), tokens.word(index)) {
        (Some("unsafe"), _) => {
            "`unsafe` is refused: an interview is safe Rust; use std's own types instead (Arc, Mutex, the atomics)"
                .to_owned()
        }
        (Some("extern"), _) => {
            "`extern` is refused: an interview is plain std, which needs no `extern crate` and calls no \
                                foreign function; name std and the kata's API with `use`"
                .to_owned()
        }
        (_, Some(word)) if is_ours(word, kata) => {
            format!("`{word}` is the grader's own, and not there in an interview: use std; or choose another name")
        }
        _ => return None,
    };
    Some(Finding::new(tokens.line(index), message))
}

fn is_ours(word: &str, kata: &str) -> bool {
    let suite = word.strip_suffix("_suite").is_some_and(|module| module == kata.replace('-', "_"));
    suite || OURS.contains(&word)
}
