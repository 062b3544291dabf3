//! What to practise next, and why: the checks that were missed most and are longest ago.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use kata_verdict::{Group, Level};
use serde::Serialize;

use crate::ago::{DAY, ago};
use crate::{Check, Entry, Kind};

/// So many checks are named; nobody practises more at once.
const CHECKS: usize = 5;

/// What to practise next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The checks that are most worth it, the first one first.
    pub checks: Vec<Advice>,
    /// What was never tried, as the alternative.
    pub untried: Vec<Untried>,
}

/// A check that is worth to be practised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The slug of its kata.
    pub kata: String,
    /// The level of the sitting that missed it last.
    pub at: Level,
    /// The check.
    #[serde(flatten)]
    pub check: Check,
    /// In how many sittings it was missed.
    pub missed: usize,
    /// In how many sittings it was judged.
    pub judged: usize,
    /// When it was last missed, in seconds since 1970.
    pub last_missed: u64,
    /// When it last passed.
    pub last_passed: Option<u64>,
    /// In how many sittings it passed since it was last missed.
    pub passed_since: usize,
    /// Why, in words: `missed in 3 of 4 sittings, last 12 days ago, never passed since`.
    pub why: String,
    /// The workspace of the practice that missed it last; None after a round. It may be gone.
    pub dir: Option<PathBuf>,
}

/// A kata that was never tried at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Untried {
    /// Its slug.
    pub kata: String,
    /// The level.
    pub level: Level,
}

/// What to practise next, at the time `now` in seconds since 1970. `entries` are in the order in which they ended. The katas that there are
/// are `katas`; those never tried at `level` are named too.
///
/// A check counts for more the more often it was missed, the longer ago it was last judged, and for half as much with each pass since the
/// last miss. Among equals the lower level comes first: it is what the next one builds on.
pub fn advise(entries: &[Entry], katas: &[String], level: Level, now: u64) -> Next {
    let mut checks: Vec<Course> = courses(entries).into_values().filter(|course| course.last_miss.is_some()).collect();
    let present = present(entries);
    checks.retain(|course| course.is_present(&present));
    let mut ranked: Vec<(f64, Advice)> =
        checks.iter().filter_map(|course| Some((course.weight(now), course.advice(now)?))).collect();
    ranked.sort_by(|(left, a), (right, b)| right.total_cmp(left).then_with(|| a.rank().cmp(&b.rank())));
    let checks = ranked.into_iter().map(|(_, advice)| advice).take(CHECKS).collect();
    Next { checks, untried: untried(entries, katas, level) }
}

/// What became of one check in the course of time.
#[derive(Default)]
struct Course<'e> {
    missed: usize,
    judged: usize,
    last_miss: Option<(&'e Entry, &'e Check)>,
    last_passed: Option<u64>,
    passed_since: usize,
    last_judged: u64,
}

fn courses(entries: &[Entry]) -> HashMap<(&str, &str), Course<'_>> {
    let mut courses: HashMap<(&str, &str), Course<'_>> = HashMap::new();
    for entry in entries {
        for check in entry.counted_misses() {
            courses.entry((&entry.kata, &check.id)).or_default().miss(entry, check);
        }
        for id in &entry.passed {
            courses.entry((&entry.kata, id)).or_default().pass(entry);
        }
    }
    courses
}

/// The checks that the last sitting with each kata knew of. One that is not among them any more cannot be practised.
fn present(entries: &[Entry]) -> HashMap<&str, HashSet<&str>> {
    let mut present = HashMap::new();
    for entry in entries.iter().rev() {
        let missed = entry.missed.iter().map(|check| &check.id);
        let ids: HashSet<&str> = missed.chain(&entry.passed).chain(&entry.left_out).map(String::as_str).collect();
        if !ids.is_empty() {
            present.entry(entry.kata.as_str()).or_insert(ids);
        }
    }
    present
}

fn untried(entries: &[Entry], katas: &[String], level: Level) -> Vec<Untried> {
    let tried: BTreeSet<&str> =
        entries.iter().filter(|entry| entry.level == level).map(|entry| entry.kata.as_str()).collect();
    let untried = katas.iter().filter(|kata| !tried.contains(kata.as_str()));
    untried.map(|kata| Untried { kata: kata.clone(), level }).collect()
}

impl<'e> Course<'e> {
    fn miss(&mut self, entry: &'e Entry, check: &'e Check) {
        self.missed += 1;
        self.judged += 1;
        self.last_miss = Some((entry, check));
        self.passed_since = 0;
        self.last_judged = entry.ended;
    }

    fn pass(&mut self, entry: &Entry) {
        self.judged += 1;
        self.last_passed = Some(entry.ended);
        self.passed_since += usize::from(self.last_miss.is_some());
        self.last_judged = entry.ended;
    }

    /// A twist is asked now and then, so nothing follows from a sitting without it.
    fn is_present(&self, present: &HashMap<&str, HashSet<&str>>) -> bool {
        self.last_miss.is_some_and(|(entry, check)| {
            let known = present.get(entry.kata.as_str());
            check.group == Group::Twist || known.is_none_or(|known| known.contains(check.id.as_str()))
        })
    }

    /// How much it is worth to practise this: see [`advise`]. One sitting alone is weak evidence, and after two months nothing gets staler.
    fn weight(&self, now: u64) -> f64 {
        let days = (now.saturating_sub(self.last_judged) / DAY).min(60);
        let often = small(self.missed) / (small(self.judged) + 1.0);
        let stale = 1.0 + small(usize::try_from(days).unwrap_or(60)) / 10.0;
        let mended = 0.5_f64.powf(small(self.passed_since));
        often * stale * mended
    }

    fn advice(&self, now: u64) -> Option<Advice> {
        let (entry, check) = self.last_miss?;
        Some(Advice {
            kata: entry.kata.clone(),
            at: entry.level,
            check: check.clone(),
            missed: self.missed,
            judged: self.judged,
            last_missed: entry.ended,
            last_passed: self.last_passed,
            passed_since: self.passed_since,
            why: self.why(entry.ended, now),
            dir: entry.dir.clone().filter(|_| entry.kind == Kind::Practice),
        })
    }

    fn why(&self, last_missed: u64, now: u64) -> String {
        let sittings = if self.judged == 1 { "sitting" } else { "sittings" };
        let last = if self.missed == 1 { "" } else { "last " };
        let since = match (self.last_passed, self.passed_since) {
            (None, _) => "never passed".to_owned(),
            (Some(_), 0) => "never passed since".to_owned(),
            (Some(at), 1) => format!("passed once since, {}", ago(at, now)),
            (Some(at), times) => format!("passed {times} times since, last {}", ago(at, now)),
        };
        let missed = ago(last_missed, now);
        format!("missed in {} of {} {sittings}, {last}{missed}, {since}", self.missed, self.judged)
    }
}

impl Advice {
    fn rank(&self) -> (Level, Group, &str, &str) {
        (self.check.level, self.check.group, &self.kata, &self.check.id)
    }
}

/// No count of ours is so large that it would not fit.
fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
