//! The world of one execution: its tasks, its objects, its clock, and what was seen so far.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU32, Ordering};

use smallvec::SmallVec;

use crate::driver::{Choice, Driver, Made, Straight};
use crate::failure::FailureKind;
use crate::object::Record;
use crate::task::{Loc, Task, TaskId, Wait};
use crate::trace::Event;

/// What bounds an execution, and what it may do beside running tasks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) steps: u64,
    /// So many deadlines may pass although other tasks could run.
    pub(crate) races: u32,
    /// So many waiters may wake for no reason.
    pub(crate) spurious: u32,
    /// A point comes before each unlock too: needed where `try_lock` could see the lock held.
    pub(crate) unlock_points: bool,
    pub(crate) trace: bool,
}

/// What a task runs.
pub(crate) type Body = Box<dyn FnOnce()>;

/// A failure as the world saw it.
pub(crate) struct Found {
    pub(crate) kind: FailureKind,
    pub(crate) message: String,
    pub(crate) payload: Option<Box<dyn Any + Send>>,
    pub(crate) panic_at: Option<String>,
    pub(crate) notes: Vec<String>,
}

/// The world of one execution.
pub(crate) struct World {
    /// Unique among all executions of the process.
    pub(crate) epoch: u32,
    pub(crate) limits: Limits,
    pub(crate) tasks: Vec<Task>,
    /// What tasks that have not started yet will run.
    pub(crate) bodies: Vec<Option<Body>>,
    pub(crate) current: TaskId,
    pub(crate) objects: Vec<Record>,
    /// Nanoseconds since the start.
    pub(crate) clock: u64,
    /// Counts what may have changed what a task waits for in vain.
    pub(crate) progress: u64,
    pub(crate) idle: Idle,
    pub(crate) queued: u64,
    pub(crate) steps: u64,
    /// The step at which a task last began or ended, or time passed.
    pub(crate) turned: u64,
    pub(crate) races_left: u32,
    pub(crate) spurious_left: u32,
    pub(crate) driver: Box<dyn Driver>,
    pub(crate) options: SmallVec<[Choice; 16]>,
    pub(crate) made: Vec<Made>,
    pub(crate) preemptions: u32,
    pub(crate) trace: Vec<Event>,
    pub(crate) notes: Vec<String>,
    pub(crate) output: String,
    /// How many prints were left out, because there was no room for them.
    pub(crate) dropped_prints: u64,
    pub(crate) wall_reads: Vec<Loc>,
    /// How many hashers were seeded, to seed the next.
    pub(crate) hashers: u64,
    /// `try_lock` or its like was called.
    pub(crate) try_locks: bool,
    pub(crate) found: Option<Found>,
    /// The scenario has returned; the others may only run on until they block.
    pub(crate) closing: bool,
}

/// How long nothing has moved.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Idle {
    /// The count of progress that this is about.
    pub(crate) progress: u64,
    /// Rounds in which only spinners ran.
    pub(crate) rounds: u32,
    /// Those of them in which one said that it waits.
    pub(crate) waits: u32,
    /// Deadlines that passed.
    pub(crate) timers: u32,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(World::new());
    static ACTIVE: Cell<bool> = const { Cell::new(false) };
}

/// Works on the world of the execution that this thread runs.
pub(crate) fn with<R>(f: impl FnOnce(&mut World) -> R) -> R {
    WORLD.with(|world| f(&mut world.borrow_mut()))
}

/// Like [`with`], but None where there is no execution, or where the engine itself is at work.
pub(crate) fn try_with<R>(f: impl FnOnce(&mut World) -> R) -> Option<R> {
    if !active() {
        return None;
    }
    WORLD.try_with(|world| Some(f(&mut *world.try_borrow_mut().ok()?))).ok().flatten()
}

/// Whether this thread runs an execution now.
pub(crate) fn active() -> bool {
    ACTIVE.get()
}

pub(crate) fn set_active(active: bool) {
    ACTIVE.set(active);
}

impl World {
    fn new() -> World {
        World {
            epoch: 0,
            limits: Limits { steps: 0, races: 0, spurious: 0, unlock_points: false, trace: false },
            tasks: Vec::new(),
            bodies: Vec::new(),
            current: 0,
            objects: Vec::new(),
            clock: 0,
            progress: 0,
            idle: Idle::default(),
            queued: 0,
            steps: 0,
            turned: 0,
            races_left: 0,
            spurious_left: 0,
            driver: Box::new(Straight),
            options: SmallVec::new(),
            made: Vec::new(),
            preemptions: 0,
            trace: Vec::new(),
            notes: Vec::new(),
            output: String::new(),
            dropped_prints: 0,
            wall_reads: Vec::new(),
            hashers: 0,
            try_locks: false,
            found: None,
            closing: false,
        }
    }

