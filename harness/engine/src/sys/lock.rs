//! Locks, exclusive and shared, and the flags that keep them sound whatever the scheduler does.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use super::{Loc, Object, Subject};
use crate::object::{Holder, ObjectId};
use crate::point::{Op, identify, point};
use crate::statics;
use crate::task::{TaskId, Wait};
use crate::world;

/// A lock without its data: what a mutex, a read-write lock, and a cell that is initialised once have in common.
#[derive(Debug, Default)]
pub struct RawLock {
    object: Object,
    /// -1: held exclusively. Above 0: so many readers. Who holds it is in the world; this flag alone makes it sound.
    state: AtomicI32,
    poisoned: AtomicBool,
}

/// Whether a `try_` call may take the lock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Exclusive,
    Shared,
}

impl RawLock {
    /// A free lock.
    pub const fn new() -> RawLock {
        RawLock { object: Object::new(), state: AtomicI32::new(0), poisoned: AtomicBool::new(false) }
    }

    /// The embedded object, to make a [`Subject`] of.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// Takes the lock exclusively, when no one else holds it.
    pub fn lock(&self, subject: Subject<'_>, name: &'static str, loc: Loc) {
        self.wait_and_take(subject, name, Mode::Exclusive, loc);
    }

    /// Takes the lock shared, when no one holds it exclusively or waits to.
    pub fn read(&self, subject: Subject<'_>, loc: Loc) {
        self.wait_and_take(subject, "read", Mode::Shared, loc);
    }

    /// Takes the lock exclusively if that needs no wait.
    pub fn try_lock(&self, subject: Subject<'_>, name: &'static str, loc: Loc) -> bool {
        self.try_take(subject, name, Mode::Exclusive, loc)
    }

    /// Takes the lock shared if that needs no wait.
    pub fn try_read(&self, subject: Subject<'_>, loc: Loc) -> bool {
        self.try_take(subject, "try_read", Mode::Shared, loc)
    }

    fn wait_and_take(&self, subject: Subject<'_>, name: &'static str, mode: Mode, loc: Loc) {
        if !world::active() {
            refresh_outside(&subject);
            assert!(self.take(mode), "a lock would block outside of an execution");
            return;
        }
        let id = identify(&subject, loc);
        point(Op::new(name, Some(id), loc, mode.wait(id)));
        self.enter(id, mode, loc);
    }

    fn try_take(&self, subject: Subject<'_>, name: &'static str, mode: Mode, loc: Loc) -> bool {
        if !world::active() {
            refresh_outside(&subject);
            return self.take(mode);
        }
        let id = identify(&subject, loc);
        world::with(|world| world.try_locks = true);
        point(Op::new(name, Some(id), loc, Wait::Ready));
        let free = world::with(|world| {
            world.me().wait = mode.wait(id);
            let free = world.holds(world.current);
            world.me().wait = Wait::Ready;
            if world.limits.trace && !free {
                world.set_value("would block".to_owned());
            }
            free
        });
        if free {
            self.enter(id, mode, loc);
        }
        free
    }

    /// The scheduler says that the lock can be taken: takes it.
    fn enter(&self, id: ObjectId, mode: Mode, loc: Loc) {
        assert!(self.take(mode), "a lock is still held by a thread of an earlier execution");
        world::with(|world| {
            let holder = Holder { task: world.current, loc };
            match mode {
                Mode::Exclusive => world.lock(id).writer = Some(holder),
                Mode::Shared => world.lock(id).readers.push(holder),
            }
        });
    }

