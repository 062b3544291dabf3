//! One sitting, as it stands in the history.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kata_verdict::{Group, Level, Score, Submission, Tier};
use serde::{Deserialize, Serialize};

/// The version of an entry's form. It rises when a reader of the old form would misread the new one.
pub const FORMAT: u32 = 1;

/// One sitting: a round, or a practice, which is one workspace whatever the number of its verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this form: [`FORMAT`].
    pub format: u32,
    /// What tells sittings apart. A later entry with the same id takes the place of an earlier one.
    pub id: String,
    /// Timed or not.
    pub kind: Kind,
    /// The slug of the kata.
    pub kata: String,
    /// The level that it was judged at.
    pub level: Level,
    /// When it began, in seconds since 1970.
    pub started: u64,
    /// When its last verdict came, in seconds since 1970.
    pub ended: u64,
    /// How many minutes the round had; None for a practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The last verdict in short.
    pub last: Mark,
    /// The best verdict of a practice; None where that is the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Mark>,
    /// How many checks of each group passed and were missed, at or below the level.
    #[serde(default)]
    pub groups: BTreeMap<Group, Tally>,
    /// The checks that were missed, also those above the level.
    #[serde(default)]
    pub missed: Vec<Check>,
    /// The ids of the checks that passed.
    #[serde(default)]
    pub passed: Vec<String>,
    /// The ids of the checks that did not apply or were not attempted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// How many hints were shown.
    #[serde(default)]
    pub hints: usize,
    /// The id of the twist, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twist: Option<String>,
    /// How the learner rated their own answers in the debrief.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// The workspace, as it was called then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dir: Option<PathBuf>,
    /// The version of the program that wrote it; empty where that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
}

/// Timed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A timed round, judged at its freeze.
    Round,
    /// Open-ended work in a workspace.
    Practice,
}

/// A verdict in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How far judging came.
    pub submission: Submission,
    /// How much was explored.
    pub tier: Tier,
    /// Points at or below the level.
    pub score: Score,
    /// The highest level that the checks speak for.
    pub signal: Option<Level>,
}

/// How many checks of a group passed and were missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Those that passed.
    pub passed: usize,
    /// Those that did not.
    pub missed: usize,
}

/// A check that was missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its id, unique in the kata.
    pub id: String,
    /// The same as a sentence.
    pub title: String,
    /// What it is about.
    pub group: Group,
    /// The level at which a miss counts.
    pub level: Level,
    /// Whether the call came to a `todo!()`: nothing was tried that could have gone wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unwritten: bool,
}

/// How the learner rated one of their answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The question of the debrief.
    pub question: String,
    /// What they gave themselves, of what could be given.
    pub score: Score,
}

impl Entry {
    /// The best verdict of the sitting.
    pub fn best(&self) -> Mark {
        self.best.unwrap_or(self.last)
    }

    /// Whether nothing was tried yet: no behaviour is right, and each one that is missed is a `todo!()`. So looks a workspace that was only
    /// just made.
    pub fn is_unwritten(&self) -> bool {
        let right = self.groups.get(&Group::Behaviour).is_some_and(|tally| tally.passed > 0);
        let mut misses = self.missed.iter().filter(|check| check.group == Group::Behaviour).peekable();
        !right && misses.peek().is_some() && misses.all(|check| check.unwritten)
    }

    /// The misses that speak of what the learner can and cannot do: at or below the level, and tried. In a round what was not written counts
    /// as well, for the time was up.
    pub fn counted_misses(&self) -> impl Iterator<Item = &Check> {
        let was_asked = |check: &&Check| check.level <= self.level;
        self.missed.iter().filter(was_asked).filter(|check| self.kind == Kind::Round || !check.unwritten)
    }
}

impl Mark {
    /// Whether this is the better of the two: the signal counts first, then the share of the points, then the points.
    pub fn beats(&self, other: &Mark) -> bool {
        let share = |mine: &Mark, theirs: &Mark| u64::from(mine.score.points) * u64::from(theirs.score.of.max(1));
        (self.signal, share(self, other), self.score.points) > (other.signal, share(other, self), other.score.points)
    }

    /// The share of the points, from 0 to 100; 0 where there was nothing to reach.
    pub fn percent(&self) -> u8 {
        let share = u64::from(self.score.points) * 100 / u64::from(self.score.of.max(1));
        u8::try_from(share.min(100)).unwrap_or(100)
    }
}
