//! For Gradescope: the `results.json` of an autograder, as its documentation ("Autograder Specifications") has it.
//!
//! Gradescope knows one number of points for an assignment, and with us a round is as large as a student makes it: so points are in per cent
//! there, a hundred for each student.
//!
//! Instructors see all tests there, students those that are visible. So what the feedback keeps from students is in the file all the same,
//! as tests that are hidden and carry no points: whoever hands the file to a student directly hands those over, too.

use kata_verdict::Score;
use serde::Serialize;

use super::told::{Mark, Part, Told};
use super::{clean, words};
use crate::{Feedback, Row, Run};

#[derive(Serialize)]
struct Results {
    score: f64,
    output: String,
    output_format: &'static str,
    test_output_format: &'static str,
    test_name_format: &'static str,
    visibility: &'static str,
    stdout_visibility: &'static str,
    extra_data: Extra,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Extra {
    kata: String,
    submission: String,
    points: u32,
    of: u32,
}

#[derive(Serialize)]
struct Test {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    name: String,
    output: String,
    tags: Vec<&'static str>,
    visibility: &'static str,
}

/// The file of one submission.
pub(super) fn text(run: &Run, row: &Row) -> Result<String, String> {
    let feedback = words::feedback(run);
    let told = Told::of(row, feedback);
    let Score { points, of } = told.score;
    let mut tests: Vec<Test> = told.parts.iter().map(|part| test(part, of, "visible")).collect();
    if feedback != Feedback::Full {
        let all = Told::of(row, Feedback::Full).parts;
        let seen = |part: &&Part| !told.parts.iter().any(|other| other.id == part.id);
        tests.extend(all.iter().filter(seen).map(|part| Test {
            score: None,
            max_score: None,
            ..test(part, of, "hidden")
        }));
    }
    tests.extend(notes(row));
    let results = Results {
        score: percent(points, of),
        output: told.summary,
        output_format: "text",
        test_output_format: "text",
        test_name_format: "text",
        visibility: "visible",
        stdout_visibility: "hidden",
        extra_data: Extra { kata: run.kata.clone(), submission: submission(row), points, of },
        tests,
    };
    Ok(serde_json::to_string_pretty(&results).map_err(|error| error.to_string())? + "\n")
}

/// Of a hundred, to two places.
fn percent(points: u32, of: u32) -> f64 {
    (f64::from(points) * 10_000.0 / f64::from(of.max(1))).round() / 100.0
}

fn test(part: &Part, of: u32, visibility: &'static str) -> Test {
    let mut output = part.details.clone();
    if let Some(hint) = &part.hint {
        output += &format!("\nHint: {}", clean::block(hint, 2000));
    }
    if !part.output.is_empty() {
        output += &format!("\nWhat it printed:\n{}", part.output);
    }
    Test {
        score: part.score.map(|score| percent(score.points, of)),
        max_score: part.score.map(|score| percent(score.of, of)),
        status: match part.mark {
            Mark::Passed => Some("passed"),
            Mark::Failed => Some("failed"),
            Mark::Open => None,
        },
        name: clean::line(&part.name, 200),
        output: output.trim().to_owned(),
        tags: part.group.map(kata_verdict::Group::word).into_iter().collect(),
        visibility,
    }
}

/// What only whoever grades is told.
fn notes(row: &Row) -> Option<Test> {
    let notes = words::notes(row);
    (!notes.is_empty()).then(|| Test {
        score: None,
        max_score: None,
        status: None,
        name: "notes for whoever grades".to_owned(),
        output: clean::block(&notes.join("\n"), 8 * 1024),
        tags: Vec::new(),
        visibility: "hidden",
    })
}

fn submission(row: &Row) -> String {
    row.record.as_ref().map(|record| clean::line(&record.submission, 200)).unwrap_or_default()
}
