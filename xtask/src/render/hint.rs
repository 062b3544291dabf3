//! A hint for people.

use colored::Colorize;
use kata_console::text::{indent, wrapped};

use crate::commands::hint::Answer;

/// The hint, or why there is none.
pub(crate) fn human(answer: &Answer, width: usize) -> String {
    match answer {
        Answer::Hint(hint) => {
            let strength = format!("hint {} of {}", hint.number, hint.of);
            let text: Vec<String> = hint.text.lines().map(|line| wrapped(line, width.saturating_sub(2))).collect();
            format!("{}  {}\n{}", hint.title.bold(), strength.dimmed(), indent(&text.join("\n"), 2))
        }
        Answer::NothingMissed => "Every check passed: there is nothing to hint at.\n".to_owned(),
        Answer::NoVerdict => "There is no verdict yet, so there is nothing to hint at.\n".to_owned(),
        Answer::NoHint(title) => format!("There is no hint for: {title}\n"),
    }
}
