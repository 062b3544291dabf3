//! A point: the place before an operation where another task may go first.

use corosensei::Yielder;

use crate::evidence;
use crate::naming;
use crate::object::{ObjectId, Subject};
use crate::task::{Loc, Next, Wait};
use crate::watch;
use crate::world::{self, World};

/// A look repeated so often, with nothing moving, is a spin: the task is not offered until something moves.
const LOOKS: u32 = 8;
/// The same for a task that says itself that it spins.
const YIELDS: u32 = 3;

/// An operation that is about to be done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Op {
    pub(crate) name: &'static str,
    pub(crate) object: Option<ObjectId>,
    pub(crate) loc: Loc,
    pub(crate) wait: Wait,
    pub(crate) deadline: Option<u64>,
    /// The task would rather let others go first.
    pub(crate) yields: bool,
}

impl Op {
    pub(crate) fn new(name: &'static str, object: Option<ObjectId>, loc: Loc, wait: Wait) -> Op {
        Op { name, object, loc, wait, deadline: None, yields: false }
    }

    pub(crate) fn until(self, deadline: Option<u64>) -> Op {
        Op { deadline, ..self }
    }
}

/// The number of the object in the running execution.
pub(crate) fn identify(subject: &Subject<'_>, loc: Loc) -> ObjectId {
    world::with(|world| world.id(subject, loc))
}

/// Lets others go first, as the search wants it, and returns when the wait holds (false) or its deadline passed (true).
pub(crate) fn point(op: Op) -> bool {
    let (next, yielder) = world::with(|world| {
        let yielder = world.me().yielder;
        (world.arrive(&op), yielder)
    });
    if next != Next::Same {
        suspend(yielder, next);
    }
    world::with(World::depart)
}

#[expect(unsafe_code, reason = "a task is suspended through a pointer to its own stack")]
fn suspend(yielder: *const Yielder<(), Next>, next: Next) {
    // SAFETY: the pointer was set when the task's coroutine started, to the yielder on that coroutine's stack, and the
    // task that runs this is on that stack, so the yielder is alive and is the one of the running coroutine.
    unsafe { (*yielder).suspend(next) }
}

impl World {
    /// The current task is before an operation. Says who goes on.
    fn arrive(&mut self, op: &Op) -> Next {
        let learner = naming::is_learner(op.loc).then_some(op.loc);
        watch::tick(learner);
        let current = self.current;
        let step = self.steps;
        let task = &mut self.tasks[current];
        task.is_panicking();
        task.step = step;
        (task.op, task.object, task.loc) = (op.name, op.object, Some(op.loc));
        (task.wait, task.deadline, task.timed_out) = (op.wait, op.deadline, false);
        if learner.is_some() {
            task.learner_loc = learner;
        }
        if self.out_of_steps() {
            return Next::Stop;
        }
        self.note_look(op);
        let holds = self.holds(current);
        if std::mem::take(&mut self.tasks[current].fresh) && holds {
            return Next::Same;
        }
        if !holds && evidence::cycle(self) {
            return Next::Stop;
        }
        self.decide(op.yields)
    }

    /// The operation is about to be done. Returns whether the deadline passed instead.
    fn depart(&mut self) -> bool {
        let task = self.me();
        task.wait = Wait::Ready;
        task.deadline = None;
        let timed_out = task.timed_out;
        if self.limits.trace {
            self.record();
        }
        timed_out
    }

    /// Hides a task that has looked at the same thing in vain too often.
    fn note_look(&mut self, op: &Op) {
        let progress = self.progress;
        let task = &mut self.tasks[self.current];
        let looks = task.looks.count(progress, op.loc, op.object);
        task.looks.waits |= op.yields;
        if looks >= if op.yields { YIELDS } else { LOOKS } {
            task.hidden = Some(progress);
        }
    }
}