    fn take(&self, mode: Mode) -> bool {
        let state = self.state.load(Ordering::Relaxed);
        let next = match mode {
            Mode::Exclusive if state == 0 => -1,
            Mode::Shared if state >= 0 => state + 1,
            _ => return false,
        };
        self.state.compare_exchange(state, next, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Gives back what the calling task holds exclusively. `changed`: what it guards may have changed.
    pub fn unlock(&self, subject: Subject<'_>, changed: bool, loc: Loc) {
        self.point_before_unlock(&subject, "unlock", loc);
        self.release_quietly(subject, changed, loc);
    }

    /// The same without a point.
    pub(crate) fn release_quietly(&self, subject: Subject<'_>, changed: bool, loc: Loc) {
        self.state.store(0, Ordering::Release);
        world::try_with(|world| {
            let id = world.id(&subject, loc);
            world.lock(id).writer = None;
            // Whoever spins on `try_lock` waits for this, whether or not anything changed.
            if changed || world.try_locks {
                world.moved();
            }
        });
    }

    /// Gives back what the calling task holds shared.
    pub fn unlock_shared(&self, subject: Subject<'_>, loc: Loc) {
        self.point_before_unlock(&subject, "unlock", loc);
        self.state.fetch_sub(1, Ordering::Release);
        world::try_with(|world| {
            let id = world.id(&subject, loc);
            let me = world.current;
            remove_reader(world.lock(id), me);
        });
    }

    /// Turns what the calling task holds exclusively into a shared hold.
    pub fn downgrade(&self, subject: Subject<'_>, loc: Loc) {
        self.state.store(1, Ordering::Release);
        world::try_with(|world| {
            let id = world.id(&subject, loc);
            world.moved();
            let holder = Holder { task: world.current, loc };
            let lock = world.lock(id);
            lock.writer = None;
            lock.readers.push(holder);
        });
    }

    /// Where a `try_lock` could see the lock held, others may run before it is given back.
    fn point_before_unlock(&self, subject: &Subject<'_>, name: &'static str, loc: Loc) {
        let wanted = world::try_with(|world| world.limits.unlock_points && world.me().panics == 0 && !world.closing);
        if wanted == Some(true) {
            let id = identify(subject, loc);
            point(Op::new(name, Some(id), loc, Wait::Ready));
        }
    }

    /// Whether a task panicked while it held the lock.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned.load(Ordering::Relaxed)
    }

    /// Marks the lock as poisoned, or not.
    pub fn set_poisoned(&self, poisoned: bool) {
        self.poisoned.store(poisoned, Ordering::Relaxed);
    }

    /// The cell that this lock guards has its value now.
    pub fn complete(&self, subject: Subject<'_>, loc: Loc) {
        world::try_with(|world| {
            let id = world.id(&subject, loc);
            world.moved();
            world.lock(id).complete = true;
        });
    }

    /// Waits until the cell that this lock guards has its value.
    pub fn wait_complete(&self, subject: Subject<'_>, loc: Loc) {
        assert!(world::active(), "waiting for a cell would block outside of an execution");
        let id = identify(&subject, loc);
        point(Op::new("wait", Some(id), loc, Wait::Complete(id)));
    }

    /// The object's first use in this execution, if this is it: a `static` is put back before it is looked at.
    pub fn touch(&self, subject: Subject<'_>, loc: Loc) {
        if world::active() {
            identify(&subject, loc);
        } else {
            refresh_outside(&subject);
        }
    }

    /// The number of the object, for another primitive that waits for this lock.
    pub(crate) fn identify(&self, subject: &Subject<'_>, loc: Loc) -> ObjectId {
        identify(subject, loc)
    }

    /// Takes the lock after a wait that the scheduler ended on its behalf.
    pub(crate) fn retake(&self, id: ObjectId, loc: Loc) {
        self.enter(id, Mode::Exclusive, loc);
    }
}

impl Mode {
    fn wait(self, id: ObjectId) -> Wait {
        match self {
            Mode::Exclusive => Wait::Exclusive(id),
            Mode::Shared => Wait::Shared(id),
        }
    }
}

fn remove_reader(lock: &mut crate::object::Lock, task: TaskId) {
    if let Some(at) = lock.readers.iter().rposition(|holder| holder.task == task) {
        lock.readers.remove(at);
    }
}

/// A static that is first used outside an execution must be kept as it was, too.
pub(crate) fn refresh_outside(subject: &Subject<'_>) {
    statics::keep_pristine(subject.region);
}
