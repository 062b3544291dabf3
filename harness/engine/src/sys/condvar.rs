//! Condition variables.

use std::time::Duration;

use super::lock::RawLock;
use super::{Loc, Subject};
use crate::driver::Choice;
use crate::object::ObjectId;
use crate::point::{Op, identify, point};
use crate::task::{TaskId, Wait};
use crate::world::{self, World};

/// The mutex that a waiter holds, and whether it may have changed what the mutex guards.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// The lock of the mutex.
    pub lock: &'a RawLock,
    /// The mutex as an object.
    pub subject: Subject<'a>,
    /// What it guards may have changed.
    pub changed: bool,
}

/// Gives the mutex back, waits for a notification, a timeout or nothing at all (a spurious wake-up), and takes the mutex
/// again. Returns whether it timed out.
pub fn wait(condvar: Subject<'_>, mutex: Holding<'_>, timeout: Option<Duration>, loc: Loc) -> bool {
    assert!(world::active(), "a condition variable would block outside of an execution");
    let id = identify(&condvar, loc);
    let lock = mutex.lock.identify(&mutex.subject, loc);
    point(Op::new("wait", Some(id), loc, Wait::Ready));
    mutex.lock.release_quietly(mutex.subject, mutex.changed, loc);
    let deadline = world::with(|world| {
        world.queued += 1;
        world.me().queued = world.queued;
        timeout.map(|timeout| world.deadline(timeout))
    });
    let timed_out = point(Op::new("wake", Some(id), loc, Wait::Signal { condvar: id, mutex: lock }).until(deadline));
    mutex.lock.retake(lock, loc);
    timed_out
}

/// Wakes one waiter, if there is any; which one of several is up to the search.
pub fn notify_one(condvar: Subject<'_>, loc: Loc) {
    if world::active() {
        let id = identify(&condvar, loc);
        point(Op::new("notify_one", Some(id), loc, Wait::Ready));
        world::with(|world| world.notify(id, false));
    }
}

/// Wakes all waiters.
pub fn notify_all(condvar: Subject<'_>, loc: Loc) {
    if world::active() {
        let id = identify(&condvar, loc);
        point(Op::new("notify_all", Some(id), loc, Wait::Ready));
        world::with(|world| world.notify(id, true));
    }
}

impl World {
    fn notify(&mut self, condvar: ObjectId, all: bool) {
        let mut waiters = self.waiters(condvar);
        if waiters.is_empty() {
            if self.limits.trace {
                self.set_value("no one waits".to_owned());
            }
            return;
        }
        if !all {
            waiters = vec![self.pick_waiter(&waiters)];
        }
        self.moved();
        if self.limits.trace {
            let names: Vec<String> = waiters.iter().map(|&task| self.task_name(task)).collect();
            self.set_value(format!("wakes {}", names.join(", ")));
        }
        for task in waiters {
            self.tasks[task].release(false);
        }
    }

    /// Those that wait, in the order in which they began to.
    fn waiters(&self, condvar: ObjectId) -> Vec<TaskId> {
        let waits = |&task: &TaskId| matches!(self.tasks[task].wait, Wait::Signal { condvar: id, .. } if id == condvar);
        let mut waiters: Vec<TaskId> = (0..self.tasks.len()).filter(waits).collect();
        waiters.sort_by_key(|&task| self.tasks[task].queued);
        waiters
    }

    fn pick_waiter(&mut self, waiters: &[TaskId]) -> TaskId {
        self.options.clear();
        self.options.extend(waiters.iter().map(|&task| Choice::Notify(task)));
        if self.closing {
            return waiters[0];
        }
        self.choose(waiters.len(), false).task()
    }

    /// When a wait that begins now and may last so long is over. Even a wait without length takes a nanosecond: whoever
    /// waits for what is left until a deadline, and gives up once it has passed, would else wait for nothing for ever.
    pub(crate) fn deadline(&self, timeout: Duration) -> u64 {
        let nanos = u64::try_from(timeout.as_nanos()).unwrap_or(u64::MAX);
        self.clock.saturating_add(nanos.max(1))
    }
}
