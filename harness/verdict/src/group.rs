//! What a check is about.

use serde::{Deserialize, Serialize};

/// What a check is about. The order is the order in which a verdict shows the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// What the driver trait promises to a single caller.
    Behaviour,
    /// Whether the learner's traits are real seams.
    Seams,
    /// What must hold under every interleaving.
    Concurrency,
    /// What must not wait for what, measured in virtual time.
    Contention,
    /// The requirement that the interviewer adds late.
    Twist,
}

impl Group {
    /// Every group, in the order of display.
    pub const ALL: [Group; 5] = [Group::Behaviour, Group::Seams, Group::Concurrency, Group::Contention, Group::Twist];

    /// The word in lower case, as in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Group::Behaviour => "behaviour",
            Group::Seams => "seams",
            Group::Concurrency => "concurrency",
            Group::Contention => "contention",
            Group::Twist => "twist",
        }
    }
}
