//! For Classroom 50: the `result.json` of an autograder, `classroom50/result/v1`.
//!
//! Run by Classroom 50 itself, an autograder finds in its environment what the result has to say of the repository, the tag and the links; see
//! [`Classroom`]. Where a class is graded elsewhere, nobody knows those links, and the tag stands in their places.

use jiff::Timestamp;
use kata_verdict::Score;
use serde::Serialize;

use super::sheets::Made;
use super::told::{Mark, Part, Told};
use super::{clean, words};
use crate::{Row, Run};

/// What Classroom 50 tells an autograder about the one submission that it runs it for. Empty where a class is graded elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classroom {
    /// The short name of the classroom: `CLASSROOM`.
    pub classroom: Option<String>,
    /// The assignment's slug there: `ASSIGNMENT`.
    pub assignment: Option<String>,
    /// `individual`, `group` or `team`: `ASSIGNMENT_TYPE`.
    pub assignment_type: Option<String>,
    /// Whose repository it is: `OWNER`.
    pub owner: Option<String>,
    /// The tag that is graded, `submit/…`: `SUBMISSION_TAG`.
    pub submission: Option<String>,
    /// The link to the commit: `COMMIT_URL`.
    pub commit: Option<String>,
    /// The link to the release: `RELEASE_URL`.
    pub release: Option<String>,
    /// The link to the whole change: `REVIEW_URL`.
    pub review: Option<String>,
    /// Now, in milliseconds since 1970: what a submission whose time is not known counts as. Only for the one that is graded as it comes in.
    pub now: Option<u64>,
}

impl Classroom {
    /// Reads it from the environment of an autograder.
    pub fn from_environment(get: impl Fn(&str) -> Option<String>, now: u64) -> Classroom {
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let submission = get("SUBMISSION_TAG").filter(|tag| tag.starts_with(TAG));
        Classroom {
            classroom: get("CLASSROOM"),
            assignment: get("ASSIGNMENT"),
            assignment_type: get("ASSIGNMENT_TYPE").filter(|kind| KINDS.contains(&kind.as_str())),
            owner: get("OWNER").or_else(|| get("USERNAME")),
            commit: get("COMMIT_URL"),
            release: get("RELEASE_URL"),
            review: get("REVIEW_URL"),
            now: submission.is_some().then_some(now),
            submission,
        }
    }

    /// What holds for a whole class, of whom each has a repository of their own.
    fn of_class(&self) -> Classroom {
        let Classroom { classroom, assignment, assignment_type, .. } = self.clone();
        Classroom { classroom, assignment, assignment_type, ..Classroom::default() }
    }
}

const TAG: &str = "submit/";
const KINDS: [&str; 3] = ["individual", "group", "team"];

#[derive(Serialize)]
struct ResultFile {
    schema: &'static str,
    classroom: String,
    assignment: String,
    assignment_type: String,
    owner: String,
    submission: String,
    commit: String,
    release: String,
    review: String,
    datetime: String,
    score: u32,
    #[serde(rename = "max-score")]
    max_score: u32,
    tests: Vec<Test>,
}

#[derive(Serialize)]
struct Test {
    #[serde(rename = "test-name")]
    name: String,
    passed: bool,
    score: u32,
    #[serde(rename = "max-score")]
    max_score: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    output: String,
}

/// The file of one submission, if there can be one. `is_only` says that it is the only one, so that all of the classroom's environment is
/// about it.
pub(super) fn text(run: &Run, row: &Row, classroom: &Classroom, is_only: bool) -> Result<Made, String> {
    let classroom = if is_only { classroom.clone() } else { classroom.of_class() };
    let Some(record) = &row.record else {
        return Ok(Made::Nothing("nothing was handed in, and Classroom 50 knows no result of that"));
    };
    let submitted = record.submitted.or(classroom.now).and_then(instant);
    let Some(submitted) = submitted else {
        let why = "when it was handed in is not known, and Classroom 50 needs it; an archive of `submit` says it";
        return Ok(Made::Nothing(why));
    };
    let told = Told::of(row, words::feedback(run));
    let Score { points, of } = told.score;
    let tag = classroom.submission.unwrap_or_else(|| tag(&submitted, &record.digest));
    let link = |link: Option<String>| link.unwrap_or_else(|| tag.clone());
    let commit = link(classroom.commit);
    let result = ResultFile {
        schema: "classroom50/result/v1",
        classroom: classroom.classroom.unwrap_or_else(|| run.assignment.clone()),
        assignment: classroom.assignment.unwrap_or_else(|| run.assignment.clone()),
        assignment_type: classroom.assignment_type.unwrap_or_else(|| KINDS[0].to_owned()),
        owner: classroom.owner.unwrap_or_else(|| owner(row)),
        release: link(classroom.release),
        review: classroom.review.unwrap_or_else(|| commit.clone()),
        commit,
        submission: tag,
        datetime: submitted,
        score: points.min(of),
        max_score: of,
        tests: told.parts.iter().filter_map(test).collect(),
    };
    Ok(Made::Text(serde_json::to_string_pretty(&result).map_err(|error| error.to_string())? + "\n"))
}

/// What is no part of the score is left out: a test there has passed or has not.
fn test(part: &Part) -> Option<Test> {
    let Score { points, of } = part.score?;
    Some(Test {
        name: clean::line(&part.name, 200),
        passed: part.mark == Mark::Passed,
        score: points.min(of),
        max_score: of,
        output: if part.mark == Mark::Passed { String::new() } else { part.details.clone() },
    })
}

/// A field that may not be empty.
fn owner(row: &Row) -> String {
    let owner = clean::line(&row.student, 200);
    if owner.is_empty() { "unnamed".to_owned() } else { owner }
}

/// `2026-06-01T14:32:01Z`.
fn instant(ms: u64) -> Option<String> {
    let at = Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok()?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// In the form of the tags that Classroom 50 makes: `submit/2026-06-01T14-32-01Z-a1b2c3d`.
fn tag(instant: &str, digest: &str) -> String {
    let short: String = digest.chars().filter(char::is_ascii_hexdigit).take(7).collect();
    format!("{TAG}{}-{}", instant.replace(':', "-"), if short.is_empty() { "0000000" } else { &short })
}
