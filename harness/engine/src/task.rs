//! One task: a thread of the scenario, and what it waits for.

use std::any::Any;
use std::panic::Location;

use corosensei::Yielder;
use smallvec::SmallVec;

use crate::object::ObjectId;

/// Where in a source a call was made.
pub(crate) type Loc = &'static Location<'static>;

/// The number of a task in its execution; 0 is the scenario itself.
pub(crate) type TaskId = usize;

/// What a task waits for. A wait is only data: the scheduler judges whether it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// For nothing.
    Ready,
    /// Until the lock is held by no one.
    Exclusive(ObjectId),
    /// Until the lock is written by no one, and no writer waits for it.
    Shared(ObjectId),
    /// Until the cell has its value.
    Complete(ObjectId),
    /// For a notification; then for the mutex.
    Signal { condvar: ObjectId, mutex: ObjectId },
    /// For the token of `unpark`.
    Token,
    /// Until the other task has ended.
    Join(TaskId),
    /// Until there is a message, or no sender.
    Message(ObjectId),
    /// Until there is room for a message, or no receiver.
    Room(ObjectId),
    /// Until the message with this number was taken, or there is no receiver.
    Taken(ObjectId, u64),
    /// Until the barrier is past this generation.
    Generation(ObjectId, u64),
    /// For the clock alone.
    Sleep,
    /// Until nothing else can run and, with `timers`, no timer is pending.
    Settle { timers: bool },
    /// The task has ended.
    Done,
}

/// Where control goes after a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The same task goes on.
    Same,
    /// Another task goes on.
    Run(TaskId),
    /// The execution is over; no task goes on.
    Stop,
}

/// What a panic said.
#[derive(Clone, Debug)]
pub(crate) struct Panicked {
    pub(crate) message: String,
    /// The file as the compiler was given it, and the line.
    pub(crate) at: Option<(String, u32)>,
}

/// A value of a `thread_local!` of this task, under the address of its key; None once it was dropped.
pub(crate) type Local = (usize, Option<*mut dyn Any>);

/// What a task has looked at in vain since anything last moved, to tell a spinner.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    progress: u64,
    /// The task has also said itself that it waits: it yielded, or it reads the clock over and over.
    pub(crate) waits: bool,
    seen: SmallVec<[(usize, Option<ObjectId>, u32); 4]>,
}

impl Looks {
    /// Counts a look from this line at this object; returns how many there were since `progress` last changed.
    pub(crate) fn count(&mut self, progress: u64, line: Loc, object: Option<ObjectId>) -> u32 {
        if self.progress != progress {
            self.progress = progress;
            self.waits = false;
            self.seen.clear();
        }
        let line = std::ptr::from_ref(line).addr();
        for look in &mut self.seen {
            if look.0 == line && look.1 == object {
                look.2 += 1;
                return look.2;
            }
        }
        self.seen.push((line, object, 1));
        1
    }
}

/// One task of an execution.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) wait: Wait,
    pub(crate) deadline: Option<u64>,
    /// The last wait ended because its deadline passed.
    pub(crate) timed_out: bool,
    /// Chosen, but not yet at its first point: being chosen already stands for that operation.
    pub(crate) fresh: bool,
    /// When it began to wait for a signal, to wake waiters in order.
    pub(crate) queued: u64,
    pub(crate) op: &'static str,
    pub(crate) object: Option<ObjectId>,
    pub(crate) loc: Option<Loc>,
    /// The learner's line that it was last seen at.
    pub(crate) learner_loc: Option<Loc>,
    pub(crate) token: bool,
    /// How many panics unwind on this task.
    pub(crate) panics: u32,
    pub(crate) last_panic: Option<Panicked>,
    /// The step that it made last.
    pub(crate) step: u64,
    pub(crate) looks: Looks,
    /// Looks in vain; not offered until anything moves from this count of progress.
    pub(crate) hidden: Option<u64>,
    pub(crate) locals: Vec<Local>,
    pub(crate) yielder: *const Yielder<(), Next>,
}

impl Task {
    pub(crate) fn new(name: Option<String>) -> Task {
        Task {
            name,
            wait: Wait::Ready,
            deadline: None,
            timed_out: false,
            fresh: true,
            queued: 0,
            op: "start",
            object: None,
            loc: None,
            learner_loc: None,
            token: false,
            panics: 0,
            last_panic: None,
            step: 0,
            looks: Looks::default(),
            hidden: None,
            locals: Vec::new(),
            yielder: std::ptr::null(),
        }
    }

    /// Whether a panic unwinds on this task, which is the current one. A panic that a suite caught with the `catch_unwind`
    /// of the real std was not seen to end; but where none unwinds at all, none does here.
    pub(crate) fn is_panicking(&mut self) -> bool {
        if self.panics > 0 && !std::thread::panicking() {
            self.panics = 0;
        }
        self.panics > 0
    }

    /// Ends the wait without its condition: the deadline passed, or the wake-up is spurious.
    pub(crate) fn release(&mut self, timed_out: bool) {
        self.wait = match self.wait {
            Wait::Signal { mutex, .. } => Wait::Exclusive(mutex),
            _ => Wait::Ready,
        };
        self.deadline = None;
        self.timed_out = timed_out;
    }
}
