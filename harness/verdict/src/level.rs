//! The interview level at which a miss would count.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The interview level at which a miss would count against a candidate. The JSON form is `"L4"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Writes the core behaviour.
    L3,
    /// Gets the obvious races right.
    L4,
    /// Designs the seams, and keeps slow things out of locks.
    L5,
    /// Plans for panics, recovery and change.
    L6,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Level; 4] = [Level::L3, Level::L4, Level::L5, Level::L6];

    /// The word as JSON and people write it: `L4`.
    pub fn word(self) -> &'static str {
        match self {
            Level::L3 => "L3",
            Level::L4 => "L4",
            Level::L5 => "L5",
            Level::L6 => "L6",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Level {
    type Err = String;

    /// Reads `l4` or `L4`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Level::ALL
            .into_iter()
            .find(|level| level.word().eq_ignore_ascii_case(text))
            .ok_or_else(|| format!("no level is called `{text}`: use l3, l4, l5 or l6"))
    }
}
