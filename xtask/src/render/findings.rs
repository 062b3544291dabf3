//! What the design review found: in a section of its own, apart from the checks.

use colored::Colorize;
use kata_verdict::{Finding, Severity, Site};

use kata_console::text::{count, indent, justified, wrapped};

const HOW_TO_ANSWER: &str = "\
A finding fails no check. To keep the code as it is, say why on the line above:
// review: <rule> because …";

/// The section of a whole verdict; empty where nothing was found. `cost` is what the findings take off the score.
pub(crate) fn section(findings: &[Finding], cost: u32, width: usize) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let pieces: String = findings.iter().map(|finding| piece(finding, width)).collect();
    format!("\n{}\n{pieces}{}", headline(findings, cost).bold(), indent(HOW_TO_ANSWER, 2).dimmed())
}

/// One line for a verdict that has no room for more; empty where no finding is open.
pub(crate) fn line(findings: &[Finding]) -> String {
    match findings.iter().filter(|finding| !finding.is_answered()).count() {
        0 => String::new(),
        open => format!("\n{}\n", format!("Design review: {} (a shows all)", count(open, "finding")).dimmed()),
    }
}

fn headline(findings: &[Finding], cost: u32) -> String {
    let answered = findings.iter().filter(|finding| finding.is_answered()).count();
    let aside = if answered > 0 { format!(", {answered} answered") } else { String::new() };
    let cost = if cost > 0 { format!(", less {}", count(cost as usize, "point")) } else { String::new() };
    format!("Design review: {}{aside}{cost}", count(findings.len(), "finding"))
}

fn piece(finding: &Finding, width: usize) -> String {
    let left = format!("{} {}", symbol(finding), finding.title);
    let right = format!("{} · {} · {}", finding.rule, finding.severity.word(), finding.principle.letter());
    let (left, gap) = justified(&left, &right, width);
    let left = if finding.is_answered() { left.dimmed() } else { left.normal() };
    let sites: String = finding.sites.iter().map(|site| place(site, width)).collect();
    let why = if finding.is_answered() { String::new() } else { indent(&wrapped(&finding.why, width - 4), 4) };
    format!("{left}{gap}{}\n{sites}{}", right.dimmed(), why.dimmed())
}

/// Calm: nothing of this is an alarm.
fn symbol(finding: &Finding) -> char {
    match finding.severity {
        _ if finding.is_answered() => '·',
        Severity::Critical | Severity::Major => '◆',
        Severity::Minor | Severity::Note => '◇',
    }
}

fn place(site: &Site, width: usize) -> String {
    let text = match &site.answer {
        Some(answer) => format!("{}:{}  answered: {answer}", site.file, site.line),
        None => format!("{}:{}  {}", site.file, site.line, site.message),
    };
    indent(&wrapped(&text, width - 4), 4)
}

#[cfg(test)]
mod tests {
    use kata_verdict::Principle;

    use super::*;

    fn finding(answers: &[Option<&str>]) -> Finding {
        let site = |(number, answer): (usize, &Option<&str>)| Site {
            file: "src/lot.rs".into(),
            line: number + 1,
            message: "`Lot::exit` names `Hourly`".into(),
            answer: answer.map(str::to_owned),
        };
        Finding {
            rule: "concrete-policy-in-core".into(),
            severity: Severity::Critical,
            principle: Principle::DependencyInversion,
            title: "the core names a concrete policy".into(),
            why: "The next requirement edits the core.".into(),
            sites: answers.iter().enumerate().map(site).collect(),
        }
    }

    fn plain(findings: &[Finding]) -> String {
        colored::control::set_override(false);
        section(findings, 0, 80)
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        assert_eq!(section(&[], 0, 80) + &line(&[]), "");
    }

    #[test]
    fn a_finding_shows_its_lines_its_reason_and_how_to_answer_it() {
        let shown = plain(&[finding(&[None, Some("measured")])]);
        assert_eq!(
            shown,
            "
Design review: 1 finding
◆ the core names a concrete policy        concrete-policy-in-core · critical · D
    src/lot.rs:1  `Lot::exit` names `Hourly`
    src/lot.rs:2  answered: measured
    The next requirement edits the core.
  A finding fails no check. To keep the code as it is, say why on the line above:
  // review: <rule> because …
"
        );
    }

    #[test]
    fn what_it_costs_is_said() {
        colored::control::set_override(false);
        let shown = section(&[finding(&[None])], 2, 80);
        assert!(shown.starts_with("\nDesign review: 1 finding, less 2 points\n"), "{shown}");
    }

    #[test]
    fn an_answered_finding_gives_its_reason_and_asks_for_nothing() {
        let shown = plain(&[finding(&[Some("measured")])]);
        assert!(shown.contains("Design review: 1 finding, 1 answered\n· the core"), "{shown}");
        assert!(!shown.contains("next requirement"), "{shown}");
        assert_eq!(line(&[finding(&[Some("measured")])]), "");
    }
}
