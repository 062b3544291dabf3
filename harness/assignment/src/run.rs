//! What was run, so that a run that goes on, and runs that are merged, are of one kind.

use std::path::Path;

use kata_catalog::Error;
use kata_verdict::{Level, Tier};
use serde::{Deserialize, Serialize};

use crate::{Assignment, Moment, Shard};

/// The newest form of a run that this program reads, and the one it writes.
pub const RUN_FORMAT: u32 = 1;

/// What was run over a class: what `run.json` beside the results holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The version of this form.
    pub format: u32,
    /// The assignment's name.
    pub assignment: String,
    /// The slug of the kata.
    pub kata: String,
    /// The level that was judged at.
    pub level: Level,
    /// How much was explored.
    pub tier: Tier,
    /// The twist of the assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twist: Option<String>,
    /// When it was due, as its file says it: `2026-12-01T18:00:00+01:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// What students may see of the hidden checks: `none`, `counts` or `full`.
    pub feedback: String,
    /// The SHA-256, in hex, of what judges: the kata with its suite, and the harness.
    pub suite: String,
    /// The compiler, in its own words.
    pub compiler: String,
    /// Which part of the class this is: `2/4`. None for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<String>,
    /// How many submissions are in this part.
    pub submissions: usize,
    /// The submissions that were judged before and are no longer in this part: their results stay, and are in no table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
}

impl Run {
    /// A run of this assignment, with nothing known yet of what judges.
    pub fn of(assignment: &Assignment, tier: Tier, shard: Option<Shard>) -> Run {
        Run {
            format: RUN_FORMAT,
            assignment: assignment.name.clone(),
            kata: assignment.kata.clone(),
            level: assignment.level,
            tier,
            twist: assignment.twist.clone(),
            due: assignment.due.map(Moment::rfc3339),
            feedback: assignment.feedback.word().to_owned(),
            suite: String::new(),
            compiler: String::new(),
            shard: shard.map(|shard| shard.to_string()),
            submissions: 0,
            gone: Vec::new(),
        }
    }

    /// What makes the verdicts of two runs no parts of one table, as `what is A here, and B there`; None where nothing does.
    pub fn differs_from(&self, other: &Run) -> Option<String> {
        let twist = |run: &Run| run.twist.clone().unwrap_or_else(|| "none".to_owned());
        let parts = [
            ("the assignment", self.assignment.clone(), other.assignment.clone()),
            ("the kata", self.kata.clone(), other.kata.clone()),
            ("the level", self.level.to_string(), other.level.to_string()),
            ("the tier", self.tier.word().to_owned(), other.tier.word().to_owned()),
            ("the twist", twist(self), twist(other)),
            ("the compiler", self.compiler.clone(), other.compiler.clone()),
            ("the suite's digest", short(&self.suite), short(&other.suite)),
        ];
        let different = parts.into_iter().find(|(_, here, there)| here != there);
        different.map(|(what, here, there)| format!("{what} is {here} here, and {there} there"))
    }

    /// The shard, if there is more than one.
    pub fn shard(&self) -> Option<Shard> {
        self.shard.as_ref()?.parse().ok()
    }

    /// Whether what was handed in at `ms`, in milliseconds since 1970, is late.
    pub fn is_late(&self, ms: u64) -> bool {
        self.due().is_some_and(|due| ms / 1000 > due.ms() / 1000)
    }

    /// A moment in milliseconds since 1970 as people read it, at the offset of the deadline, or else in UTC.
    pub fn shown(&self, ms: u64) -> String {
        let near = self.due().unwrap_or(Moment::UTC);
        near.beside(ms).map_or_else(|| "at no time that there is".to_owned(), |moment| moment.to_string())
    }

    /// When it was due, in milliseconds since 1970.
    pub fn due_ms(&self) -> Option<u64> {
        self.due().map(Moment::ms)
    }

    /// A moment in milliseconds since 1970 as programs read it, at the same offset.
    pub fn rfc3339(&self, ms: u64) -> String {
        self.due().unwrap_or(Moment::UTC).beside(ms).map(Moment::rfc3339).unwrap_or_default()
    }

    fn due(&self) -> Option<Moment> {
        Moment::exact(self.due.as_deref()?).ok()
    }

    /// Reads what a folder of results says of its run.
    pub(crate) fn read(path: &Path) -> Result<Run, Error> {
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::of(
                path,
                "is missing, so this is no folder of results: name the folder that was given to `grade-all --out`",
            ),
            _ => Error::of(path, format!("cannot be read: {error}")),
        })?;
        if let Ok(Format { format }) = serde_json::from_str(&text)
            && format > RUN_FORMAT
        {
            return Err(newer(path, format, RUN_FORMAT));
        }
        serde_json::from_str(&text).map_err(|error| {
            Error::of(
                path,
                format!("is not what grade-all writes: {error}; put the folder away, and grade into another"),
            )
            .at(error.line())
        })
    }
}

/// What every form of ours begins with, however new.
#[derive(Deserialize)]
pub(crate) struct Format {
    pub(crate) format: u32,
}

/// A file of ours that this program is too old for.
pub(crate) fn newer(path: &Path, format: u32, known: u32) -> Error {
    Error::of(
        path,
        format!(
            "was written by a newer version (format {format}; this one knows {known}): update the clone, nothing was changed"
        ),
    )
}

/// As much of a digest as tells two of them apart.
fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}
