//! Channels without their messages.

use std::time::Duration;

use super::{Loc, Object, Subject};
use crate::object::{Channel, ObjectId};
use crate::point::{Op, identify, point};
use crate::task::Wait;
use crate::world::{self, World};

/// What a sender is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// There is room; the message has this number.
    Free(u64),
    /// There is none.
    Full,
    /// No one will receive it.
    Closed,
}

/// What a receiver is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// There is a message.
    Message,
    /// There is none, or the wait timed out.
    Empty,
    /// There is none, and no sender.
    Closed,
}

/// The part of a channel that the scheduler sees.
#[derive(Debug, Default)]
pub struct RawChannel {
    object: Object,
}

impl RawChannel {
    /// A channel that is not open yet.
    pub const fn new() -> RawChannel {
        RawChannel { object: Object::new() }
    }

    /// The embedded object, to make a [`Subject`] of.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// Opens it with one sender and its receiver.
    pub fn open(&self, subject: Subject<'_>, capacity: Option<usize>, loc: Loc) {
        self.update(&subject, loc, |world, id| {
            let channel = world.channel(id);
            (channel.capacity, channel.senders, channel.receiver) = (capacity, 1, true);
        });
    }

    /// A sender was cloned.
    pub fn add_sender(&self, subject: Subject<'_>, loc: Loc) {
        self.update(&subject, loc, |world, id| world.channel(id).senders += 1);
    }

    /// A sender was dropped.
    pub fn drop_sender(&self, subject: Subject<'_>, loc: Loc) {
        self.point_before_end(&subject, loc, |channel| channel.senders == 1);
        self.update(&subject, loc, |world, id| {
            world.moved();
            let channel = world.channel(id);
            channel.senders = channel.senders.saturating_sub(1);
        });
    }

    /// The receiver was dropped.
    pub fn drop_receiver(&self, subject: Subject<'_>, loc: Loc) {
        self.point_before_end(&subject, loc, |_| true);
        self.update(&subject, loc, |world, id| {
            world.moved();
            world.channel(id).receiver = false;
        });
    }

    /// That the other side is gone can be seen, so others may run before it goes.
    fn point_before_end(&self, subject: &Subject<'_>, loc: Loc, ends: impl FnOnce(&Channel) -> bool) {
        let seen = world::try_with(|world| {
            let id = world.id(subject, loc);
            let wanted = ends(world.channel(id)) && world.me().panics == 0 && !world.closing;
            wanted.then_some(id)
        });
        if let Some(id) = seen.flatten() {
            point(Op::new("drop", Some(id), loc, Wait::Ready));
        }
    }

    fn update(&self, subject: &Subject<'_>, loc: Loc, change: impl FnOnce(&mut World, ObjectId)) {
        world::try_with(|world| {
            let id = world.id(subject, loc);
            change(world, id);
        });
    }

    /// Waits for room. With capacity 0 there always is: the wait is for the receiver to take the message.
    pub fn reserve(&self, subject: Subject<'_>, loc: Loc) -> Slot {
        if !world::active() {
            return Slot::Free(0);
        }
        let id = identify(&subject, loc);
        let rendezvous = world::with(|world| world.channel(id).capacity == Some(0));
        let wait = if rendezvous { Wait::Ready } else { Wait::Room(id) };
        point(Op::new("send", Some(id), loc, wait));
        world::with(|world| world.slot(id, true))
    }

    /// Looks for room without a wait. With capacity 0 there is room if the receiver already waits.
    pub fn try_reserve(&self, subject: Subject<'_>, loc: Loc) -> Slot {
        if !world::active() {
            return Slot::Free(0);
        }
        let id = identify(&subject, loc);
        point(Op::new("try_send", Some(id), loc, Wait::Ready));
        world::with(|world| world.slot(id, false))
    }

    /// Waits until the receiver has taken the message with this number. False: it will not.
    pub fn wait_taken(&self, subject: Subject<'_>, number: u64, loc: Loc) -> bool {
        if !world::active() {
            return true;
        }
        let id = identify(&subject, loc);
        point(Op::new("sent", Some(id), loc, Wait::Taken(id, number)));
        world::with(|world| {
            let channel = world.channel(id);
            let taken = channel.taken > number;
            if !taken {
                channel.queued = channel.queued.saturating_sub(1);
            }
            taken
        })
    }

    /// Waits for a message; at most so long.
    pub fn wait_message(&self, subject: Subject<'_>, timeout: Option<Duration>, loc: Loc) -> Ready {
        if !world::active() {
            return Ready::Empty;
        }
        let id = identify(&subject, loc);
        let deadline = timeout.map(|timeout| world::with(|world| world.deadline(timeout)));
        point(Op::new("recv", Some(id), loc, Wait::Message(id)).until(deadline));
        world::with(|world| world.take_message(id))
    }

    /// Looks for a message without a wait.
    pub fn try_message(&self, subject: Subject<'_>, loc: Loc) -> Ready {
        if !world::active() {
            return Ready::Empty;
        }
        let id = identify(&subject, loc);
        point(Op::new("try_recv", Some(id), loc, Wait::Ready));
        world::with(|world| world.take_message(id))
    }
}

impl World {
    /// Puts a message in, if there is room for it.
    fn slot(&mut self, id: ObjectId, waited: bool) -> Slot {
        let wanted = (0..self.tasks.len()).any(|task| self.tasks[task].wait == Wait::Message(id) && !self.holds(task));
        let channel = self.channel(id);
        let room = match channel.capacity {
            None => true,
            Some(0) => waited || wanted,
            Some(capacity) => channel.queued < capacity,
        };
        let slot = match (channel.receiver, room) {
            (false, _) => Slot::Closed,
            (true, false) => Slot::Full,
            (true, true) => Slot::Free(channel.sent),
        };
        if let Slot::Free(_) = slot {
            channel.sent += 1;
            channel.queued += 1;
            self.moved();
        } else if self.limits.trace {
            self.set_value(if slot == Slot::Full { "full" } else { "closed" }.to_owned());
        }
        slot
    }

    /// Takes a message out, if there is any.
    fn take_message(&mut self, id: ObjectId) -> Ready {
        let channel = self.channel(id);
        let ready = match (channel.queued, channel.senders) {
            (0, 0) => Ready::Closed,
            (0, _) => Ready::Empty,
            _ => Ready::Message,
        };
        if ready == Ready::Message {
            channel.queued -= 1;
            channel.taken += 1;
            self.moved();
        } else if self.limits.trace {
            self.set_value(if ready == Ready::Empty { "empty" } else { "closed" }.to_owned());
        }
        ready
    }
}
