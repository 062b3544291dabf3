//! For what reads check50's results: the JSON that `check50 -o json` writes, as its documentation ("JSON specification") has it.
//!
//! The checks are ours and were not run by check50: `version` is this program's.

use serde::Serialize;

use super::told::{Mark, Part, Told};
use super::{clean, words};
use crate::{Row, Run};

/// As many lines of a log as check50 keeps, unless told otherwise.
const LOG_LINES: usize = 100;

#[derive(Serialize)]
struct Whole {
    slug: String,
    #[serde(flatten)]
    found: Found,
    version: &'static str,
}

/// Where something went wrong on the grader's side, there is an error in the place of the results.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Found {
    Results(Vec<Check>),
    Error(Trouble),
}

#[derive(Serialize)]
struct Check {
    name: String,
    description: String,
    passed: Option<bool>,
    log: Vec<String>,
    cause: Option<Cause>,
    data: Data,
    dependency: Option<String>,
}

#[derive(Serialize)]
struct Cause {
    rationale: String,
    help: Option<String>,
}

/// What a check adds of its own: its group, and its points.
#[derive(Serialize)]
struct Data {
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_score: Option<u32>,
}

#[derive(Serialize)]
struct Trouble {
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    traceback: [String; 0],
    actions: Actions,
    data: Data,
}

#[derive(Serialize)]
struct Actions {
    show_traceback: bool,
    message: String,
}

/// The file of one submission.
pub(super) fn text(run: &Run, row: &Row) -> Result<String, String> {
    let told = Told::of(row, words::feedback(run));
    let found = if told.is_fault() {
        Found::Error(trouble(told.summary))
    } else {
        Found::Results(told.parts.iter().map(check).collect())
    };
    let whole = Whole { slug: format!("{}/{}", run.kata, run.assignment), found, version: env!("CARGO_PKG_VERSION") };
    Ok(serde_json::to_string_pretty(&whole).map_err(|error| error.to_string())? + "\n")
}

fn check(part: &Part) -> Check {
    let cause = || Cause {
        rationale: clean::line(&part.cause, 500),
        help: part.hint.as_ref().map(|hint| clean::block(hint, 2000)),
    };
    Check {
        // There, a name is that of a function.
        name: part.id.replace('-', "_"),
        description: clean::line(&part.name, 200),
        passed: match part.mark {
            Mark::Passed => Some(true),
            Mark::Failed => Some(false),
            Mark::Open => None,
        },
        log: log(part),
        cause: (part.mark != Mark::Passed).then(cause),
        data: Data {
            group: part.group.map(kata_verdict::Group::word),
            score: part.score.map(|score| score.points),
            max_score: part.score.map(|score| score.of),
        },
        dependency: None,
    }
}

/// The first lines: those of an explanation say the most.
fn log(part: &Part) -> Vec<String> {
    let mut lines: Vec<String> = part.details.lines().chain(part.output.lines()).map(str::to_owned).collect();
    if lines.len() > LOG_LINES {
        lines.truncate(LOG_LINES);
        lines.push("...".to_owned());
    }
    lines
}

fn trouble(message: String) -> Trouble {
    Trouble {
        kind: "Error",
        value: message.clone(),
        traceback: [],
        actions: Actions { show_traceback: false, message },
        data: Data { group: None, score: None, max_score: None },
    }
}
