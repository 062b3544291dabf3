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
            value: (task.timed_out && task.op != "sleep").then(|| "timed out".to_owned()),
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

/// So many steps of a timeline are kept, most of them from its end.
const KEPT: usize = 400;
const KEPT_AT_THE_START: usize = 80;

/// The timeline as evidence shows it: the learner's lines, and what the suite noted.
pub(crate) fn timeline(world: &World) -> Vec<Step> {
    let shown = |event: &&Event| event.noted || event.loc.is_some_and(naming::is_learner);
    let mut names: HashMap<ObjectId, String> = HashMap::new();
    world.trace.iter().filter(shown).map(|event| step(world, event, &mut names)).collect()
}

/// Leaves out the middle of a timeline that is too long. Returns how many steps that is.
pub(crate) fn shorten(timeline: &mut Vec<Step>) -> usize {
    let left_out = timeline.len().saturating_sub(KEPT);
    if left_out > 0 {
        timeline.drain(KEPT_AT_THE_START..KEPT_AT_THE_START + left_out);
    }
    left_out
}

fn step(world: &World, event: &Event, names: &mut HashMap<ObjectId, String>) -> Step {
    let object = event.object.map(|id| names.entry(id).or_insert_with(|| world.object_name(id)).clone());
    Step {
        task: world.task_name(event.task),
        at: naming::learner_place(event.loc),
        op: event.op.clone(),
        object,
        value: event.value.clone(),
    }
}
