//! The entries: run a scenario once, explore its schedules, or run one schedule again.

use std::sync::Arc;
use std::sync::OnceLock;

use crate::driver::{Driver, Straight};
use crate::execution::{Executor, Ran};
use crate::failure::{BadSchedule, Failure, FailureKind};
use crate::repeats;
use crate::schedule::{Follow, Schedule};
use crate::search::Search;
use crate::trace;
use crate::world::Limits;

/// What is explored. It runs once for each schedule, from the start.
pub type Scenario = Arc<dyn Fn() + Send + Sync>;

/// How much may be tried. Counted in schedules and steps, never in seconds, so that a verdict does not depend on the
/// machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// So many schedules of the systematic search.
    pub exhaustive_schedules: u64,
    /// So many steps of the systematic search, all its executions together.
    pub exhaustive_steps: u64,
    /// So many schedules of the randomised search, if the systematic one did not get to the end.
    pub random_schedules: u64,
    /// So many steps of the randomised search, all its executions together.
    pub random_steps: u64,
    /// So many steps in one execution; more is [`Endless`](crate::FailureKind::Endless).
    pub steps_per_execution: u64,
    /// Timeouts may pass although others could run, and waiters of a condition variable may wake for no reason (or a
    /// weak exchange fail for none). Bounded for each execution: 2 and 1.
    pub timeouts_race: bool,
    /// What the randomised search starts from.
    pub seed: u64,
}

/// What an exploration came to.
#[derive(Debug)]
pub struct Exploration {
    /// How many schedules were run.
    pub schedules: u64,
    /// Whether these were all there are: all orders of operations, with at most 2 early timeouts and 1 spurious wake-up
    /// in each. A task that looks at the same thing over and over, while nothing moves, is not tried at each of its looks.
    pub exhaustive: bool,
    /// The steps of all executions together.
    pub steps: u64,
    /// What failed, if anything did.
    pub failure: Option<Failure>,
    /// What the submission printed in the last execution, or in the failing one; bounded.
    pub output: String,
}

const RACES: u32 = 2;
const SPURIOUS: u32 = 1;

static MEMORY: OnceLock<fn() -> u64> = OnceLock::new();

/// Tells the engine how many bytes the process holds. Tasks that are blocked when a scenario ends are stopped without
/// being unwound, so what they own is leaked; a search ends early once it has leaked 96 MiB. The first call counts.
pub fn watch_memory(gauge: fn() -> u64) {
    let _ = MEMORY.set(gauge);
}

/// How many bytes the process holds, if anyone counts.
pub(crate) fn memory() -> u64 {
    MEMORY.get().map_or(0, |gauge| gauge())
}

/// Runs the scenario once: no preemption, no racing timeout.
pub fn run_once(scenario: Scenario, steps_per_execution: u64) -> Exploration {
    let limits = limits(steps_per_execution, false);
    let mut executor = Executor::default();
    let ran = executor.run(limits, Box::new(Straight), &scenario);
    let steps = ran.steps;
    conclude(&mut executor, &scenario, limits, ran, Tally { schedules: 1, exhaustive: false, steps })
}

/// Searches for a schedule under which the scenario fails.
///
/// First systematically, in rising order of how far they are from going straight on, so that the first failure is a
/// shortest one. If the budget of that ends before the schedules do, then at random: uniform, sticky, and with random
/// priorities (PCT). A failure that was found at random is reduced. The same budget and scenario give the same result.
pub fn explore(budget: &Budget, scenario: Scenario) -> Exploration {
    let mut search = Search::new(budget, limits(budget.steps_per_execution, budget.timeouts_race), scenario);
    let ran = search.run();
    let Search { mut executor, scenario, limits, schedules, exhaustive, steps, .. } = search;
    conclude(&mut executor, &scenario, limits, ran, Tally { schedules, exhaustive, steps })
}

/// Runs one schedule again: what [`Failure::schedule`] holds.
///
/// # Errors
///
/// If the text is no schedule.
pub fn replay(schedule: &str, steps_per_execution: u64, scenario: Scenario) -> Result<Exploration, BadSchedule> {
    let schedule = Schedule::decode(schedule)?;
    let limits = Limits {
        steps: steps_per_execution,
        races: schedule.races,
        spurious: schedule.spurious,
        unlock_points: schedule.unlock_points,
        trace: false,
    };
    let mut executor = Executor::default();
    let ran = executor.run(limits, Box::new(Follow::new(schedule.deviations)), &scenario);
    let steps = ran.steps;
    Ok(conclude(&mut executor, &scenario, limits, ran, Tally { schedules: 1, exhaustive: false, steps }))
}

fn limits(steps: u64, race: bool) -> Limits {
    let (races, spurious) = if race { (RACES, SPURIOUS) } else { (0, 0) };
    Limits { steps, races, spurious, unlock_points: false, trace: false }
}

struct Tally {
    schedules: u64,
    exhaustive: bool,
    steps: u64,
}

/// Runs what failed once more, with its trace on, and puts the evidence together.
fn conclude(executor: &mut Executor, scenario: &Scenario, limits: Limits, ran: Ran, tally: Tally) -> Exploration {
    let Tally { schedules, exhaustive, steps } = tally;
    let Some(first) = &ran.found else {
        return Exploration { schedules, exhaustive, steps, failure: None, output: ran.output };
    };
    let schedule = Schedule::of(&limits, &ran.made);
    let follow: Box<dyn Driver> = Box::new(Follow::new(schedule.deviations.clone()));
    let again = executor.run(Limits { trace: true, ..limits }, follow, scenario);
    let same = again.found.as_ref().is_some_and(|found| found.kind == first.kind && found.message == first.message);
    let mut shown = if same { again } else { ran };
    let mut failure = failure(&mut shown, schedules, schedule.encode());
    if !same {
        failure.notes.push(
            "the same schedule, run once more, did not fail in the same way: the submission depends on something \
             outside of its schedule, such as an address"
                .to_owned(),
        );
    }
    Exploration { schedules, exhaustive, steps, failure: Some(failure), output: shown.output }
}

fn failure(ran: &mut Ran, found_after: u64, schedule: String) -> Failure {
    let found = ran.found.take().expect("only what failed is shown");
    let mut notes = found.notes;
    notes.append(&mut ran.notes);
    let mut timeline = std::mem::take(&mut ran.timeline);
    if matches!(found.kind, FailureKind::Livelocked | FailureKind::Endless)
        && let Some(round) = repeats::cut(&mut timeline)
    {
        let what = if round == 1 { "the last step".to_owned() } else { format!("the last {round} steps") };
        notes.insert(0, format!("it goes on like that: {what} of the timeline, again and again"));
    }
    let left_out = trace::shorten(&mut timeline);
    if left_out > 0 {
        notes.push(format!("{left_out} steps in the middle of the timeline are left out"));
    }
    Failure {
        kind: found.kind,
        message: found.message,
        payload: found.payload,
        panic_at: found.panic_at,
        found_after,
        preemptions: ran.preemptions,
        timeline,
        notes,
        schedule,
    }
}
