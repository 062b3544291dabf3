//! Who waits for whom: deadlocks, cycles of locks, livelocks, as sentences with lines.

use smallvec::SmallVec;

use crate::failure::FailureKind;
use crate::inside::Held;
use crate::naming;
use crate::object::ObjectId;
use crate::task::{TaskId, Wait};
use crate::world::World;

/// No task can run and no deadline is left.
pub(crate) fn deadlock(world: &mut World) {
    let waiting = unfinished(world);
    let what: Vec<String> =
        waiting.iter().map(|&task| format!("{} waits {}", world.task_name(task), waits_for(world, task))).collect();
    let message = format!("no thread can go on: {}", what.join("; "));
    world.fail(FailureKind::Deadlocked, message, sentences(world, &waiting));
}

/// Only spinners are left, and none of them gets anywhere.
pub(crate) fn livelock(world: &mut World) {
    let spinning: Vec<TaskId> = unfinished(world).into_iter().filter(|&task| world.holds(task)).collect();
    let names: Vec<String> = spinning.iter().map(|&task| world.task_name(task)).collect();
    let verb = if names.len() == 1 { "spins" } else { "spin" };
    let message = format!("{} {verb} for ever, and nothing moves", list(&names));
    world.fail(FailureKind::Livelocked, message, where_tasks_are(world));
}

/// It made more steps than it may. If several tasks have gone on and on in turns for most of them, while no time passed
/// and none began or ended, they only keep each other busy.
pub(crate) fn endless(world: &mut World) {
    if world.is_stuck() {
        return livelock(world);
    }
    let busy: Vec<TaskId> = unfinished(world).into_iter().filter(|&t| world.tasks[t].step > world.turned).collect();
    let steps = world.limits.steps;
    let (kind, message) = if busy.len() > 1 && world.turned < steps / 2 {
        let names: Vec<String> = busy.iter().map(|&task| world.task_name(task)).collect();
        (FailureKind::Livelocked, format!("{} keep each other busy, and none gets anywhere", list(&names)))
    } else {
        (FailureKind::Endless, format!("it did not come to an end within {steps} steps"))
    };
    world.fail(kind, message, where_tasks_are(world));
}

/// Finds whether the current task, which has just begun to wait, closes a cycle that can never resolve, although other
/// tasks may still run.
pub(crate) fn cycle(world: &mut World) -> bool {
    let Some(cycle) = find_cycle(world) else { return false };
    let names: Vec<String> = cycle.iter().map(|&task| world.task_name(task)).collect();
    let message = match (&cycle[..], world.tasks[cycle[0]].wait) {
        ([task], Wait::Shared(id)) if world.objects[id as usize].lock.writer.is_none() => {
            let (task, object) = (world.task_name(*task), world.object_name(id));
            let writers = list(&waiting_writers(world, id));
            format!(
                "{task} reads {object} again while it reads it already, and {writers}, which waits to write, goes first"
            )
        }
        ([task], Wait::Exclusive(id) | Wait::Shared(id)) => {
            let doing = if is_cell(world, id) { "is still making it" } else { "holds it" };
            format!("{} asks for {} while it {doing} itself", world.task_name(*task), world.object_name(id))
        }
        ([task], _) => format!("{} waits for itself", world.task_name(*task)),
        _ => format!("{} wait for each other", list(&names)),
    };
    let notes = sentences(world, &cycle);
    world.fail(FailureKind::Deadlocked, message, notes);
    true
}

/// A cycle of waits that starts at the current task or is reached from it.
fn find_cycle(world: &World) -> Option<Vec<TaskId>> {
    let mut path = Vec::new();
    follow(world, world.current, &mut path)
}

fn follow(world: &World, task: TaskId, path: &mut Vec<TaskId>) -> Option<Vec<TaskId>> {
    if let Some(start) = path.iter().position(|&other| other == task) {
        return Some(path[start..].to_vec());
    }
    path.push(task);
    let found = blockers(world, task).into_iter().find_map(|blocker| follow(world, blocker, path));
    path.pop();
    found
}

/// The tasks that must all do something before this one can go on. Empty where anything else could wake it.
fn blockers(world: &World, task: TaskId) -> SmallVec<[TaskId; 4]> {
    if world.holds(task) {
        return SmallVec::new();
    }
    match world.tasks[task].wait {
        Wait::Exclusive(id) | Wait::Shared(id) => {
            world.objects[id as usize].lock.holders().map(|holder| holder.task).collect()
        }
        Wait::Join(other) => SmallVec::from_slice(&[other]),
        _ => SmallVec::new(),
    }
}

/// Where each task that has not ended is.
pub(crate) fn where_tasks_are(world: &World) -> Vec<String> {
    sentences(world, &unfinished(world))
}

