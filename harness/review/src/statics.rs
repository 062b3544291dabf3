//! `static` items whose state outlives an execution.

use crate::review::Finding;
use crate::tokens::{Token, Tokens};

const SHARED: [&str; 7] = ["Mutex", "RwLock", "Condvar", "Barrier", "Once", "OnceLock", "LazyLock"];

/// Every `static` item that holds a lock, a cell that is set once, or an atomic.
pub(crate) fn statics(tokens: &Tokens) -> Vec<Finding> {
    (0..tokens.len()).filter_map(|index| shared(tokens, index)).collect()
}

fn shared(tokens: &Tokens, index: usize) -> Option<Finding> {
    let name = tokens.word(index + 1).filter(|_| tokens.keyword(index) == Some("static"))?;
    let depth = tokens.depth(index);
    let is_end = |at: &usize| {
        let ends = matches!(tokens.get(*at), Some(Token::Punct { char: '=' | ';', .. }));
        tokens.depth(*at) < depth || tokens.depth(*at) == depth && (ends || tokens.keyword(*at) == Some("static"))
    };
    let end = (index + 2..tokens.len()).find(is_end).unwrap_or(tokens.len());
    let is_shared = |word: &str| SHARED.contains(&word) || word.starts_with("Atomic");
    let what = (index + 2..end).find_map(|at| tokens.word(at).filter(|word| is_shared(word)))?;
    let message = format!(
        "the static `{name}` keeps its {what} from one run to the next, and two instances would share it: make it a field"
    );
    Some(Finding::new(tokens.line(index), message))
}
