//! What the one who grades a class and a worker say to each other: a JSON object a line, on the worker's stdin and stdout.

use kata_grade::Prepared;
use kata_verdict::{Level, Tier, Verdict};
use serde::{Deserialize, Serialize};

/// What a worker is told, once. The submission's path is its argument, since it need not be text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The slug of the kata.
    pub(crate) kata: String,
    /// The level to judge at.
    pub(crate) level: Level,
    /// How much is explored.
    pub(crate) tier: Tier,
    /// How many checks run at once.
    pub(crate) jobs: usize,
    /// The suite, built.
    pub(crate) prepared: Prepared,
}

/// What a worker says. Whatever it says shows that it goes on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Said {
    /// It has come a step further.
    Progress,
    /// The last word: the verdict.
    Verdict(Box<Verdict>),
    /// The last word: why there is none.
    Failed(String),
}
