//! A hint for people.

use colored::Colorize;
use kata_console::text::indent;

use crate::commands::hint::Answer;

/// The hint, or why there is none.
pub(crate) fn human(answer: &Answer) -> String {
    match answer {
        Answer::Hint(hint) => {
            let strength = format!("hint {} of {}", hint.number, hint.of);
            format!("{} {}\n{}", hint.title.bold(), strength.dimmed(), indent(&hint.text, 2))
        }
        Answer::NothingMissed => "Every check passed: there is nothing to hint at.\n".to_owned(),
        Answer::NoVerdict => "There is no verdict yet, so there is nothing to hint at.\n".to_owned(),
        Answer::NoHint(title) => format!("There is no hint for: {title}\n"),
    }
}
