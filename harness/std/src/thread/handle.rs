//! Handles of threads.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kata_engine::sys::Loc;
use kata_engine::sys::thread::{self as engine, TaskRef};

use super::Result;
use crate::panic::catch_unwind;

/// A unique number of a thread in its execution.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(NonZero<u64>);

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ThreadId({})", self.0)
    }
}

/// A thread, as others see it.
#[derive(Clone)]
pub struct Thread {
    task: TaskRef,
    name: Option<Arc<str>>,
}

impl UnwindSafe for Thread {}
impl RefUnwindSafe for Thread {}

impl Thread {
    pub(super) fn of(task: TaskRef) -> Thread {
        Thread { task, name: engine::name(task).map(Arc::from) }
    }

    /// Gives the thread its token, so that its next or present [`park`](super::park) returns.
    #[track_caller]
    pub fn unpark(&self) {
        engine::unpark(self.task, Location::caller());
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(NonZero::<u64>::MIN.saturating_add(self.task.number() as u64))
    }

    /// Its name, if it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

/// Where a thread leaves its result.
pub(super) struct Packet<T> {
    result: Mutex<Option<Result<T>>>,
    /// Set if the thread panicked and no one joined it: then its scope panics.
    unheard: Option<Arc<AtomicBool>>,
}

impl<T> Packet<T> {
    fn take(&self) -> Option<Result<T>> {
        self.result.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> Drop for Packet<T> {
    fn drop(&mut self) {
        if let (Some(Err(_)), Some(unheard)) = (self.take(), &self.unheard) {
            unheard.store(true, Ordering::Relaxed);
        }
    }
}

/// The right to wait for a thread.
pub(super) struct Joining<T> {
    pub(super) thread: Thread,
    task: TaskRef,
    packet: Arc<Packet<T>>,
}

impl<T> Joining<T> {
    pub(super) fn join(self, loc: Loc) -> Result<T> {
        engine::join(self.task, loc);
        self.packet.take().expect("a thread that has ended left its result")
    }

    pub(super) fn is_finished(&self, loc: Loc) -> bool {
        engine::is_finished(self.task, loc)
    }

    pub(super) fn task(&self) -> TaskRef {
        self.task
    }
}

/// Makes of a closure what its task runs, and what others wait for.
pub(super) fn prepare<'a, F, T>(f: F, unheard: Option<Arc<AtomicBool>>) -> (Box<dyn FnOnce() + 'a>, Arc<Packet<T>>)
where
    F: FnOnce() -> T + 'a,
    T: 'a,
{
    let packet = Arc::new(Packet { result: Mutex::new(None), unheard });
    let theirs = Arc::clone(&packet);
    let body = Box::new(move || {
        let result = catch_unwind(AssertUnwindSafe(f));
        if result.is_err() {
            engine::died();
        }
        *theirs.result.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    });
    (body, packet)
}

/// Makes a handle as little unwind safe as std's, so that nothing compiles here that does not there.
pub(super) type NotUnwindSafe = PhantomData<(&'static mut (), std::cell::UnsafeCell<()>)>;

/// Starts a task for what was prepared, unless there are too many.
pub(super) fn launch<T>(
    name: Option<String>,
    body: Box<dyn FnOnce()>,
    packet: Arc<Packet<T>>,
    loc: Loc,
) -> io::Result<Joining<T>> {
    let task = engine::spawn(name, body, loc).ok_or(io::ErrorKind::WouldBlock)?;
    Ok(Joining { thread: Thread::of(task), task, packet })
}

pub(super) fn start<F, T>(name: Option<String>, f: F, loc: Loc) -> io::Result<JoinHandle<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let (body, packet) = prepare(f, None);
    let inner = launch(name, body, packet, loc)?;
    Ok(JoinHandle { inner, result: PhantomData, not_unwind_safe: PhantomData })
}

/// The right to wait for a thread; dropping it detaches the thread.
pub struct JoinHandle<T> {
    inner: Joining<T>,
    result: PhantomData<T>,
    not_unwind_safe: NotUnwindSafe,
}

// SAFETY: as in std: the result is handed over from the thread to whoever joins it, and `spawn` asks that it is Send.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above; a shared handle gives no access to the result.
unsafe impl<T> Sync for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.inner.thread
    }

    /// Waits until the thread has ended.
    ///
    /// # Errors
    ///
    /// What the thread panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.inner.join(Location::caller())
    }

    /// Whether the thread has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished(Location::caller())
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
