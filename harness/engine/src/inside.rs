//! What a suite can ask and do inside an execution.

use std::panic::Location;
use std::time::Duration;

use crate::evidence;
use crate::naming;
use crate::point::{Op, point};
use crate::task::Wait;
use crate::trace::Event;
use crate::world;

/// So much of what a submission prints is kept.
const OUTPUT: usize = 16 * 1024;

/// A lock that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its name: `Mutex<Spots>`.
    pub object: String,
    /// The learner's line that took it; empty if it is not the learner's.
    pub at: String,
}

/// A task that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Its name.
    pub task: String,
    /// What it waits for, as it follows `waits`: `for a message on channel<Job>`.
    pub waits: String,
    /// The learner's line where it was last seen.
    pub at: Option<String>,
}

/// Virtual time since the start of the execution. Zero outside an execution.
pub fn now() -> Duration {
    world::try_with(|world| Duration::from_nanos(world.clock)).unwrap_or_default()
}

/// Blocks the calling task until nothing else can run and no timer is pending.
///
/// Tasks that poll for ever count as idle.
#[track_caller]
pub fn settle() {
    settle_with(true, Location::caller());
}

/// Blocks the calling task until nothing else can run now; timers that are pending are left so.
#[track_caller]
pub fn settle_ready() {
    settle_with(false, Location::caller());
}

fn settle_with(timers: bool, loc: &'static Location<'static>) {
    if world::active() {
        point(Op::new("settle", None, loc, Wait::Settle { timers }));
    }
}

/// The locks that the calling task holds.
pub fn held() -> Vec<Held> {
    world::try_with(|world| evidence::held_by(world, world.current)).unwrap_or_default()
}

/// The locks that are held, by any task.
pub fn held_by_any() -> Vec<Held> {
    world::try_with(|world| (0..world.tasks.len()).flat_map(|task| evidence::held_by(world, task)).collect())
        .unwrap_or_default()
}

/// Adds a step to the timeline for the calling task. No other task can run in between.
pub fn note(op: impl Into<String>, value: Option<String>) {
    note_text(op.into(), value);
}

fn note_text(op: String, value: Option<String>) {
    world::try_with(|world| {
        if world.limits.trace {
            world.trace.push(Event { task: world.current, loc: None, op, object: None, value, noted: true });
        }
    });
}

/// The name of the calling task.
pub fn task_name() -> String {
    world::try_with(|world| world.task_name(world.current)).unwrap_or_else(|| "main".to_owned())
}

/// What the calling task last panicked with, and where, if that is known: the message, and `file:line` with the path that the
/// compiler was given. Taken, so that the engine has no note of it any more: for whoever caught a panic and speaks of it.
pub fn take_panic() -> Option<(String, Option<String>)> {
    let panicked = world::try_with(|world| world.me().last_panic.take())??;
    Some((panicked.message, panicked.at.map(|(file, line)| format!("{file}:{line}"))))
}

/// The learner's lines that have read the wall clock in this execution, each once.
pub fn wall_reads() -> Vec<String> {
    world::try_with(|world| world.wall_reads.iter().map(|loc| naming::place(loc.file(), loc.line())).collect())
        .unwrap_or_default()
}

/// The other tasks that have not ended.
pub fn unfinished() -> Vec<Unfinished> {
    world::try_with(|world| {
        (0..world.tasks.len())
            .filter(|&task| task != world.current && world.tasks[task].wait != Wait::Done)
            .map(|task| Unfinished {
                task: world.task_name(task),
                waits: evidence::waits_for(world, task),
                at: naming::learner_place(world.tasks[task].learner_loc),
            })
            .collect()
    })
    .unwrap_or_default()
}

/// Keeps what the submission prints, up to a limit.
pub fn output(text: &str) {
    world::try_with(|world| {
        let room = OUTPUT.saturating_sub(world.output.len());
        if text.len() <= room {
            world.output.push_str(text);
        } else if room > 0 {
            world.output.push_str(&text[..text.floor_char_boundary(room)]);
            world.output.push_str("\n… (the rest is left out)\n");
        } else {
            world.dropped_prints += 1;
        }
    });
}