fn unfinished(world: &World) -> Vec<TaskId> {
    (0..world.tasks.len()).filter(|&task| world.tasks[task].wait != Wait::Done).collect()
}

fn sentences(world: &World, tasks: &[TaskId]) -> Vec<String> {
    tasks.iter().map(|&task| sentence(world, task)).collect()
}

/// `driver-1 holds Mutex<A> since src/lot.rs:31 and waits for Mutex<B>, held by driver-2 since src/lot.rs:40, at …`.
fn sentence(world: &World, task: TaskId) -> String {
    let name = world.task_name(task);
    let held: Vec<String> = held_by(world, task).iter().map(|held| format!("{}{}", held.object, since(held))).collect();
    let doing = if world.holds(task) {
        format!("is at `{}`", world.tasks[task].op)
    } else {
        format!("waits {}", waits_for(world, task))
    };
    let at = naming::learner_place(world.tasks[task].loc.or(world.tasks[task].learner_loc));
    let at = at.map(|at| format!(", at {at}")).unwrap_or_default();
    match held.is_empty() {
        true => format!("{name} {doing}{at}"),
        false => format!("{name} holds {} and {doing}{at}", list(&held)),
    }
}

fn since(held: &Held) -> String {
    if held.at.is_empty() { String::new() } else { format!(" since {}", held.at) }
}

/// What a task waits for, as it follows `waits`.
pub(crate) fn waits_for(world: &World, task: TaskId) -> String {
    match world.tasks[task].wait {
        Wait::Ready => "for its turn".to_owned(),
        Wait::Exclusive(id) => format!("for {}{}", world.object_name(id), holders(world, id)),
        Wait::Shared(id) => format!("for {}{}{}", world.object_name(id), holders(world, id), writers(world, id)),
        Wait::Complete(id) => format!("for {} to be set", world.object_name(id)),
        Wait::Signal { condvar, .. } => format!("for a notification of {}", world.object_name(condvar)),
        Wait::Token => "to be unparked".to_owned(),
        Wait::Join(other) => format!("for {} to end", world.task_name(other)),
        Wait::Message(id) => format!("for a message on {}", world.object_name(id)),
        Wait::Room(id) => format!("for room in {}", world.object_name(id)),
        Wait::Taken(id, _) => format!("for its message on {} to be received", world.object_name(id)),
        Wait::Generation(id, _) => format!("for the others at {}", world.object_name(id)),
        Wait::Sleep => "for its sleep to end".to_owned(),
        Wait::Settle { .. } => "for all others to be idle".to_owned(),
        Wait::Done => "for nothing".to_owned(),
    }
}

/// The tasks that wait to write: under the RwLock of Linux a reader comes after them.
fn waiting_writers(world: &World, id: ObjectId) -> Vec<String> {
    let waits = |&task: &TaskId| world.tasks[task].wait == Wait::Exclusive(id);
    (0..world.tasks.len()).filter(waits).map(|task| world.task_name(task)).collect()
}

fn holders(world: &World, id: ObjectId) -> String {
    let lock = &world.objects[id as usize].lock;
    let holders: Vec<String> = lock
        .holders()
        .map(|holder| match naming::learner_place(Some(holder.loc)) {
            Some(at) => format!("{} since {at}", world.task_name(holder.task)),
            None => world.task_name(holder.task),
        })
        .collect();
    let verb = if is_cell(world, id) { "being made by" } else { "held by" };
    if holders.is_empty() { String::new() } else { format!(", {verb} {}", list(&holders)) }
}

/// Whether the object is initialised once: who makes it holds it like a lock, but is not said to.
fn is_cell(world: &World, id: ObjectId) -> bool {
    matches!(world.objects[id as usize].label.wrapper, "Once" | "OnceLock" | "LazyLock")
}

/// The writers that a reader waits behind, where only readers hold the lock.
fn writers(world: &World, id: ObjectId) -> String {
    let waits = |&task: &TaskId| world.tasks[task].wait == Wait::Exclusive(id);
    let writers: Vec<String> = (0..world.tasks.len()).filter(waits).map(|task| world.task_name(task)).collect();
    if world.objects[id as usize].lock.writer.is_some() || writers.is_empty() {
        return String::new();
    }
    let verb = if writers.len() == 1 { "waits" } else { "wait" };
    format!(", behind {}, which {verb} to write", list(&writers))
}

/// The locks that a task holds, in the order in which they were first used.
pub(crate) fn held_by(world: &World, task: TaskId) -> Vec<Held> {
    let mut held = Vec::new();
    for (id, record) in world.objects.iter().enumerate() {
        for holder in record.lock.holders().filter(|holder| holder.task == task) {
            let at = naming::learner_place(Some(holder.loc)).unwrap_or_default();
            held.push(Held { object: world.object_name(id as ObjectId), at });
        }
    }
    held
}

/// `a`, `a and b`, `a, b and c`.
fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
