//! A replayed schedule for people.

use colored::Colorize;
use kata_verdict::CheckVerdict;

use super::check;

/// The schedule that failed, run once more, with every step.
pub(crate) fn human(found: &CheckVerdict, replayed: &CheckVerdict, width: usize) -> String {
    // How far the search went belongs to the run that searched.
    let shown = CheckVerdict { explored: found.explored, ..replayed.clone() };
    let mut text = check::headline(&shown, shown.info.level, width);
    text += &check::details(&shown, usize::MAX, width);
    if found.outcome == replayed.outcome {
        if shown.evidence.timeline.is_empty() {
            text += "  The same schedule came out the same way; it has no steps to show.\n";
        }
        return text;
    }
    let words = (found.outcome.word(), replayed.outcome.word());
    text + &format!(
        "{} the search said {}, its schedule now says {}\n",
        "A fault of ours:".red().bold(),
        words.0,
        words.1
    )
}

/// Why there is nothing to replay.
pub(crate) fn nothing(check: &CheckVerdict) -> String {
    let why = if check.outcome.is_miss() {
        "Nothing to replay: it does not depend on a schedule, and fails the same way each time."
    } else {
        "Nothing to replay: no schedule fails."
    };
    format!("{why}\n")
}
