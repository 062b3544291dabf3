//! Schedules at random: uniform, sticky, and with random priorities that drop at random points (PCT).

use super::Search;
use crate::driver::{Choice, Decision, Driver};
use crate::execution::Ran;
use crate::rng::Rng;

/// One choice in so many is an early timer or a spurious wake-up, where one is offered.
const INTERFERENCE: usize = 12;
/// PCT drops priorities at up to so many points.
const MOST_DROPS: u64 = 5;

/// Searches until the budget is spent or one fails. Returns the last execution, if any was made.
pub(super) fn search(search: &mut Search) -> Option<Ran> {
    let mut last = None;
    let mut choices = 16;
    let enough = search.steps.saturating_add(search.budget.random_steps);
    for index in 0..search.budget.random_schedules {
        let driver = driver(search.budget.seed, index, choices);
        let ran = search.execute(driver);
        choices = choices.max(ran.made.len());
        search.needs_unlock_points(&ran);
        let stop = ran.found.is_some() || search.leaks() || search.steps >= enough;
        last = Some(ran);
        if stop {
            break;
        }
    }
    last
}

fn driver(seed: u64, index: u64, choices: usize) -> Box<dyn Driver> {
    let mut rng = Rng::new(seed, index + 1);
    match index % 4 {
        0 => Box::new(Sticky { switch_one_in: 1, rng }),
        1 => Box::new(Sticky { switch_one_in: 2 + rng.below(8), rng }),
        _ => Box::new(Pct::new(rng, 1 + (index / 4) % MOST_DROPS, choices)),
    }
}

/// Picks any task; with `switch_one_in` above 1 it mostly lets the current one go on.
struct Sticky {
    switch_one_in: usize,
    rng: Rng,
}

impl Driver for Sticky {
    fn choose(&mut self, decision: &Decision<'_>) -> usize {
        if let Some(index) = interfere(&mut self.rng, decision) {
            return index;
        }
        if decision.free == 1 && !self.rng.one_in(self.switch_one_in) {
            return 0;
        }
        self.rng.below(plain(decision))
    }
}

/// Probabilistic concurrency testing (Burckhardt and others, 2010): the task of the highest priority runs, and at a few
/// random points the one that runs drops below all others.
struct Pct {
    rng: Rng,
    priorities: Vec<u64>,
    drops: Vec<usize>,
    at: usize,
    /// How often a task has yielded.
    yields: u64,
}

/// Tasks that yielded come below all that were dropped, the latest one last.
const YIELDED: u64 = 1 << 32;

impl Pct {
    fn new(mut rng: Rng, drops: u64, choices: usize) -> Pct {
        let mut drops: Vec<usize> = (0..drops).map(|_| rng.below(choices)).collect();
        drops.sort_unstable();
        Pct { rng, priorities: Vec::new(), drops, at: 0, yields: 0 }
    }

    fn priority(&mut self, task: usize) -> u64 {
        while self.priorities.len() <= task {
            // Above all that were ever dropped.
            self.priorities.push((self.rng.next() >> 1) | 1 << 62);
        }
        self.priorities[task]
    }

    fn highest(&mut self, decision: &Decision<'_>) -> usize {
        (0..plain(decision)).max_by_key(|&i| self.priority(decision.options[i].task())).unwrap_or(0)
    }
}

impl Driver for Pct {
    fn choose(&mut self, decision: &Decision<'_>) -> usize {
        let at = self.at;
        self.at += 1;
        if let Some(index) = interfere(&mut self.rng, decision) {
            return index;
        }
        if let Choice::Notify(_) = decision.options[0] {
            return self.rng.below(decision.options.len());
        }
        while self.drops.first() == Some(&at) {
            self.drops.remove(0);
            let task = decision.options[self.highest(decision)].task();
            // Later drops end below earlier ones.
            self.priorities[task] = YIELDED + self.drops.len() as u64;
        }
        // Else a spinner that yields would keep the one that it waits for from running, for ever.
        if let Some(task) = decision.yielding {
            self.priority(task);
            self.yields += 1;
            self.priorities[task] = YIELDED - self.yields;
        }
        self.highest(decision)
    }
}

/// How many of the options are tasks that run or get a notification; early timers and the like come after them.
fn plain(decision: &Decision<'_>) -> usize {
    let interference = |choice: &Choice| matches!(choice, Choice::Expire(_) | Choice::Spurious(_));
    decision.options.iter().position(interference).unwrap_or(decision.options.len())
}

fn interfere(rng: &mut Rng, decision: &Decision<'_>) -> Option<usize> {
    let (plain, all) = (plain(decision), decision.options.len());
    (plain < all && rng.one_in(INTERFERENCE)).then(|| plain + rng.below(all - plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_that_yields_lets_the_others_go_first_whatever_its_priority() {
        let mut pct = Pct::new(Rng::new(1, 1), 0, 16);
        for (yielding, other) in [(0, 1), (1, 0), (0, 1)] {
            let options = [Choice::Run(other), Choice::Run(yielding)];
            let taken = pct.choose(&Decision { options: &options, free: 2, yielding: Some(yielding) });
            assert_eq!(options[taken], Choice::Run(other));
        }
    }
}
