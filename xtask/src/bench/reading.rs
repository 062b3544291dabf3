//! What it takes to read a submission as syntax: weaving its spies, and reviewing its design.

use std::time::{Duration, Instant};

use kata_review::Api;
use serde::Serialize;

use super::Sample;
use crate::sources::Sources;

/// The lines of the submission that the budget speaks of.
const LINES: usize = 600;

/// What both may take together, in milliseconds.
const BUDGET_MS: f64 = 60.0;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Reading {
    pub(crate) lines: usize,
    pub(crate) spies_ms: f64,
    pub(crate) review_ms: f64,
    pub(crate) budget_ms: f64,
}

impl Reading {
    /// Measures on a solution that is made as long as the budget asks.
    pub(crate) fn measure(files: &Sources, api: &Api, rounds: u32) -> Reading {
        let files = lengthened(files.clone());
        let spies = || drop(kata_review::spy::weave(&files));
        let review = || drop(kata_review::design(&files, api));
        Reading {
            lines: lines(&files),
            spies_ms: median_of(rounds, spies),
            review_ms: median_of(rounds, review),
            budget_ms: BUDGET_MS,
        }
    }

    /// Both together, in milliseconds.
    pub(crate) fn total_ms(&self) -> f64 {
        self.spies_ms + self.review_ms
    }
}

fn median_of(rounds: u32, work: impl Fn()) -> f64 {
    let mut sample = Sample::default();
    for _ in 0..rounds {
        sample.add(timed(&work));
    }
    (sample.median_ms() * 10.0).round() / 10.0
}

fn timed(work: impl Fn()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// Adds copies of files under other names, until there are lines enough. `Seams` stays the only one of its name.
fn lengthened(mut files: Sources) -> Sources {
    let spare: Vec<_> = files.clone().into_iter().filter(|(_, text)| !text.contains("struct Seams")).collect();
    for (number, (name, text)) in spare.iter().cycle().take(LINES).enumerate() {
        if lines(&files) >= LINES {
            break;
        }
        files.insert(name.replacen("src/", &format!("src/copy{number}/"), 1), text.clone());
    }
    files
}

fn lines(files: &Sources) -> usize {
    files.values().map(|text| text.lines().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_solution_is_lengthened_and_a_long_one_is_left_alone() {
        let of = |lines: usize| [("src/lot.rs".to_owned(), "// line\n".repeat(lines))].into();
        let (short, long): (Sources, Sources) = (of(90), of(700));
        assert_eq!(lines(&lengthened(short)), 630);
        assert_eq!(lengthened(long.clone()), long);
        assert_eq!(lengthened(Sources::new()), Sources::new());
    }
}
