//! The timeline of an execution: what its tasks did, one operation after the other.

use std::collections::HashMap;

use kata_verdict::Step;

use crate::naming;
use crate::object::ObjectId;
use crate::task::{Loc, TaskId};
use crate::world::World;

/// What a task did, or what the suite noted.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) task: TaskId,
    pub(crate) loc: Option<Loc>,
    pub(crate) op: String,
    pub(crate) object: Option<ObjectId>,
    pub(crate) value: Option<String>,
    /// Noted by the suite, so shown although it has no line.
    pub(crate) noted: bool,
}

impl World {
    /// Records the operation that the current task is about to do.
    pub(crate) fn record(&mut self) {
        let task = &self.tasks[self.current];
        let event = Event {
            task: self.current,
            loc: task.loc,
            op: task.op.to_owned(),
            object: task.object,
            value: task.timed_out.then(|| "timed out".to_owned()),
            noted: false,
        };
        self.trace.push(event);
    }

    /// Adds the value to the operation that was recorded last.
    pub(crate) fn set_value(&mut self, value: String) {
        if let Some(event) = self.trace.last_mut() {
            event.value = Some(value);
        }
    }
}

/// The timeline as evidence shows it: the learner's lines, and what the suite noted. At the end come the tasks that
/// wait for ever.
pub(crate) fn timeline(world: &World) -> Vec<Step> {
    let mut names: HashMap<ObjectId, String> = HashMap::new();
    let mut name = |id: Option<ObjectId>| id.map(|id| names.entry(id).or_insert_with(|| world.object_name(id)).clone());
    world
        .trace
        .iter()
        .filter(|event| event.noted || event.loc.is_some_and(naming::is_learner))
        .map(|event| Step {
            task: world.task_name(event.task),
            at: naming::learner_place(event.loc),
            op: event.op.clone(),
            object: name(event.object),
            value: event.value.clone(),
        })
        .collect()
}
