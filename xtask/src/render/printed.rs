//! What the learner's own code printed: apart from the judgement, and never more than can be overlooked at a glance.

use colored::Colorize;
use kata_verdict::CheckVerdict;

use kata_console::text::{count, indent};

/// So many different outputs are shown; the rest is in the JSON form.
const OUTPUTS: usize = 4;
/// So many lines of each.
const LINES: usize = 12;

/// The section; empty where nothing was printed. What many checks printed alike is shown once.
pub(crate) fn section(checks: &[CheckVerdict]) -> String {
    let outputs = outputs(checks);
    if outputs.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", "Printed by your code (not judged)".bold());
    for (output, ids) in outputs.iter().take(OUTPUTS) {
        let others = if ids.len() > 1 { format!(" and {} more", ids.len() - 1) } else { String::new() };
        text += &format!("  {}\n", format!("in {}{others}:", ids[0]).dimmed());
        text += &indent(&head(output), 4);
    }
    let rest: usize = outputs.iter().skip(OUTPUTS).map(|(_, ids)| ids.len()).sum();
    if rest > 0 {
        text += &format!("  {}\n", format!("… and other things in {}", count(rest, "more check")).dimmed());
    }
    text
}

fn outputs(checks: &[CheckVerdict]) -> Vec<(&str, Vec<&str>)> {
    let mut seen: Vec<(&str, Vec<&str>)> = Vec::new();
    for check in checks.iter().filter(|check| !check.output.trim().is_empty()) {
        match seen.iter_mut().find(|(output, _)| *output == check.output) {
            Some((_, ids)) => ids.push(&check.info.id),
            None => seen.push((&check.output, vec![&check.info.id])),
        }
    }
    seen
}

fn head(output: &str) -> String {
    let lines: Vec<&str> = output.trim_end().lines().collect();
    if lines.len() <= LINES {
        return lines.join("\n");
    }
    format!("{}\n… and {}", lines[..LINES].join("\n"), count(lines.len() - LINES, "more line"))
}

#[cfg(test)]
mod tests {
    use kata_verdict::{CheckInfo, Evidence, Group, Level, Outcome};

    use super::*;

    fn printing(id: &str, output: &str) -> CheckVerdict {
        let (id, title) = (id.to_owned(), id.to_owned());
        CheckVerdict {
            info: CheckInfo {
                id,
                title,
                group: Group::Behaviour,
                level: Level::L3,
                weight: 1,
                hint: None,
                twist: None,
            },
            outcome: Outcome::Passed,
            message: String::new(),
            evidence: Evidence::default(),
            explored: None,
            output: output.to_owned(),
            millis: 0,
        }
    }

    #[test]
    fn nothing_printed_is_no_section() {
        assert_eq!(section(&[printing("a", " \n")]), "");
    }

    #[test]
    fn what_many_checks_print_alike_is_shown_once() {
        let text = section(&[printing("a", "free = 1\n"), printing("b", "free = 1\n")]);
        assert!(text.contains("in a and 1 more:") && text.matches("free = 1").count() == 1, "{text}");
    }

    #[test]
    fn a_flood_is_cut() {
        let text = section(&[printing("a", &"again\n".repeat(1_000))]);
        assert_eq!(text.matches("again").count(), LINES, "{text}");
        assert!(text.contains("… and 988 more lines"), "{text}");
    }

    #[test]
    fn of_many_outputs_the_first_are_shown() {
        let checks: Vec<_> = (0..9).map(|number| printing("a", &format!("number {number}"))).collect();
        let text = section(&checks);
        assert!(text.contains("number 3") && !text.contains("number 4"), "{text}");
        assert!(text.contains("… and other things in 5 more checks"), "{text}");
    }
}
