//! What a student is told of a submission. The assignment's feedback decides it, here and nowhere else.
//!
//! | feedback | a student is told |
//! | --- | --- |
//! | `none` | the points |
//! | `counts` | the points, and of each group how many checks pass |
//! | `full` | each check at or below the level, with what was seen and why; what the design review found |
//!
//! Whatever the feedback, a student is told what is wrong with a submission that could not be judged: what the compiler says, what is
//! refused, why it cannot be read. That gives nothing of the suite away. A record's notes are for whoever grades, and told to nobody else.

use kata_verdict::{CheckVerdict, Finding, Group, Outcome, Score, Verdict};

use super::{clean, evidence};
use crate::{Feedback, Graded, Row, Standing};

/// The longest that is told of a whole submission, in bytes.
const LONGEST: usize = 16 * 1024;

/// What is told of one submission.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// About the whole of it.
    pub(super) summary: String,
    /// The points, after the design review.
    pub(super) score: Score,
    /// Part by part. Empty if something of ours went wrong.
    pub(super) parts: Vec<Part>,
}

/// One thing that was judged.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// In kebab-case, unique among the parts.
    pub(super) id: String,
    /// As a sentence.
    pub(super) name: String,
    /// What it is about.
    pub(super) group: Option<Group>,
    /// What became of it.
    pub(super) mark: Mark,
    /// Its points; None where it is no part of the score.
    pub(super) score: Option<Score>,
    /// What was seen, on one line; empty where it passed.
    pub(super) cause: String,
    /// The whole explanation; empty where there is none.
    pub(super) details: String,
    /// Where to look first.
    pub(super) hint: Option<String>,
    /// What the submission printed.
    pub(super) output: String,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Passed,
    Failed,
    /// It was not judged, or could not be.
    Open,
}

impl Told {
    /// What may be told of a row.
    pub(super) fn of(row: &Row, feedback: Feedback) -> Told {
        let mut told = match row.record.as_ref().map(|record| &record.graded) {
            None => Told::alone("handed-in", "something was handed in", "nothing was handed in", ""),
            Some(Graded::Unreadable(why)) => {
                Told::alone("readable", "what was handed in can be read", "it cannot be read", why)
            }
            Some(Graded::Fault(_)) => Told::fault(),
            Some(Graded::Verdict(verdict)) => Told::of_verdict(verdict, row.standing(), feedback),
        };
        if row.late {
            told.summary += "\nIt was handed in after the deadline.";
        }
        if row.attempts > 1 {
            told.summary += &format!("\nThis is attempt {} of {}.", row.attempt, row.attempts);
        }
        told
    }

    /// Whether there is nothing to tell but that it will be judged again.
    pub(super) fn is_fault(&self) -> bool {
        self.parts.is_empty()
    }

    fn of_verdict(verdict: &Verdict, standing: Standing, feedback: Feedback) -> Told {
        match standing {
            Standing::DoesNotCompile => {
                Told::alone("compiles", "it compiles", "it does not compile", &verdict.diagnostics)
            }
            Standing::Refused => {
                let lines: Vec<String> = verdict.refusals.iter().map(refusal).collect();
                Told::alone("allowed", "it uses only what is allowed", "it was refused", &lines.join("\n"))
            }
            Standing::Graded => Told::of_checks(verdict, feedback),
            Standing::Unreadable | Standing::Missing | Standing::Fault => Told::fault(),
        }
    }

    /// A submission that could not be judged, for one reason.
    fn alone(id: &str, name: &str, cause: &str, details: &str) -> Told {
        let score = Score { points: 0, of: 1 };
        let details = clean::block(details, LONGEST);
        let summary = if details.is_empty() || details == cause { capital(cause) + "." } else { capital(cause) + ":" };
        let part = Part {
            id: id.to_owned(),
            name: name.to_owned(),
            group: None,
            mark: Mark::Failed,
            score: Some(score),
            cause: cause.to_owned(),
            details: if details.is_empty() { cause.to_owned() } else { details.clone() },
            hint: None,
            output: String::new(),
        };
        let details = if details == cause { String::new() } else { details };
        Told { summary: format!("{summary}\n{details}").trim_end().to_owned(), score, parts: vec![part] }
    }

