//! The best and the last result per kata and level, and the trend.

use std::collections::BTreeMap;

use kata_verdict::{Level, Submission};
use serde::Serialize;

use crate::{Entry, Kind, Mark};

/// How someone stands with one kata at one level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The slug of the kata.
    pub kata: String,
    /// The level.
    pub level: Level,
    /// How many rounds there were.
    pub rounds: usize,
    /// How many practices.
    pub practices: usize,
    /// The best result of all.
    pub best: At,
    /// The result of the last sitting.
    pub last: At,
    /// The last result of each sitting in percent of its points, oldest first. What did not compile is 0.
    pub trend: Vec<u8>,
}

/// A result, and when it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct At {
    /// In a round or in a practice.
    pub kind: Kind,
    /// The verdict in short.
    #[serde(flatten)]
    pub mark: Mark,
    /// When the sitting ended, in seconds since 1970.
    pub ended: u64,
}

/// How someone stands with each kata at each level that they tried, by kata and level. `entries` are in the order in which they ended.
pub fn summary(entries: &[Entry]) -> Vec<Standing> {
    let mut standings: BTreeMap<(&str, Level), Standing> = BTreeMap::new();
    for entry in entries {
        let standing = standings.entry((&entry.kata, entry.level)).or_insert_with(|| Standing::first(entry));
        standing.take(entry);
    }
    standings.into_values().collect()
}

impl Standing {
    fn first(entry: &Entry) -> Standing {
        let (kata, level) = (entry.kata.clone(), entry.level);
        let (best, last) = (At::of(entry, entry.best()), At::of(entry, entry.last));
        Standing { kata, level, rounds: 0, practices: 0, best, last, trend: Vec::new() }
    }

    fn take(&mut self, entry: &Entry) {
        match entry.kind {
            Kind::Round => self.rounds += 1,
            Kind::Practice => self.practices += 1,
        }
        let best = entry.best();
        if best.beats(&self.best.mark) {
            self.best = At::of(entry, best);
        }
        self.last = At::of(entry, entry.last);
        self.trend.push(if entry.last.submission == Submission::Graded { entry.last.percent() } else { 0 });
    }

    /// Rounds and practices.
    pub fn sittings(&self) -> usize {
        self.rounds + self.practices
    }
}

impl At {
    fn of(entry: &Entry, mark: Mark) -> At {
        At { kind: entry.kind, mark, ended: entry.ended }
    }
}
