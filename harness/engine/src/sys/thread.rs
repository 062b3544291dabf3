//! Threads.

use std::time::Duration;

use super::Loc;
use crate::naming;
use crate::panics;
use crate::point::{Op, point};
use crate::task::{TaskId, Wait};
use crate::world::{self, World};

/// A task of a certain execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskRef {
    epoch: u32,
    task: TaskId,
}

impl TaskRef {
    /// Its number; 0 is the scenario itself.
    pub fn number(self) -> usize {
        self.task
    }

    fn in_world(self, world: &World) -> bool {
        world.epoch == self.epoch && self.task < world.tasks.len()
    }
}

/// So many threads can live at once.
const MOST: usize = 1_000;

/// Starts a task. It can run from the next point of the calling task on. `body` must not panic. None: there are too
/// many already.
pub fn spawn(name: Option<String>, body: Box<dyn FnOnce()>, loc: Loc) -> Option<TaskRef> {
    assert!(world::active(), "a thread was started outside of an execution");
    let alive = world::with(|world| world.tasks.iter().filter(|task| task.wait != Wait::Done).count());
    if alive >= MOST {
        return None;
    }
    Some(world::with(|world| {
        let task = world.spawn(name, body);
        if world.limits.trace {
            world.note_spawn(task, loc);
        }
        TaskRef { epoch: world.epoch, task }
    }))
}

/// Waits until the task has ended.
pub fn join(task: TaskRef, loc: Loc) {
    let known = world::try_with(|world| task.in_world(world)) == Some(true);
    assert!(known, "a thread of another execution was joined");
    let ended = world::with(|world| world.tasks[task.task].wait == Wait::Done);
    if !ended {
        point(Op::new("join", None, loc, Wait::Join(task.task)));
    }
}

/// Whether the task has ended.
pub fn is_finished(task: TaskRef, loc: Loc) -> bool {
    if world::active() {
        // Someone looks without waiting, as `try_lock` does: from now on others may run before a thread ends.
        world::with(|world| world.try_locks = true);
        point(Op::new("is_finished", None, loc, Wait::Ready));
    }
    world::try_with(|world| !task.in_world(world) || world.tasks[task.task].wait == Wait::Done).unwrap_or(true)
}

/// The calling task. Outside an execution: one that is like no other.
pub fn current() -> TaskRef {
    world::try_with(|world| TaskRef { epoch: world.epoch, task: world.current })
        .unwrap_or(TaskRef { epoch: 0, task: 0 })
}

/// The name that the task was given.
pub fn name(task: TaskRef) -> Option<String> {
    world::try_with(|world| if task.in_world(world) { world.tasks[task.task].name.clone() } else { None }).flatten()
}

/// Waits for the token of `unpark`, at most so long.
pub fn park(timeout: Option<Duration>, loc: Loc) {
    assert!(world::active(), "a thread was parked outside of an execution");
    let deadline = timeout.map(|timeout| world::with(|world| world.deadline(timeout)));
    point(Op::new("park", None, loc, Wait::Token).until(deadline));
    world::with(|world| world.me().token = false);
}

/// Gives the task its token.
pub fn unpark(task: TaskRef, loc: Loc) {
    if !world::active() {
        return;
    }
    point(Op::new("unpark", None, loc, Wait::Ready));
    world::with(|world| {
        if task.in_world(world) {
            world.moved();
            world.tasks[task.task].token = true;
            if world.limits.trace {
                let name = world.task_name(task.task);
                world.set_value(name);
            }
        }
    });
}

/// Lets others go first.
pub fn yield_now(name: &'static str, loc: Loc) {
    if world::active() {
        point(Op { yields: true, ..Op::new(name, None, loc, Wait::Ready) });
    }
}

/// Whether a panic unwinds on the calling task.
pub fn panicking() -> bool {
    world::try_with(|world| world.me().is_panicking()).unwrap_or_else(std::thread::panicking)
}

/// A panic of the calling task was caught.
pub fn caught() {
    world::try_with(|world| {
        let task = world.me();
        task.panics = task.panics.saturating_sub(1);
    });
}

/// The calling task begins to unwind without the panic hook (`resume_unwind`).
pub fn resumed() {
    world::try_with(|world| world.me().panics += 1);
}

/// The calling task ends with a panic: worth a sentence beside whatever fails.
pub fn died() {
    world::try_with(|world| {
        let name = world.task_name(world.current);
        let Some(panicked) = world.me().last_panic.take() else { return };
        // A payload of the suite's own speaks for itself, through whoever joins the thread.
        if panicked.message == panics::NO_TEXT {
            return;
        }
        let at = panicked.at.map(|(file, line)| format!(" at {}", naming::place(&file, line))).unwrap_or_default();
        let note = format!("{name} panicked{at}: {}", panicked.message);
        world.notes.push(note);
    });
}

impl World {
    fn note_spawn(&mut self, task: TaskId, loc: Loc) {
        if naming::is_learner(loc) {
            let value = Some(self.task_name(task));
            let (task, op) = (self.current, "spawn".to_owned());
            self.trace.push(crate::trace::Event { task, loc: Some(loc), op, object: None, value, noted: false });
        }
    }
}
