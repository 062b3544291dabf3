//! A round in plain lines, where there is no terminal or no colour is wanted.

use kata_console::Failure;
use kata_console::text::{indent, wrapped};

use super::picture::clock;
use crate::ansi;

/// What lines can be typed.
pub(crate) const COMMANDS: &str =
    "type: c and a question · n next phase · t twist · submit · p pause or go on · q quit and keep";

/// Prints a line with the time that is left before it. What is longer stands below, indented.
pub(crate) fn say(left_ms: u64, text: &str) -> Result<(), Failure> {
    kata_console::print(&said(left_ms, text, kata_console::terminal_size().map(|(columns, _)| usize::from(columns))))
}

/// What is printed; on a terminal of so many columns a longer line goes on in the next one, between two words.
fn said(left_ms: u64, text: &str, columns: Option<usize>) -> String {
    let time = format!("[{}] ", clock(left_ms));
    let room = columns.map_or(usize::MAX, |columns| columns.saturating_sub(time.len()).max(20));
    let lines: Vec<String> = ansi::plain(text).trim_end().lines().map(|line| wrapped(line, room)).collect();
    let text = indent(&lines.join("\n"), time.len());
    format!("{time}{}", text.get(time.len()..).unwrap_or("\n"))
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// A question for the interviewer.
    Ask(String),
    /// Go on to the next phase.
    Next,
    /// Show the twist.
    Twist,
    /// Show it before its time.
    TwistNow,
    /// End the round.
    Submit,
    /// Stop the clock, or let it go on.
    Pause,
    /// Leave; the round goes on.
    Quit,
    /// Nothing.
    Nothing,
    /// Something else.
    Unknown,
}

/// Reads a line as it was typed.
pub(crate) fn read(line: &str) -> Said {
    let line = line.trim();
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match (word.to_lowercase().as_str(), rest.trim()) {
        ("", _) => Said::Nothing,
        ("c" | "ask" | "clarify", question) if !question.is_empty() => Said::Ask(question.to_owned()),
        ("n" | "next", "") => Said::Next,
        ("t" | "twist", "") => Said::Twist,
        ("t" | "twist", "now") => Said::TwistNow,
        ("submit", "") => Said::Submit,
        ("p" | "pause", "") => Said::Pause,
        ("q" | "quit", "") => Said::Quit,
        _ => Said::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, read, said};

    #[test]
    fn on_a_terminal_a_long_line_breaks_between_words() {
        let text = "You: why?\nInterviewer: since nobody asked for it before";
        assert_eq!(
            said(60_000, text, None),
            "[01:00] You: why?\n        Interviewer: since nobody asked for it before\n"
        );
        let narrow = "[01:00] You: why?\n        Interviewer: since nobody\n        asked for it before\n";
        assert_eq!(said(60_000, text, Some(35)), narrow);
        assert_eq!(said(60_000, "", Some(80)), "[01:00] \n");
    }

    #[test]
    fn commands_are_read_as_they_are_typed() {
        assert_eq!(read(" c may a bus park? "), Said::Ask("may a bus park?".to_owned()));
        let said = ["n", "TWIST", "t now", "submit", "p", "quit", "", "c", "s", "submit it"].map(read);
        let expected = [
            Said::Next,
            Said::Twist,
            Said::TwistNow,
            Said::Submit,
            Said::Pause,
            Said::Quit,
            Said::Nothing,
            Said::Unknown,
            Said::Unknown,
            Said::Unknown,
        ];
        assert_eq!(said, expected);
    }
}
