//! The objects that tasks share: locks, atomics, channels, barriers.
//!
//! An [`Object`] is embedded in each of `kata_std`'s types and holds nothing but a stamp. What a lock's state *is* lives
//! in the world of the execution, so it cannot leak from one execution to the next, not even through a `static`.

use std::sync::atomic::{AtomicU64, Ordering};

use smallvec::SmallVec;

use crate::statics;
use crate::task::{Loc, TaskId};
use crate::world::World;

/// The number of an object in its execution.
pub(crate) type ObjectId = u32;

/// How an object is named in evidence: `Mutex` and the type that it guards.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The name of the type itself.
    pub wrapper: &'static str,
    /// `std::any::type_name` of what it guards.
    pub inner: Option<fn() -> &'static str>,
}

/// An object as an operation meets it: its stamp, its name, and the memory that it spans.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The embedded object.
    pub object: &'a Object,
    /// Its name.
    pub label: Label,
    /// The memory that must be put back when the object is a `static`: start and length.
    pub region: (*const u8, usize),
}

/// The part of an object that is embedded in `kata_std`'s types.
#[derive(Debug)]
pub struct Object {
    /// Epoch of the execution that knows it, and its number there.
    stamp: AtomicU64,
}

impl Object {
    /// An object that no execution knows yet.
    pub const fn new() -> Object {
        Object { stamp: AtomicU64::new(0) }
    }
}

impl Default for Object {
    fn default() -> Self {
        Object::new()
    }
}

/// A task that holds a lock, and the line that took it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder {
    pub(crate) task: TaskId,
    pub(crate) loc: Loc,
}

/// The state of a mutex, a read-write lock, or a cell that is initialised once.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    pub(crate) writer: Option<Holder>,
    pub(crate) readers: SmallVec<[Holder; 2]>,
    /// For a cell: it has its value.
    pub(crate) complete: bool,
}

impl Lock {
    pub(crate) fn is_free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }

    pub(crate) fn holders(&self) -> impl Iterator<Item = &Holder> {
        self.writer.iter().chain(&self.readers)
    }
}

/// The state of a channel; the messages themselves are `kata_std`'s.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    /// None: without bound. 0: rendezvous.
    pub(crate) capacity: Option<usize>,
    pub(crate) queued: usize,
    /// How many messages were put in, and taken out, so far.
    pub(crate) sent: u64,
    pub(crate) taken: u64,
    pub(crate) senders: usize,
    pub(crate) receiver: bool,
}

/// The state of a barrier.
#[derive(Debug, Default)]
pub(crate) struct Barrier {
    pub(crate) arrived: usize,
    pub(crate) generation: u64,
}

/// What the world knows of an object.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) label: Label,
    /// Where it was first used, to tell its name from the source.
    pub(crate) first_use: Loc,
    pub(crate) lock: Lock,
    pub(crate) channel: Channel,
    pub(crate) barrier: Barrier,
}

impl World {
    /// The number of the object in this execution. At its first use, what a `static` spans is put back to what it was
    /// before any execution.
    pub(crate) fn id(&mut self, subject: &Subject<'_>, loc: Loc) -> ObjectId {
        let stamp = subject.object.stamp.load(Ordering::Relaxed);
        if (stamp >> 32) as u32 == self.epoch {
            return stamp as u32;
        }
        statics::refresh(subject.region);
        let id = self.objects.len() as ObjectId;
        self.objects.push(Record {
            label: subject.label,
            first_use: loc,
            lock: Lock::default(),
            channel: Channel::default(),
            barrier: Barrier::default(),
        });
        subject.object.stamp.store(u64::from(self.epoch) << 32 | u64::from(id), Ordering::Relaxed);
        id
    }

    pub(crate) fn lock(&mut self, id: ObjectId) -> &mut Lock {
        &mut self.objects[id as usize].lock
    }

    pub(crate) fn channel(&mut self, id: ObjectId) -> &mut Channel {
        &mut self.objects[id as usize].channel
    }

    pub(crate) fn barrier(&mut self, id: ObjectId) -> &mut Barrier {
        &mut self.objects[id as usize].barrier
    }
}
