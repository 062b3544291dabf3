//! A learner's own `fn main` in the root file, which would stand in the way of the runner's.

use std::ops::Range;

use crate::tokens::{BYTE_ORDER_MARK, Tokens};

const OTHER: &str = "ma1n";

/// The text with a `fn main` at its root renamed to a name of the same length, so that no column moves. A file that
/// cannot be read as tokens comes back as it is.
pub fn rename_main(text: &str) -> String {
    let mut renamed = text.to_owned();
    let skipped = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    for range in mains(text) {
        let range = range.start + skipped..range.end + skipped;
        if renamed.get(range.clone()) == Some("main") {
            renamed.replace_range(range, OTHER);
        }
    }
    renamed
}

fn mains(text: &str) -> Vec<Range<usize>> {
    if !text.contains("main") {
        return Vec::new();
    }
    let Ok(tokens) = Tokens::read(text) else { return Vec::new() };
    let is_main = |at: &usize| {
        let named = tokens.keyword(*at) == Some("fn") && tokens.word(*at + 1) == Some("main");
        named && tokens.depth(*at) == 0
    };
    (0..tokens.len()).filter(is_main).map(|at| tokens.bytes(at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_main_at_the_root_is_renamed_and_no_column_moves() {
        for (text, expected) in [
            ("fn main() {}", "fn ma1n() {}"),
            ("pub fn main() { main() }", "pub fn ma1n() { main() }"),
            ("\u{feff}// é\nfn main() {}", "\u{feff}// é\nfn ma1n() {}"),
            ("mod demo { fn main() {} }", "mod demo { fn main() {} }"),
            ("// fn main() {}\nfn domain() {}", "// fn main() {}\nfn domain() {}"),
            ("fn main() {", "fn main() {"),
        ] {
            assert_eq!(rename_main(text), expected);
        }
    }
}
