//! Every schedule once, in rising order of how far it is from going straight on.
//!
//! Each execution follows a prefix of deviations and goes straight on after it; each other option that it passed there
//! is a prefix of the next level. So each schedule is run exactly once. A deviation is a preemption, an intervention
//! (an early timer, a spurious wake-up), or another task than the first where the current one cannot go on. Within a
//! level those with the fewest preemptions come first, so that the first failure is a shortest one. To count the last
//! kind too keeps many threads from using the budget up on the orders in which they begin.

use std::cmp::Reverse;

use super::Search;
use crate::driver::Made;
use crate::execution::Ran;
use crate::rng::Rng;
use crate::schedule::Follow;

/// Deviations to follow, and the number of the choice from which on there are others to try.
struct Prefix {
    deviations: Vec<(u32, u16)>,
    from: u32,
    /// How many of the deviations are preemptions or interventions.
    paid: u32,
}

/// The prefixes that wait for their turn: those of the level at hand, and a fair sample of the next.
struct Frontier {
    level: Vec<Prefix>,
    next: Vec<Prefix>,
    /// How many prefixes of the next level were met; more than it holds once some had to be left out.
    met: u64,
    complete: bool,
    rng: Rng,
}

/// Searches until all was run, the budget is spent, or one fails. Returns the last execution.
pub(super) fn search(search: &mut Search) -> Ran {
    loop {
        let ran = pass(search);
        let restart = search.needs_unlock_points(&ran) && ran.found.is_none();
        if !restart || search.room() == 0 {
            return ran;
        }
    }
}

fn pass(search: &mut Search) -> Ran {
    let mut frontier = Frontier::new(search.budget.seed);
    loop {
        let prefix = frontier.pop().expect("the caller stops when it is empty");
        let ran = search.execute(Box::new(Follow::new(prefix.deviations.clone())));
        let stop = ran.found.is_some() || (ran.try_locks && !search.limits.unlock_points);
        if stop || search.leaks() {
            return ran;
        }
        let room = search.room();
        frontier.expand(&prefix, &ran.made, room);
        if !frontier.refill() {
            search.exhaustive = frontier.complete;
            return ran;
        }
        if room == 0 {
            return ran;
        }
    }
}

impl Frontier {
    fn new(seed: u64) -> Frontier {
        let root = Prefix { deviations: Vec::new(), from: 0, paid: 0 };
        Frontier { level: vec![root], next: Vec::new(), met: 0, complete: true, rng: Rng::new(seed, 0) }
    }

    fn pop(&mut self) -> Option<Prefix> {
        self.level.pop()
    }

    /// Adds what the execution passed by. No more is kept than can still be run.
    fn expand(&mut self, prefix: &Prefix, made: &[Made], room: u64) {
        for (at, made) in (0_u32..).zip(made).skip(prefix.from as usize) {
            for option in 1..made.options {
                self.push(prefix.and(at, option, made), room);
            }
        }
    }

    /// Keeps a sample of what was met that is uniform (reservoir sampling), if it cannot keep it all.
    fn push(&mut self, prefix: Prefix, room: u64) {
        self.met += 1;
        if (self.next.len() as u64) < room {
            self.next.push(prefix);
            return;
        }
        self.complete = false;
        let place = self.rng.below(self.met as usize);
        if let Some(kept) = self.next.get_mut(place) {
            *kept = prefix;
        }
    }

    /// Goes on to the next level when this one is done. Returns whether anything is left.
    fn refill(&mut self) -> bool {
        if self.level.is_empty() {
            self.level = std::mem::take(&mut self.next);
            self.met = 0;
            if self.complete {
                // The last one comes first.
                self.level.reverse();
                self.level.sort_by_key(|prefix| Reverse(prefix.paid));
            } else {
                self.shuffle();
            }
        }
        !self.level.is_empty()
    }

    /// What cannot be run to the end is run in no particular order, so that it is not all alike.
    fn shuffle(&mut self) {
        for i in (1..self.level.len()).rev() {
            self.level.swap(i, self.rng.below(i + 1));
        }
    }
}

impl Prefix {
    fn and(&self, at: u32, option: u16, made: &Made) -> Prefix {
        let mut deviations = Vec::with_capacity(self.deviations.len() + 1);
        deviations.extend_from_slice(&self.deviations);
        deviations.push((at, option));
        Prefix { deviations, from: at + 1, paid: self.paid + u32::from(option >= made.free) }
    }
}
