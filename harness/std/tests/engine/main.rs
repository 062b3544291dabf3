//! What the engine promises to a suite, tried through the mirror of std.

#[macro_use]
extern crate kata_std as std;
extern crate kata_std as core;
/// std itself, for what lies outside of an execution.
extern crate std as real;

mod clock;
mod evidence;
mod inside;
mod search;
mod stops;

use std::sync::Arc;

use kata_engine::{Budget, Exploration, Failure};

/// A budget that no scenario here uses up.
pub(crate) const AMPLE: Budget = Budget {
    exhaustive_schedules: 20_000,
    exhaustive_steps: u64::MAX,
    random_schedules: 2_000,
    random_steps: u64::MAX,
    steps_per_execution: 10_000,
    timeouts_race: false,
    seed: 7,
};

pub(crate) fn explore(budget: Budget, scenario: impl Fn() + Send + Sync + 'static) -> Exploration {
    kata_engine::treat_as_learner("harness/std/tests/engine/");
    kata_engine::explore(&budget, Arc::new(scenario))
}

pub(crate) fn run_once(scenario: impl Fn() + Send + Sync + 'static) -> Exploration {
    kata_engine::treat_as_learner("harness/std/tests/engine/");
    kata_engine::run_once(Arc::new(scenario), 10_000)
}

#[track_caller]
pub(crate) fn failure(exploration: Exploration) -> Failure {
    exploration.failure.expect("it fails under some schedule")
}

/// It holds under every schedule there is.
#[track_caller]
pub(crate) fn holds(budget: Budget, scenario: impl Fn() + Send + Sync + 'static) -> u64 {
    let exploration = explore(budget, scenario);
    assert!(exploration.failure.is_none(), "{exploration:#?}");
    assert!(exploration.exhaustive, "{exploration:#?}");
    exploration.schedules
}

/// It holds when it is run straight on.
#[track_caller]
pub(crate) fn holds_once(scenario: impl Fn() + Send + Sync + 'static) {
    let exploration = run_once(scenario);
    assert!(exploration.failure.is_none(), "{exploration:#?}");
}
