//! What a round is to be: its length, its phases, its twist, and what it tells of the verdict on the way.

use std::collections::BTreeMap;

use kata_verdict::Level;
use serde::{Deserialize, Serialize};

/// What a round is to be. It is the first entry of the log, and never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The slug of the kata: `parking-lot`.
    pub kata: String,
    /// The level of the round.
    pub level: Level,
    /// How long it lasts.
    pub minutes: u32,
    /// Its phases, in order; they add up to `minutes` ([`scale_phases`]).
    pub phases: Vec<Phase>,
    /// What is told of the hidden suite before the end.
    pub feedback: Feedback,
    /// What the twist was drawn by.
    pub seed: u64,
    /// The id of the twist that will come. None: none will.
    pub twist: Option<String>,
    /// The assignment that it is a round of, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentRef>,
    /// Whose round it is, as they call themselves, if they were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub student: Option<String>,
    /// What it was begun with: `rustc`, `xtask`, …, each with its version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<String, String>,
}

/// A part of a round. It advises, and stops nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// One word: `clarify`.
    pub name: String,
    /// How long it is meant to take.
    pub seconds: u64,
}

/// What is told of the hidden suite before the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feedback {
    /// Nothing, as in an interview.
    #[default]
    None,
    /// How many checks of each group pass.
    Counts,
    /// Everything, as in practice.
    Full,
}

/// Which assignment a round belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignmentRef {
    /// Its name.
    pub name: String,
    /// The SHA-256 of what it asks for, in hexadecimal, so that a changed one shows. When it opens and is due do not count.
    pub sha256: String,
}

impl Feedback {
    /// Every kind, the least telling first.
    pub const ALL: [Feedback; 3] = [Feedback::None, Feedback::Counts, Feedback::Full];

    /// The word as JSON and the command line have it.
    pub fn word(self) -> &'static str {
        match self {
            Feedback::None => "none",
            Feedback::Counts => "counts",
            Feedback::Full => "full",
        }
    }
}

impl std::str::FromStr for Feedback {
    type Err = String;

    fn from_str(text: &str) -> Result<Feedback, String> {
        let mut all = Feedback::ALL.into_iter();
        all.find(|kind| kind.word() == text)
            .ok_or_else(|| format!("no feedback is called `{text}`: use none, counts or full"))
    }
}

impl Plan {
    /// How long the round lasts, in milliseconds.
    pub fn total_ms(&self) -> u64 {
        u64::from(self.minutes) * 60_000
    }

    /// When a phase begins if nobody hurries, in milliseconds of the round.
    pub fn begin_ms(&self, phase: usize) -> u64 {
        let lengths = self.phases.iter().take(phase).map(|phase| phase.seconds.saturating_mul(1000));
        lengths.fold(0, u64::saturating_add)
    }

    /// The phase that the twist comes with, counted from 0: the one called `twist`, or else the last.
    pub fn twist_phase(&self) -> usize {
        let named = self.phases.iter().position(|phase| phase.name == "twist");
        named.unwrap_or(self.phases.len().saturating_sub(1))
    }
}

/// A kata's phases, scaled so that they add up to `minutes`, each rounded to a second.
pub fn scale_phases(phases: &[kata_catalog::Phase], minutes: u32) -> Vec<Phase> {
    let total: u64 = phases.iter().map(|phase| u64::from(phase.minutes)).sum::<u64>().max(1);
    let seconds = u64::from(minutes) * 60;
    let (mut sum, mut begin) = (0, 0);
    let scaled = phases.iter().map(|phase| {
        sum += u64::from(phase.minutes);
        let end = (seconds * sum + total / 2) / total;
        let length = end - std::mem::replace(&mut begin, end);
        Phase { name: phase.name.clone(), seconds: length }
    });
    scaled.collect()
}

/// The twist that a seed draws from the ids of a kata's twists. None where there are none.
pub fn draw_twist<'a>(seed: u64, ids: &[&'a str]) -> Option<&'a str> {
    // SplitMix64's finaliser: seeds that are neighbours draw differently.
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    let count = u64::try_from(ids.len()).ok().filter(|count| *count > 0)?;
    usize::try_from(mixed % count).ok().and_then(|index| ids.get(index).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(minutes: u32) -> Vec<u64> {
        let usual = [("clarify", 5), ("design", 10), ("build", 20), ("twist", 10)];
        let usual = usual.map(|(name, minutes)| kata_catalog::Phase { name: name.to_owned(), minutes });
        scale_phases(&usual, minutes).into_iter().map(|phase| phase.seconds).collect()
    }

    #[test]
    fn phases_are_scaled_and_still_add_up() {
        assert_eq!(seconds(45), [300, 600, 1200, 600]);
        assert_eq!(seconds(90), [600, 1200, 2400, 1200]);
        assert_eq!(seconds(30), [200, 400, 800, 400]);
        for minutes in [1, 7, 44, 60, 1000] {
            assert_eq!(seconds(minutes).iter().sum::<u64>(), u64::from(minutes) * 60);
        }
    }

    #[test]
    fn every_twist_is_drawn_by_some_seed_and_always_the_same_by_one() {
        let ids = ["first", "second", "valet"];
        let drawn: Vec<_> = (0..30).filter_map(|seed| draw_twist(seed, &ids)).collect();
        for id in ids {
            assert!(drawn.iter().filter(|drawn| **drawn == id).count() > 3, "{id} is hardly ever drawn: {drawn:?}");
        }
        assert_eq!(draw_twist(7, &ids), draw_twist(7, &ids));
        assert_eq!(draw_twist(7, &[]), None);
    }
}
