//! A round in plain lines, where there is no terminal or no colour is wanted.

use kata_console::Failure;
use kata_console::text::indent;

use super::picture::clock;
use crate::ansi;

/// What lines can be typed.
pub(crate) const COMMANDS: &str =
    "type: c and a question · n next phase · t twist · submit · p pause or go on · q quit and keep";

/// Prints a line with the time that is left before it. What is longer stands below, indented.
pub(crate) fn say(left_ms: u64, text: &str) -> Result<(), Failure> {
    let text = ansi::plain(text);
    let (first, rest) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
    kata_console::print(&format!("[{}] {first}\n{}", clock(left_ms), indent(rest, 8)))
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
    use super::{Said, read};

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
