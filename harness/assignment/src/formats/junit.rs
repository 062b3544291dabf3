//! For a continuous integration server: JUnit's XML, a suite for each submission, a test case for each check.
//!
//! It is for whoever grades, so it tells everything. As in the exit code of `grade`, what is above the level of the round fails nothing.

use std::time::Duration;

use kata_verdict::{CheckVerdict, Outcome, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::told::Told;
use super::{clean, evidence, words};
use crate::{Feedback, Row, Standing, Table};

/// The whole table.
pub(super) fn text(table: &Table) -> Result<String, String> {
    let mut report = Report::new(clean::line(&table.run.assignment, 200));
    report.add_test_suites(table.rows.iter().map(|row| suite(table, row)));
    report.to_string().map_err(|error| error.to_string())
}

fn suite(table: &Table, row: &Row) -> TestSuite {
    let number =
        if row.attempts > 1 { format!(" (attempt {} of {})", row.attempt, row.attempts) } else { String::new() };
    let mut suite = TestSuite::new(clean::line(&row.student, 200) + &number);
    for (name, value) in properties(table, row) {
        suite.add_property((name, clean::line(&value, 2000).as_str()));
    }
    match row.verdict().filter(|_| row.standing() == Standing::Graded) {
        Some(verdict) => {
            suite.add_test_cases(verdict.checks.iter().map(|check| case(check, verdict)));
            suite.set_time(Duration::from_millis(verdict.timing.total_ms));
        }
        None => _ = suite.add_test_cases([whole(table, row)]),
    }
    suite
}

fn properties(table: &Table, row: &Row) -> Vec<(&'static str, String)> {
    let mut properties = vec![("result", row.standing().word().to_owned())];
    if row.late {
        properties.push(("late", "yes".to_owned()));
    }
    if !row.counts {
        properties.push(("counts", "no".to_owned()));
    }
    for (name, value) in [("score", words::score(row)), ("signal", words::signal(row))] {
        if !value.is_empty() {
            properties.push((name, value));
        }
    }
    if let Some(record) = &row.record {
        properties.extend(record.submitted.map(|at| ("submitted", table.run.rfc3339(at))));
        properties.push(("submission", record.submission.clone()));
        properties.push(("digest", record.digest.clone()));
    }
    properties.extend(words::notes(row).into_iter().map(|note| ("note", note)));
    properties
}

fn case(check: &CheckVerdict, verdict: &Verdict) -> TestCase {
    let mut case = TestCase::new(clean::line(&check.info.title, 200), status(check, verdict));
    case.set_classname(format!("{}.{}", verdict.kata, check.info.group.word()));
    case.set_time(Duration::from_millis(check.millis));
    let output = evidence::output(check);
    if !output.is_empty() {
        case.set_system_out(output);
    }
    case
}

fn status(check: &CheckVerdict, verdict: &Verdict) -> TestCaseStatus {
    let headline = evidence::headline(check);
    match check.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Skipped | Outcome::NotAttempted => skipped(headline),
        _ if check.info.level > verdict.level => {
            skipped(format!("above {}, and no part of the score: {headline}", verdict.level))
        }
        Outcome::Inconclusive => miss(NonSuccessKind::Error, check.outcome.word(), headline, evidence::details(check)),
        outcome => miss(NonSuccessKind::Failure, outcome.word(), headline, evidence::details(check)),
    }
}

/// A submission of which no check was judged.
fn whole(table: &Table, row: &Row) -> TestCase {
    let standing = row.standing();
    let told = Told::of(row, Feedback::Full);
    let name = told.parts.first().map_or("it can be judged", |part| &part.name).to_owned();
    let kind = if told.is_fault() { NonSuccessKind::Error } else { NonSuccessKind::Failure };
    let details = told.parts.first().map_or(words::notes(row).join("\n"), |part| part.details.clone());
    let status = miss(kind, standing.word(), standing.word().to_owned(), clean::block(&details, 16 * 1024));
    let mut case = TestCase::new(name, status);
    case.set_classname(table.run.kata.clone());
    case
}

fn skipped(message: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    status
}

fn miss(kind: NonSuccessKind, word: &str, message: String, details: String) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(word).set_message(message).set_description(details);
    status
}
