//! Why a check came out as it did.

use serde::{Deserialize, Serialize};

/// Why a check came out as it did, in the learner's own lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The shortest failing interleaving that was found, first operation first. Empty where none applies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Step>,
    /// How many preemptions that interleaving needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preemptions: Option<u32>,
    /// Sentences beside the timeline: who holds what since which line, who waits for it, where a panic was raised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What the suite called up to the failure, with what each call answered, as `park(KA-01) → Ok(L1-03)`: the client code that shows it.
    /// Calls that go on at the failure have no answer. Only the last ones where there are many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
    /// The place of the `todo!()` that the call came to, as `src/lot.rs:28`: then there is nothing else to explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stub: Option<String>,
    /// The schedule in the engine's own encoding: what `replay` runs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
}

impl Evidence {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        *self == Evidence::default()
    }
}

/// One operation of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The name of the task: `driver-1`, or the learner's own thread name.
    pub task: String,
    /// Where in the learner's source, as `src/lot.rs:31`. None for what the suite itself does.
    pub at: Option<String>,
    /// What was done: `lock`, `load`, `store`, `send`, `wait`, or what the suite called (`park(KA-01)`).
    pub op: String,
    /// On what, named after its type or first use: `Mutex<Spots>`.
    pub object: Option<String>,
    /// The value read or written, or what the call returned, where it can be shown.
    pub value: Option<String>,
}

/// How much was explored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explored {
    /// How many schedules were run.
    pub schedules: u64,
    /// Whether these are all schedules there are, within the bounds that the engine documents.
    pub exhaustive: bool,
    /// The number of the first schedule that failed, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_failure: Option<u64>,
}