    fn fault() -> Told {
        let summary = "This submission could not be judged, and that is no fault of its own: it will be judged again.";
        Told { summary: summary.to_owned(), score: Score::default(), parts: Vec::new() }
    }

    fn of_checks(verdict: &Verdict, feedback: Feedback) -> Told {
        let Score { points, of } = verdict.score;
        let mut summary = format!("{points} of {of} points at {}.", verdict.level);
        let reviewed = kata_verdict::score(&verdict.checks, verdict.level).points.saturating_sub(points);
        if reviewed > 0 && feedback != Feedback::None {
            summary += &format!(" The design review took {reviewed} off.");
        }
        let parts = match feedback {
            Feedback::None => vec![whole(verdict)],
            Feedback::Counts => groups(verdict),
            Feedback::Full => {
                summary += &findings(&verdict.findings);
                counted(verdict).map(one).collect()
            }
        };
        Told { summary, score: verdict.score, parts }
    }
}

/// What counts: checks above the level are no part of the round.
fn counted(verdict: &Verdict) -> impl Iterator<Item = &CheckVerdict> {
    verdict.checks.iter().filter(|check| check.info.level <= verdict.level)
}

fn whole(verdict: &Verdict) -> Part {
    let mark = if verdict.misses().next().is_none() { Mark::Passed } else { Mark::Failed };
    let Score { points, of } = verdict.score;
    plain("graded", "all that was asked for works", mark, verdict.score, format!("{points} of {of} points"))
}

fn groups(verdict: &Verdict) -> Vec<Part> {
    let of_group = |group: Group| {
        let judged: Vec<_> =
            counted(verdict).filter(|check| check.info.group == group && check.outcome.counts()).cloned().collect();
        let passed = judged.iter().filter(|check| !check.outcome.is_miss()).count();
        let mark = if passed == judged.len() { Mark::Passed } else { Mark::Failed };
        let cause = format!("{passed} of {} checks pass", judged.len());
        let score = kata_verdict::score(&judged, verdict.level);
        let part = Part { group: Some(group), ..plain(group.word(), group.word(), mark, score, cause) };
        (!judged.is_empty()).then_some(part)
    };
    Group::ALL.into_iter().filter_map(of_group).collect()
}

/// A part of which no check is told.
fn plain(id: &str, name: &str, mark: Mark, score: Score, cause: String) -> Part {
    Part {
        id: id.to_owned(),
        name: name.to_owned(),
        group: None,
        mark,
        score: Some(score),
        details: cause.clone(),
        cause: if mark == Mark::Passed { String::new() } else { cause },
        hint: None,
        output: String::new(),
    }
}

fn one(check: &CheckVerdict) -> Part {
    let mark = match check.outcome {
        Outcome::Passed => Mark::Passed,
        Outcome::Skipped | Outcome::NotAttempted | Outcome::Inconclusive => Mark::Open,
        _ => Mark::Failed,
    };
    let weight = check.info.weight;
    let points = if mark == Mark::Passed { weight } else { 0 };
    Part {
        id: check.info.id.clone(),
        name: check.info.title.clone(),
        group: Some(check.info.group),
        mark,
        score: check.outcome.counts().then_some(Score { points, of: weight }),
        cause: if mark == Mark::Passed { String::new() } else { evidence::headline(check) },
        details: evidence::details(check),
        hint: check.info.hint.clone().filter(|_| mark != Mark::Passed),
        output: evidence::output(check),
    }
}

fn findings(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings.iter().filter(|finding| !finding.is_answered()) {
        let places: Vec<String> = finding.open_sites().map(|site| format!("{}:{}", site.file, site.line)).collect();
        text += &format!("\n{} ({}): {}", finding.title, finding.severity.word(), places.join(", "));
    }
    if text.is_empty() { text } else { format!("\n\nThe design review found:{}", clean::block(&text, LONGEST)) }
}

fn refusal(refusal: &kata_verdict::Refusal) -> String {
    let line = refusal.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{}{line}: {}", refusal.file, refusal.message)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
