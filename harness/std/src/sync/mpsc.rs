//! Channels.

use std::collections::VecDeque;
use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kata_engine::sys::channel::{RawChannel, Ready, Slot};
use kata_engine::sys::{Label, Loc, Subject};

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

/// What the ends of a channel share. The queue's own mutex is never contended: no point comes while it is held.
struct Shared<T> {
    raw: RawChannel,
    queue: Mutex<VecDeque<(u64, T)>>,
    rendezvous: bool,
}

impl<T> Shared<T> {
    fn open(capacity: Option<usize>, loc: Loc) -> Arc<Shared<T>> {
        let queue = Mutex::new(VecDeque::new());
        let shared = Arc::new(Shared { raw: RawChannel::new(), queue, rendezvous: capacity == Some(0) });
        shared.raw.open(shared.subject(), capacity, loc);
        shared
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            object: self.raw.object(),
            label: Label { wrapper: "channel", inner: Some(std::any::type_name::<T>) },
            region: (std::ptr::null(), 0),
        }
    }

    fn with_queue<R>(&self, f: impl FnOnce(&mut VecDeque<(u64, T)>) -> R) -> R {
        f(&mut self.queue.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn push(&self, number: u64, value: T) {
        self.with_queue(|queue| queue.push_back((number, value)));
    }

    fn pop(&self) -> Option<T> {
        self.with_queue(|queue| queue.pop_front().map(|(_, value)| value))
    }

    /// Takes back a message that was not received.
    fn retract(&self, number: u64) -> Option<T> {
        self.with_queue(|queue| {
            let at = queue.iter().position(|(other, _)| *other == number)?;
            queue.remove(at).map(|(_, value)| value)
        })
    }

    fn send(&self, value: T, loc: Loc) -> Result<(), SendError<T>> {
        match self.raw.reserve(self.subject(), loc) {
            Slot::Free(number) => {
                self.push(number, value);
                if self.rendezvous && !self.raw.wait_taken(self.subject(), number, loc) {
                    return self.retract(number).map_or(Ok(()), |value| Err(SendError(value)));
                }
                Ok(())
            }
            Slot::Full | Slot::Closed => Err(SendError(value)),
        }
    }

    fn try_send(&self, value: T, loc: Loc) -> Result<(), TrySendError<T>> {
        match self.raw.try_reserve(self.subject(), loc) {
            Slot::Free(number) => {
                self.push(number, value);
                Ok(())
            }
            Slot::Full => Err(TrySendError::Full(value)),
            Slot::Closed => Err(TrySendError::Disconnected(value)),
        }
    }

    fn take(&self, ready: Ready) -> Result<T, TryRecvError> {
        match (ready, self.pop()) {
            (Ready::Message | Ready::Empty, Some(value)) => Ok(value),
            (Ready::Closed, _) => Err(TryRecvError::Disconnected),
            (_, None) => Err(TryRecvError::Empty),
        }
    }
}

/// A channel without bound.
#[must_use]
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Shared::open(None, Location::caller());
    (Sender { shared: Arc::clone(&shared) }, Receiver { shared, not_sync: PhantomData })
}

/// A channel for at most so many messages; with 0, each waits for the receiver to take it.
#[must_use]
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let shared = Shared::open(Some(bound), Location::caller());
    (SyncSender { shared: Arc::clone(&shared) }, Receiver { shared, not_sync: PhantomData })
}

macro_rules! sender {
    ($name:ident, $what:literal) => {
        #[doc = $what]
        pub struct $name<T> {
            shared: Arc<Shared<T>>,
        }

        impl<T> UnwindSafe for $name<T> {}
        impl<T> RefUnwindSafe for $name<T> {}

        impl<T> $name<T> {
            /// Sends a message; waits for room where the channel is bounded.
            ///
            /// # Errors
            ///
            /// The message, if the receiver is gone.
            #[track_caller]
            pub fn send(&self, t: T) -> Result<(), SendError<T>> {
                self.shared.send(t, Location::caller())
            }
        }

        impl<T> Clone for $name<T> {
            #[track_caller]
            fn clone(&self) -> $name<T> {
                self.shared.raw.add_sender(self.shared.subject(), Location::caller());
                $name { shared: Arc::clone(&self.shared) }
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.shared.raw.drop_sender(self.shared.subject(), Location::caller());
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

sender!(Sender, "The sending end of a channel without bound.");
sender!(SyncSender, "The sending end of a bounded channel.");

impl<T> SyncSender<T> {
    /// Sends a message if there is room for it.
    ///
    /// # Errors
    ///
    /// The message, if there is none, or if the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        self.shared.try_send(t, Location::caller())
    }
}

/// The receiving end of a channel.
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    not_sync: PhantomData<std::cell::Cell<()>>,
}

impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl<T> Receiver<T> {
    /// Takes a message if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let ready = self.shared.raw.try_message(self.shared.subject(), Location::caller());
        self.shared.take(ready)
    }

    /// Waits for a message.
    ///
    /// # Errors
    ///
    /// If there is none, and no sender.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        let ready = self.shared.raw.wait_message(self.shared.subject(), None, Location::caller());
        self.shared.take(ready).map_err(|_| RecvError)
    }

    /// Waits for a message, at most so long.
    ///
    /// # Errors
    ///
    /// If none came, or if there is no sender.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let ready = self.shared.raw.wait_message(self.shared.subject(), Some(timeout), Location::caller());
        self.shared.take(ready).map_err(|error| match error {
            TryRecvError::Empty => RecvTimeoutError::Timeout,
            TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
        })
    }

    /// The messages to come, until no sender is left.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// The messages that are there.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.shared.raw.drop_receiver(self.shared.subject(), Location::caller());
        if !self.shared.rendezvous {
            // Dropped here and not under the queue's mutex: what is dropped may be anything.
            drop(self.shared.with_queue(std::mem::take));
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// See [`Receiver::iter`].
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

/// See [`Receiver::try_iter`].
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}

/// The messages of a receiver that was given away.
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}

impl<T> FusedIterator for Iter<'_, T> {}
impl<T> FusedIterator for IntoIter<T> {}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}
