//! A class compared: who shares fingerprints with whom, and how much of each submission the matches are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::Source;
use crate::passage::{Lines, Passage, Stretch};
use crate::runs::{RUN, WINDOW, runs, winnow};
use crate::token::Tokens;

/// What so many of 100 authors have in common does not count, once there are [`FEW`] of them.
pub const NEARLY_ALL: usize = 80;

/// Fewer authors than this have nothing in common that is not worth a look.
const FEW: usize = 8;

/// A pair is told from so much on: the share in per cent, of whichever of the two is more of a match.
pub const LEAST_SHARE: u32 = 60;

/// A submission of fewer tokens that count than this has nothing that could be copied.
pub const LEAST_TOKENS: usize = 100;

/// How many places of one run in a submission are looked at.
const PLACES: usize = 4;

/// Two submissions that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Which two, by their place in the class.
    pub sources: [usize; 2],
    /// How much of each of them is in the other one.
    pub shares: [Share; 2],
    /// Where, the longest passage first.
    pub passages: Vec<Passage>,
}

/// How much of a submission matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Its tokens that count and match.
    pub matching: usize,
    /// Its tokens that count.
    pub of: usize,
}

impl Share {
    /// In per cent, rounded down.
    pub fn percent(self) -> u32 {
        u32::try_from((self.matching * 100).checked_div(self.of).unwrap_or(0)).unwrap_or(100)
    }
}

impl Pair {
    /// The larger of the two shares, in per cent: a part of a submission may be the whole of another.
    pub fn percent(&self) -> u32 {
        self.shares.iter().map(|share| share.percent()).max().unwrap_or(0)
    }
}

/// The pairs of authors of whom `least` per cent or more of a submission matches another's, the most alike first. Of the pairs of submissions
/// of two authors, the most alike is told. `given` is what everybody started from.
pub fn similar(class: &[Source], given: &Source, least: u32) -> Vec<Pair> {
    let sources = read(class, given);
    let mut pairs: BTreeMap<[&str; 2], Pair> = BTreeMap::new();
    for (sides, seeds) in candidates(class, &sources, least) {
        let mut authors = sides.map(|side| class[side].author.as_str());
        authors.sort_unstable();
        let Some(pair) = compared(class, &sources, sides, seeds, least) else { continue };
        if pairs.get(&authors).is_none_or(|known| known.percent() < pair.percent()) {
            pairs.insert(authors, pair);
        }
    }
    let mut pairs: Vec<Pair> = pairs.into_values().collect();
    let matching = |pair: &Pair| pair.shares[0].matching + pair.shares[1].matching;
    pairs.sort_by_key(|pair| (std::cmp::Reverse((pair.percent(), matching(pair))), pair.sources));
    pairs
}

/// A source, ready to be compared.
struct Read {
    tokens: Tokens,
    /// Where its fingerprints begin.
    fingerprints: Vec<(usize, u64)>,
    /// Which tokens count.
    counts: Vec<bool>,
    /// How many these are.
    total: usize,
}

fn read(class: &[Source], given: &Source) -> Vec<Read> {
    let tokens: Vec<Tokens> = class.iter().map(Tokens::of).collect();
    let all: Vec<Vec<Option<u64>>> = tokens.iter().map(runs).collect();
    let mut ignored: HashSet<u64> = runs(&Tokens::of(given)).into_iter().flatten().collect();
    ignored.extend(common(class, &all));
    let each = tokens.into_iter().zip(&all);
    each.map(|(tokens, runs)| {
        let mut counts = vec![true; tokens.symbols.len()];
        for (at, run) in runs.iter().enumerate() {
            if run.is_some_and(|run| ignored.contains(&run)) {
                counts[at..at + RUN].fill(false);
            }
        }
        let total = counts.iter().filter(|counts| **counts).count();
        Read { fingerprints: winnow(runs, |run| !ignored.contains(&run)), tokens, counts, total }
    })
    .collect()
}

/// The runs that nearly all authors have.
fn common(class: &[Source], all: &[Vec<Option<u64>>]) -> Vec<u64> {
    let authors: BTreeSet<&str> = class.iter().map(|source| source.author.as_str()).collect();
    if authors.len() < FEW {
        return Vec::new();
    }
    let mut by_author: BTreeMap<&str, HashSet<u64>> = BTreeMap::new();
    for (source, runs) in class.iter().zip(all) {
        by_author.entry(&source.author).or_default().extend(runs.iter().flatten());
    }
    let mut counts: HashMap<u64, usize> = HashMap::new();
    by_author.values().flatten().for_each(|run| *counts.entry(*run).or_default() += 1);
    counts.into_iter().filter(|(_, count)| count * 100 >= authors.len() * NEARLY_ALL).map(|(run, _)| run).collect()
}

/// Two places in two submissions that have the same fingerprint.
type Seeds = Vec<[usize; 2]>;

/// The fingerprints of a class: who has each, and where, in the order of the class.
struct Index {
    postings: HashMap<u64, Vec<(usize, Vec<usize>)>>,
}

impl Index {
    fn of(sources: &[Read]) -> Index {
        let mut postings: HashMap<u64, Vec<(usize, Vec<usize>)>> = HashMap::new();
        for (number, source) in sources.iter().enumerate().filter(|(_, source)| source.total >= LEAST_TOKENS) {
            for (at, hash) in &source.fingerprints {
                let posting = postings.entry(*hash).or_default();
                match posting.last_mut() {
                    Some((last, places)) if *last == number => places.push(*at),
                    _ => posting.push((number, vec![*at])),
                }
            }
        }
        Index { postings }
    }

