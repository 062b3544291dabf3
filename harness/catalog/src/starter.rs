//! The two starters of a kata.

use kata_verdict::Level;

/// What a round begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Starter {
    /// The traits of the roles are handed over: L3 and L4.
    Given,
    /// `Seams` is empty: L5 and L6.
    Open,
}

impl Starter {
    /// Both of them.
    pub const ALL: [Starter; 2] = [Starter::Given, Starter::Open];

    /// The starter of a round at `level`.
    pub fn of(level: Level) -> Starter {
        if level <= Level::L4 { Starter::Given } else { Starter::Open }
    }

    /// The name of its folder.
    pub fn word(self) -> &'static str {
        match self {
            Starter::Given => "given",
            Starter::Open => "open",
        }
    }
}
