//! Scoped threads.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem;
use std::panic::{AssertUnwindSafe, Location};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kata_engine::sys::Loc;
use kata_engine::sys::thread::{self as engine, TaskRef};

use super::handle::{Joining, NotUnwindSafe, launch, prepare};
use super::{Result, Thread};
use crate::panic::{catch_unwind, resume_unwind};

/// Where threads may borrow from: all of them have ended when the scope has.
pub struct Scope<'scope, 'env: 'scope> {
    tasks: Mutex<Vec<TaskRef>>,
    unheard: Arc<AtomicBool>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Calls the closure, and waits for all threads that were started in the scope.
///
/// # Panics
///
/// If a thread panicked and was not joined.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let loc = Location::caller();
    let scope = Scope {
        tasks: Mutex::new(Vec::new()),
        unheard: Arc::new(AtomicBool::new(false)),
        scope: PhantomData,
        env: PhantomData,
    };
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    while let Some(task) = scope.next_task() {
        engine::join(task, loc);
    }
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if scope.unheard.load(Ordering::Relaxed) => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread in the scope.
    ///
    /// # Panics
    ///
    /// If there are 1,000 threads already.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        start_scoped(self, None, f, Location::caller()).expect("failed to spawn thread")
    }

    fn next_task(&self) -> Option<TaskRef> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

pub(super) fn start_scoped<'scope, F, T>(
    scope: &'scope Scope<'scope, '_>,
    name: Option<String>,
    f: F,
    loc: Loc,
) -> io::Result<ScopedJoinHandle<'scope, T>>
where
    F: FnOnce() -> T + Send + 'scope,
    T: Send + 'scope,
{
    let (body, packet) = prepare(f, Some(Arc::clone(&scope.unheard)));
    // SAFETY: `scope` does not return before the task has ended, so that nothing it borrows ends before it does. If the
    // execution is stopped, neither of them ever goes on.
    let body = unsafe { mem::transmute::<Box<dyn FnOnce() + 'scope>, Box<dyn FnOnce() + 'static>>(body) };
    let inner = launch(name, body, packet, loc)?;
    scope.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(inner.task());
    Ok(ScopedJoinHandle { inner, scope: PhantomData, not_unwind_safe: PhantomData })
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// The right to wait for a thread of a scope.
pub struct ScopedJoinHandle<'scope, T> {
    inner: Joining<T>,
    scope: PhantomData<&'scope ()>,
    not_unwind_safe: NotUnwindSafe,
}

// SAFETY: as in std: the result is handed over from the thread to whoever joins it, and `spawn` asks that it is Send.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as above; a shared handle gives no access to the result.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
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

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
