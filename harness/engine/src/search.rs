//! The search for a failing schedule: systematic while its budget lasts, then randomised, then reduced.

mod minimise;
mod random;
mod systematic;

use crate::driver::{Driver, Made};
use crate::execution::{Executor, Ran};
use crate::explore::{self, Budget, Scenario};
use crate::world::Limits;

/// So many leaked bytes end a search early.
const LEAKED: u64 = 96 << 20;

/// A search over the schedules of one scenario.
pub(crate) struct Search {
    pub(crate) executor: Executor,
    pub(crate) scenario: Scenario,
    pub(crate) budget: Budget,
    pub(crate) limits: Limits,
    /// How many schedules were run, without those that only reduce a failure.
    pub(crate) schedules: u64,
    pub(crate) exhaustive: bool,
    pub(crate) steps: u64,
    memory: u64,
}

impl Search {
    pub(crate) fn new(budget: &Budget, limits: Limits, scenario: Scenario) -> Search {
        Search {
            executor: Executor::default(),
            scenario,
            budget: *budget,
            limits,
            schedules: 0,
            exhaustive: false,
            steps: 0,
            memory: explore::memory(),
        }
    }

    /// Searches, and returns the execution that failed, or the last one.
    pub(crate) fn run(&mut self) -> Ran {
        let last = systematic::search(self);
        if last.found.is_some() || self.exhaustive || self.budget.random_schedules == 0 {
            return last;
        }
        let last = random::search(self).unwrap_or(last);
        if last.found.is_some() { minimise::reduce(self, last) } else { last }
    }

    /// Runs one more schedule.
    fn execute(&mut self, driver: Box<dyn Driver>) -> Ran {
        self.schedules += 1;
        self.execute_aside(driver)
    }

    /// Runs one that does not count as tried: it only reduces what was found.
    fn execute_aside(&mut self, driver: Box<dyn Driver>) -> Ran {
        let ran = self.executor.run(self.limits, driver, &self.scenario);
        self.steps += ran.steps;
        ran
    }

    /// `try_lock` was seen for the first time: from now on a point comes before each unlock, so that it can find the
    /// lock held. All choices are numbered anew.
    fn needs_unlock_points(&mut self, ran: &Ran) -> bool {
        let needed = ran.try_locks && !self.limits.unlock_points;
        self.limits.unlock_points |= needed;
        needed
    }

    /// How many more schedules the systematic search may run, by its schedules and by its steps, if those to come are as
    /// long as those so far.
    fn room(&self) -> u64 {
        let schedules = self.budget.exhaustive_schedules.saturating_sub(self.schedules);
        let steps = self.budget.exhaustive_steps.saturating_sub(self.steps);
        let average = (self.steps / self.schedules.max(1)).max(1);
        schedules.min(steps.div_ceil(average))
    }

    /// Too much was leaked to go on.
    fn leaks(&self) -> bool {
        explore::memory().saturating_sub(self.memory) > LEAKED
    }
}

/// What a schedule costs: its preemptions and interventions first, then all else that differs from going straight on.
fn cost(made: &[Made]) -> (usize, usize) {
    let paid = made.iter().filter(|made| made.taken >= made.free).count();
    let different = made.iter().filter(|made| made.taken != 0).count();
    (paid, different)
}
