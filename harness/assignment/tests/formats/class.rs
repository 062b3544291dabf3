//! A class in which everything happens that can happen to a submission.

use kata_assignment::{Graded, RECORD_FORMAT, RUN_FORMAT, Record, Row, Run, Table};
use kata_verdict::{
    CheckInfo, CheckVerdict, Evidence, Finding, Group, Level, Outcome, Principle, Refusal, Score, Severity, Site, Step,
    Submission, Tier, Timing, Verdict,
};

/// What a check of the suite says, so that it can be looked for.
pub(crate) const SECRET: &str = "two drivers were both given spot L1-03";

/// Names and texts that a student can bring about.
pub(crate) const WILD: [&str; 8] = [
    "Zoë O'Brien",
    "李小龍",
    "نور الهدى",
    "../../etc/passwd",
    "<script>alert(\"&\")</script> ]]> &amp;",
    "\u{1b}[31mred\u{1b}[0m\u{7}\0\u{202e}back\u{fffe}\u{ffff}\u{b}\u{c}\u{1f}\u{7f}\u{9b}",
    "\"quoted\", \\ and = 'one'\r\nnext line\ttab \u{1b}]0;title without an end",
    "",
];

pub(crate) fn run(feedback: &str) -> Run {
    Run {
        format: RUN_FORMAT,
        assignment: "week-3".into(),
        kata: "parking-lot".into(),
        level: Level::L4,
        tier: Tier::Deep,
        twist: None,
        due: Some("2026-12-01T18:00:00+01:00".into()),
        feedback: feedback.into(),
        suite: "0".repeat(64),
        compiler: "rustc 1.95.0".into(),
        shard: None,
        submissions: 1,
        gone: Vec::new(),
    }
}

pub(crate) fn row(student: &str, graded: Graded) -> Row {
    let record = Record {
        format: RECORD_FORMAT,
        submission: format!("{student}/first.zip"),
        student: student.into(),
        attempt: 1,
        submitted: Some(1_796_000_000_123),
        late: false,
        digest: "0123456789abcdef".repeat(4),
        graded,
        notes: Vec::new(),
    };
    Row { student: student.into(), attempt: 1, attempts: 1, counts: true, late: false, record: Some(record) }
}

pub(crate) fn missing(student: &str) -> Row {
    Row { record: None, attempt: 0, attempts: 0, ..row(student, Graded::Unreadable(String::new())) }
}

pub(crate) fn table(feedback: &str, rows: Vec<Row>) -> Table {
    Table { run: run(feedback), rows, notes: Vec::new() }
}

/// A row for everything that can become of a submission, with `text` wherever a submission has a hand in the words.
pub(crate) fn everything(text: &str) -> Vec<Row> {
    let kinds = [
        Graded::Verdict(Box::new(graded(text))),
        Graded::Verdict(Box::new(Verdict { findings: Vec::new(), ..perfect() })),
        Graded::Verdict(Box::new(Verdict { diagnostics: text.into(), ..ungraded(Submission::DoesNotCompile) })),
        Graded::Verdict(Box::new(refused(text))),
        Graded::Verdict(Box::new(Verdict { fault: Some(text.into()), ..ungraded(Submission::Fault) })),
        Graded::Unreadable(text.into()),
        Graded::Fault(text.into()),
    ];
    let rows = kinds.into_iter().enumerate().map(|(number, kind)| {
        let mut row = row(&format!("{text}{number}"), kind);
        if number % 2 == 1 {
            (row.late, row.attempts, row.attempt) = (true, 2, 2);
        }
        if let Some(record) = &mut row.record {
            record.notes = vec![text.to_owned(), "the log was changed after the fact".to_owned()];
        }
        row
    });
    rows.chain([missing(text)]).collect()
}

pub(crate) fn check(id: &str, group: Group, level: Level, outcome: Outcome, text: &str) -> CheckVerdict {
    let step = Step {
        task: text.into(),
        at: Some("src/lot.rs:31".into()),
        op: "load".into(),
        object: Some(text.into()),
        value: Some(text.into()),
    };
    let evidence =
        Evidence { timeline: vec![step], calls: vec![text.into()], notes: vec![text.into()], ..Evidence::default() };
    CheckVerdict {
        info: CheckInfo {
            id: id.into(),
            title: id.replace('-', " "),
            group,
            level,
            weight: 2,
            hint: Some("look at the lock".into()),
            twist: None,
        },
        outcome,
        message: if outcome == Outcome::Passed { String::new() } else { format!("{SECRET}\n{text}") },
        evidence: if outcome == Outcome::Passed { Evidence::default() } else { evidence },
        explored: None,
        output: text.into(),
        millis: 12,
    }
}

/// Every outcome that a check can have, and one above the level.
pub(crate) fn graded(text: &str) -> Verdict {
    let outcomes = [
        Outcome::Passed,
        Outcome::Failed,
        Outcome::Deadlocked,
        Outcome::Livelocked,
        Outcome::TimedOut,
        Outcome::Crashed,
        Outcome::Skipped,
        Outcome::NotAttempted,
        Outcome::Inconclusive,
    ];
    let mut checks: Vec<CheckVerdict> = outcomes
        .into_iter()
        .map(|outcome| check(&outcome.word().replace(' ', "-"), Group::Concurrency, Level::L4, outcome, text))
        .collect();
    checks.push(check("above-the-level", Group::Seams, Level::L6, Outcome::Failed, text));
    let score = Score { points: 1, ..kata_verdict::score(&checks, Level::L4) };
    let site = Site { file: text.into(), line: 3, message: text.into(), answer: None };
    let finding = Finding {
        rule: "a-rule".into(),
        severity: Severity::Major,
        principle: Principle::OpenClosed,
        title: "a policy is named in the core".into(),
        why: String::new(),
        sites: vec![site],
    };
    Verdict { checks, score, findings: vec![finding], ..ungraded(Submission::Graded) }
}

pub(crate) fn perfect() -> Verdict {
    let checks = vec![check("works", Group::Behaviour, Level::L3, Outcome::Passed, "")];
    Verdict { score: kata_verdict::score(&checks, Level::L4), checks, ..ungraded(Submission::Graded) }
}

fn refused(text: &str) -> Verdict {
    let refusal = Refusal { file: text.into(), line: Some(3), message: text.into() };
    Verdict { refusals: vec![refusal], ..ungraded(Submission::Refused) }
}

pub(crate) fn ungraded(submission: Submission) -> Verdict {
    let timing = Timing { stage_ms: 1, compile_ms: 2, run_ms: 3, total_ms: 6 };
    Verdict { timing, ..Verdict::bare("parking-lot", submission, Level::L4, Tier::Deep) }
}
