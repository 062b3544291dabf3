//! `Condvar`.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::time::Duration;

use kata_engine::sys::{Label, Loc, Object, Subject, condvar};

use super::{LockResult, MutexGuard, PoisonError};

/// A condition variable. A waiter may wake for no reason, as under std.
#[derive(Default)]
pub struct Condvar {
    object: Object,
}

impl UnwindSafe for Condvar {}
impl RefUnwindSafe for Condvar {}

/// Whether a wait ended because its time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the wait ended because its time was over.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

type Timed<'a, T> = LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>;

impl Condvar {
    /// A condition variable that no one waits for.
    pub const fn new() -> Condvar {
        Condvar { object: Object::new() }
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            object: &self.object,
            label: Label { wrapper: "Condvar", inner: None },
            region: (std::ptr::from_ref(self).cast(), size_of_val(self)),
        }
    }

    /// Gives the mutex back, waits for a notification, and takes it again.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the mutex; the guard is in the error.
    #[track_caller]
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.block(guard, None, Location::caller())
            .map(first)
            .map_err(|error| PoisonError::new(first(error.into_inner())))
    }

    /// Waits while the condition holds.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the mutex; the guard is in the error.
    #[track_caller]
    pub fn wait_while<'a, T, F>(&self, mut guard: MutexGuard<'a, T>, mut condition: F) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Waits for a notification, at most so long.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the mutex; the guard is in the error.
    #[track_caller]
    pub fn wait_timeout<'a, T>(&self, guard: MutexGuard<'a, T>, dur: Duration) -> Timed<'a, T> {
        self.block(guard, Some(dur), Location::caller())
    }

    /// The same in milliseconds; false if the time was over.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the mutex; the guard is in the error.
    #[deprecated(since = "1.6.0", note = "replaced by `std::sync::Condvar::wait_timeout`")]
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(&self, guard: MutexGuard<'a, T>, ms: u32) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let waited = self.block(guard, Some(Duration::from_millis(ms.into())), Location::caller());
        let told = |(guard, result): (MutexGuard<'a, T>, WaitTimeoutResult)| (guard, !result.timed_out());
        waited.map(told).map_err(|error| PoisonError::new(told(error.into_inner())))
    }

    /// Waits while the condition holds, at most so long in all.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the mutex; the guard is in the error.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        dur: Duration,
        mut condition: F,
    ) -> Timed<'a, T>
    where
        F: FnMut(&mut T) -> bool,
    {
        let start = kata_engine::now();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let Some(left) = dur.checked_sub(kata_engine::now().saturating_sub(start)) else {
                return Ok((guard, WaitTimeoutResult(true)));
            };
            guard = self.block(guard, Some(left), Location::caller())?.0;
        }
    }

    fn block<'a, T>(&self, guard: MutexGuard<'a, T>, timeout: Option<Duration>, loc: Loc) -> Timed<'a, T> {
        let timed_out = condvar::wait(self.subject(), guard.holding(), timeout, loc);
        let result = WaitTimeoutResult(timed_out);
        match guard.retaken(loc) {
            Ok(guard) => Ok((guard, result)),
            Err(error) => Err(PoisonError::new((error.into_inner(), result))),
        }
    }

    /// Wakes one waiter; which one of several is up to the search.
    #[track_caller]
    pub fn notify_one(&self) {
        condvar::notify_one(self.subject(), Location::caller());
    }

    /// Wakes all waiters.
    #[track_caller]
    pub fn notify_all(&self) {
        condvar::notify_all(self.subject(), Location::caller());
    }
}

fn first<'a, T>((guard, _): (MutexGuard<'a, T>, WaitTimeoutResult)) -> MutexGuard<'a, T> {
    guard
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