    /// Of each fingerprint of a source, where it has it, and who after it in the class has it where.
    fn shared<'a>(
        &'a self,
        hashes: &'a HashSet<u64>,
        first: usize,
    ) -> impl Iterator<Item = (&'a [usize], &'a [(usize, Vec<usize>)])> {
        hashes.iter().filter_map(move |hash| {
            let posting = self.postings.get(hash)?;
            let at = posting.binary_search_by_key(&first, |(source, _)| *source).ok()?;
            Some((posting[at].1.as_slice(), &posting[at + 1..]))
        })
    }
}

/// The pairs of two authors that share so many fingerprints that they can be alike by `least` per cent. Counting comes first: most pairs of a
/// class share some idioms, and no more.
fn candidates(class: &[Source], sources: &[Read], least: u32) -> Vec<([usize; 2], Seeds)> {
    let index = Index::of(sources);
    let mut candidates = Vec::new();
    for (first, source) in sources.iter().enumerate() {
        let hashes: HashSet<u64> = source.fingerprints.iter().map(|(_, hash)| *hash).collect();
        let mut counts = vec![[0; 2]; sources.len()];
        for (here, others) in index.shared(&hashes, first) {
            for (second, there) in others {
                counts[*second][0] += here.len();
                counts[*second][1] += there.len();
            }
        }
        let mut found: BTreeMap<usize, Seeds> = BTreeMap::new();
        for second in first + 1..sources.len() {
            let reach =
                |side: usize, of: usize| Share { matching: at_most(counts[second][side]).min(of), of }.percent();
            let is_enough = reach(0, source.total) >= least || reach(1, sources[second].total) >= least;
            if counts[second][0] > 0 && is_enough && class[first].author != class[second].author {
                found.insert(second, Seeds::new());
            }
        }
        for (here, others) in index.shared(&hashes, first) {
            for (second, there) in others {
                if let Some(seeds) = found.get_mut(second) {
                    seeds.extend(here.iter().take(PLACES).flat_map(|a| there.iter().take(PLACES).map(|b| [*a, *b])));
                }
            }
        }
        candidates.extend(found.into_iter().map(|(second, seeds)| ([first, second], seeds)));
    }
    candidates
}

/// As many tokens can match where so many fingerprints do: from one fingerprint of a match to the next it is a window, and before the first
/// and after the last it is not much more.
fn at_most(fingerprints: usize) -> usize {
    fingerprints * (RUN + 2 * WINDOW)
}

fn compared(class: &[Source], sources: &[Read], sides: [usize; 2], seeds: Seeds, least: u32) -> Option<Pair> {
    let pair = sides.map(|side| &sources[side]);
    let tiles = tiles(pair, seeds);
    let counting =
        |tile: &Stretch, side: usize| pair[side].counts[tile.range(side)].iter().filter(|counts| **counts).count();
    let share =
        |side: usize| Share { matching: tiles.iter().map(|tile| counting(tile, side)).sum(), of: pair[side].total };
    let found = Pair { sources: sides, shares: [share(0), share(1)], passages: Vec::new() };
    if found.percent() < least {
        return None;
    }
    let lines = |tile: &Stretch, side: usize| {
        let (tokens, range) = (&pair[side].tokens, tile.range(side));
        Lines {
            file: class[sides[side]].files[tokens.file(range.start)].0.clone(),
            first: tokens.lines[range.start],
            last: tokens.lines[range.end - 1],
        }
    };
    let passages = tiles.iter().map(|tile| Passage {
        tokens: counting(tile, 0).max(counting(tile, 1)),
        lines: [lines(tile, 0), lines(tile, 1)],
    });
    let mut passages: Vec<Passage> = passages.filter(|passage| passage.tokens > 0).collect();
    passages.sort_by_key(|passage| std::cmp::Reverse(passage.tokens));
    Some(Pair { passages, ..found })
}

/// The stretches that match, the longest first. Each token is in one of them at most.
fn tiles(pair: [&Read; 2], mut seeds: Seeds) -> Vec<Stretch> {
    let tokens = pair.map(|read| &read.tokens);
    seeds.sort_unstable();
    // How far the last match has come that is as far apart in the two: seeds within it would grow to it again.
    let mut reached: HashMap<isize, usize> = HashMap::new();
    let mut grown = Vec::new();
    for at in seeds {
        let reached = reached.entry(at[0].wrapping_sub(at[1]).cast_signed()).or_default();
        if at[0] >= *reached {
            let stretch = Stretch::grown(tokens, at);
            *reached = stretch.range(0).end;
            grown.push(stretch);
        }
    }
    grown.sort_by_key(|stretch| (std::cmp::Reverse(stretch.length), stretch.begins));
    let mut taken = pair.map(|read| vec![false; read.tokens.symbols.len()]);
    let mut tiles = Vec::new();
    for stretch in grown {
        for part in stretch.free([&taken[0], &taken[1]]).into_iter().filter(|part| part.length >= RUN) {
            (0..2).for_each(|side| taken[side][part.range(side)].fill(true));
            tiles.push(part);
        }
    }
    tiles.sort_by_key(|stretch| (std::cmp::Reverse(stretch.length), stretch.begins));
    tiles
}