    /// Makes a new world in place of the old one, keeping its allocations.
    pub(crate) fn begin(&mut self, limits: Limits, driver: Box<dyn Driver>) {
        static EPOCH: AtomicU32 = AtomicU32::new(0);
        self.epoch = EPOCH.fetch_add(1, Ordering::Relaxed).wrapping_add(1).max(1);
        self.limits = limits;
        self.tasks.clear();
        self.bodies.clear();
        self.current = 0;
        self.objects.clear();
        self.clock = 0;
        self.progress = 0;
        self.idle = Idle::default();
        self.queued = 0;
        self.steps = 0;
        self.turned = 0;
        self.races_left = limits.races;
        self.spurious_left = limits.spurious;
        self.driver = driver;
        self.made.clear();
        self.preemptions = 0;
        self.trace.clear();
        self.notes.clear();
        self.output.clear();
        self.dropped_prints = 0;
        self.wall_reads.clear();
        self.hashers = 0;
        self.try_locks = false;
        self.found = None;
        self.closing = false;
    }

    pub(crate) fn me(&mut self) -> &mut Task {
        &mut self.tasks[self.current]
    }

    /// Registers a task that can run from now on.
    pub(crate) fn spawn(&mut self, name: Option<String>, body: Body) -> TaskId {
        // What the new task does may come before whatever its parent does next, if that is its first operation.
        if let Some(parent) = self.tasks.get_mut(self.current) {
            parent.fresh = false;
        }
        self.turned = self.steps;
        self.tasks.push(Task::new(name));
        self.bodies.push(Some(body));
        self.tasks.len() - 1
    }

    /// Keeps the failure, if it is the first one.
    pub(crate) fn fail(&mut self, kind: FailureKind, message: String, notes: Vec<String>) {
        if self.found.is_some() || self.closing {
            return;
        }
        self.found = Some(match self.unwinding_main() {
            // A destructor waits in vain: what led to it matters more.
            Some((message, panic_at)) => Found { kind: FailureKind::Panicked, message, payload: None, panic_at, notes },
            None => Found { kind, message, payload: None, panic_at: None, notes },
        });
    }

    /// What the scenario panicked with, and where, while it unwinds.
    fn unwinding_main(&self) -> Option<(String, Option<String>)> {
        let main = self.tasks.first().filter(|main| main.panics > 0)?;
        let panicked = main.last_panic.as_ref()?;
        let at = panicked.at.as_ref().map(|(file, line)| format!("{file}:{line}"));
        Some((panicked.message.clone(), at))
    }

    /// Something changed that a task may wait for in vain.
    pub(crate) fn moved(&mut self) {
        self.progress += 1;
        self.me().fresh = false;
    }

    /// Whether the wait of a task holds, so that it can run.
    pub(crate) fn holds(&self, task: TaskId) -> bool {
        match self.tasks[task].wait {
            Wait::Ready => true,
            Wait::Exclusive(id) => self.objects[id as usize].lock.is_free(),
            Wait::Shared(id) => self.may_read(id),
            Wait::Complete(id) => self.objects[id as usize].lock.complete,
            Wait::Token => self.tasks[task].token,
            Wait::Join(other) => self.tasks[other].wait == Wait::Done,
            Wait::Message(id) => {
                let channel = &self.objects[id as usize].channel;
                channel.queued > 0 || channel.senders == 0
            }
            Wait::Room(id) => {
                let channel = &self.objects[id as usize].channel;
                !channel.receiver || channel.capacity.is_none_or(|capacity| channel.queued < capacity)
            }
            Wait::Taken(id, number) => {
                let channel = &self.objects[id as usize].channel;
                !channel.receiver || channel.taken > number
            }
            Wait::Generation(id, generation) => self.objects[id as usize].barrier.generation != generation,
            Wait::Signal { .. } | Wait::Sleep | Wait::Settle { .. } | Wait::Done => false,
        }
    }

    /// As the `RwLock` of Linux does it: a reader comes after the writers that already wait.
    fn may_read(&self, id: u32) -> bool {
        let lock = &self.objects[id as usize].lock;
        lock.writer.is_none()
            && (lock.readers.is_empty() || !self.tasks.iter().any(|task| task.wait == Wait::Exclusive(id)))
    }
}
