//! The scorecard of a round.

use kata_verdict::{Explored, Finding, Group, Level, Outcome, Score, Step, Submission, Verdict};
use serde::{Deserialize, Serialize};

use crate::groups::groups;
use crate::{GroupLine, Late, Sitting};

/// The newest form of a scorecard that this program reads, and the one it writes.
pub const SCORECARD_FORMAT: u32 = 1;

/// The scorecard of a round: `.kata/round/scorecard.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The version of this form: [`SCORECARD_FORMAT`].
    pub format: u32,
    /// What happened in the round.
    pub sitting: Sitting,
    /// How far judging the frozen source came.
    pub submission: Submission,
    /// Its points at or below the round's level.
    pub score: Score,
    /// The highest level that the checks speak for; None where not even L3 is reached.
    pub signal: Option<Level>,
    /// The verdict group by group. Empty unless graded.
    pub groups: Vec<GroupLine>,
    /// What failed at or below the round's level, in the suite's order.
    pub misses: Vec<Miss>,
    /// What the design review found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// Why it does not compile or was refused, in the compiler's or the reviewer's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub diagnostics: String,
    /// The last snapshot that compiled, judged beside the frozen source where that does not compile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// What was changed after the freeze. It was not judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
}

/// A check that did not pass, with the smallest client code that shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// Its id.
    pub id: String,
    /// The same as a sentence.
    pub title: String,
    /// What it is about.
    pub group: Group,
    /// The level at which it counts.
    pub level: Level,
    /// What became of it.
    pub outcome: Outcome,
    /// What the caller saw, and what it should have seen.
    pub message: String,
    /// The calls that show it, with their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
    /// The shortest failing interleaving. Empty where none applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Step>,
    /// Sentences beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How much was explored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explored: Option<Explored>,
}

/// The verdict on the last snapshot that compiled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The snapshot's number.
    pub snapshot: u32,
    /// How long before the freeze it was taken, in milliseconds.
    pub before_ms: u64,
    /// Its points at or below the round's level.
    pub score: Score,
    /// The highest level that its checks speak for.
    pub signal: Option<Level>,
    /// Its verdict group by group.
    pub groups: Vec<GroupLine>,
    /// What failed in it.
    pub misses: Vec<Miss>,
}

impl Scorecard {
    /// The scorecard of a round whose frozen source got `verdict`.
    pub fn new(sitting: Sitting, verdict: &Verdict) -> Scorecard {
        Scorecard {
            format: SCORECARD_FORMAT,
            sitting,
            submission: verdict.submission,
            score: verdict.score,
            signal: verdict.signal,
            groups: groups(verdict),
            misses: misses(verdict),
            findings: verdict.findings.clone(),
            diagnostics: diagnostics(verdict),
            beside: None,
            late: None,
        }
    }

    /// The same with the verdict on the last snapshot that compiled, taken `before_ms` before the freeze.
    #[must_use]
    pub fn with_beside(self, snapshot: u32, before_ms: u64, verdict: &Verdict) -> Scorecard {
        let (score, signal) = (verdict.score, verdict.signal);
        let beside = Beside { snapshot, before_ms, score, signal, groups: groups(verdict), misses: misses(verdict) };
        Scorecard { beside: Some(beside), ..self }
    }
}

fn misses(verdict: &Verdict) -> Vec<Miss> {
    let miss = |check: &kata_verdict::CheckVerdict| Miss {
        id: check.info.id.clone(),
        title: check.info.title.clone(),
        group: check.info.group,
        level: check.info.level,
        outcome: check.outcome,
        message: check.message.clone(),
        calls: check.evidence.calls.clone(),
        timeline: check.evidence.timeline.clone(),
        notes: check.evidence.notes.clone(),
        explored: check.explored,
    };
    verdict.misses().map(miss).collect()
}

fn diagnostics(verdict: &Verdict) -> String {
    let refusals = verdict.refusals.iter().map(|refusal| {
        let line = refusal.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}\n", refusal.file, refusal.message)
    });
    let fault = verdict.fault.iter().map(|fault| format!("a fault of ours: {fault}\n"));
    std::iter::once(verdict.diagnostics.clone()).chain(refusals).chain(fault).collect()
}
