//! Who makes the choices of an execution.

use crate::task::TaskId;

/// One way to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// This task runs.
    Run(TaskId),
    /// The deadline of this task passes, although others could run.
    Expire(TaskId),
    /// This task is woken for no reason.
    Spurious(TaskId),
    /// Of several waiters, this one gets the notification.
    Notify(TaskId),
}

impl Choice {
    pub(crate) fn task(self) -> TaskId {
        match self {
            Choice::Run(task) | Choice::Expire(task) | Choice::Spurious(task) | Choice::Notify(task) => task,
        }
    }
}

/// More than one way to go on. The first option is what happens without intervention: the task goes on.
#[derive(Debug)]
pub(crate) struct Decision<'a> {
    pub(crate) options: &'a [Choice],
    /// So many of the options, from the front, cost nothing: choosing another is a preemption, or as unlikely as one.
    pub(crate) free: usize,
    /// The task that would rather let another one go first; it is the last of the options that cost nothing.
    pub(crate) yielding: Option<TaskId>,
}

/// Makes the choices of executions, one after the other.
pub(crate) trait Driver {
    /// The index of the option that is taken.
    fn choose(&mut self, decision: &Decision<'_>) -> usize;
}

/// A choice that was made, and what it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) options: u16,
    pub(crate) free: u16,
    pub(crate) taken: u16,
    pub(crate) choice: Choice,
}

/// Takes the first option always: no preemption, no early timer.
#[derive(Debug)]
pub(crate) struct Straight;

impl Driver for Straight {
    fn choose(&mut self, _: &Decision<'_>) -> usize {
        0
    }
}
