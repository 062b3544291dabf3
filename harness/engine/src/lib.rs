//! Explores the schedules of a scenario, on virtual time, and says with evidence what went wrong.
//!
//! A *scenario* is a closure. One *execution* runs it as task 0 (`main`) on a coroutine; each thread that it starts
//! through `kata_std` is a further task. All tasks share one thread of the operating system, and exactly one runs at a
//! time, so that an execution is a pure function of its *schedule*: the list of choices made where there was more than
//! one way to go on.
//!
//! - **Waits are data.** A task that cannot go on says what it waits for (`task::Wait`) and until when; only the
//!   scheduler (`decide`) judges whether that holds. Deadlocks, cycles and the next timer are then simply read off.
//! - **Time is virtual.** The clock stands still while anything can run, and jumps to the earliest deadline when
//!   nothing can.
//! - **A point comes before each visible operation.** There the driver of the search picks who runs next; between two
//!   points a task is not interrupted.
//! - **The search** (`search`) is systematic in rising order of deviations from going straight on, as long as its budget
//!   lasts, then randomised. What failed at random is reduced to few preemptions; what failed is run once more with its
//!   trace on.
//!
//! The engine prints nothing but the last words of a process that aborts. What `kata_std` needs of it is in [`sys`]; a suite uses the functions at the root.

mod decide;
mod driver;
mod evidence;
mod execution;
mod explore;
mod failure;
mod inside;
mod naming;
mod object;
mod panics;
mod point;
mod repeats;
mod rng;
mod schedule;
mod search;
mod statics;
pub mod sys;
mod task;
mod trace;
mod watch;
mod world;

pub use explore::{Budget, Exploration, Scenario, explore, replay, run_once, watch_memory};
pub use failure::{BadSchedule, Failure, FailureKind};
pub use inside::{
    Held, Unfinished, held, held_by_any, note, now, output, settle, settle_ready, take_panic, task_name, unfinished,
    wall_reads,
};
pub use naming::treat_as_learner;
pub use watch::{forget_last_line, last_line, ticks};
