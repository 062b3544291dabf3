//! How hard a verdict looks.

use serde::{Deserialize, Serialize};

/// How much is explored. Both tiers are counted in schedules and steps, never in seconds, so that a verdict does not
/// depend on the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// On each save.
    #[default]
    Quick,
    /// For `grade`, and at the end of a round.
    Deep,
}

impl Tier {
    /// The word in lower case, as in JSON and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Tier::Quick => "quick",
            Tier::Deep => "deep",
        }
    }
}
