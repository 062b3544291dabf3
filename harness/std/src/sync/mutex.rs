//! `Mutex`.

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use kata_engine::sys::condvar::Holding;
use kata_engine::sys::lock::RawLock;
use kata_engine::sys::{Label, Loc, Subject, thread};

use super::{LockResult, PoisonError, TryLockError, TryLockResult};

/// A lock that one task holds at a time.
pub struct Mutex<T: ?Sized> {
    raw: RawLock,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached only by the one guard that `raw` lets exist at a time, or through `&mut`.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above; a guard may come into being on any thread, so the data must be Send.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}

/// The hold on a [`Mutex`]; dropping it gives the lock back.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    /// Whether the task was panicking already when it took the lock.
    panicking: bool,
    /// The data was borrowed mutably.
    changed: bool,
    loc: Loc,
    not_send: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives shared access to the data only.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T> Mutex<T> {
    /// A free lock around the data.
    pub const fn new(t: T) -> Mutex<T> {
        Mutex { raw: RawLock::new(), data: UnsafeCell::new(t) }
    }

    /// The data.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the lock; the data is in the error.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.raw.is_poisoned();
        wrap(poisoned, self.data.into_inner())
    }
}

impl<T: ?Sized> Mutex<T> {
    fn subject(&self) -> Subject<'_> {
        Subject {
            object: self.raw.object(),
            label: Label { wrapper: "Mutex", inner: Some(std::any::type_name::<T>) },
            region: (std::ptr::from_ref(self).cast(), size_of_val(self)),
        }
    }

    /// Waits until the lock is free, and takes it.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the lock; the guard is in the error.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let loc = Location::caller();
        self.raw.lock(self.subject(), "lock", loc);
        self.guard(loc)
    }

    /// Takes the lock if it is free.
    ///
    /// # Errors
    ///
    /// If it is not, or if a task panicked while it held the lock.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let loc = Location::caller();
        if self.raw.try_lock(self.subject(), "try_lock", loc) {
            Ok(self.guard(loc)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }

    fn guard(&self, loc: Loc) -> LockResult<MutexGuard<'_, T>> {
        let guard =
            MutexGuard { lock: self, panicking: thread::panicking(), changed: false, loc, not_send: PhantomData };
        wrap(self.raw.is_poisoned(), guard)
    }

    /// Whether a task panicked while it held the lock.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        self.raw.touch(self.subject(), Location::caller());
        self.raw.is_poisoned()
    }

    /// Forgets that a task panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        self.raw.touch(self.subject(), Location::caller());
        self.raw.set_poisoned(false);
    }

    /// The data; no lock is needed.
    ///
    /// # Errors
    ///
    /// If a task panicked while it held the lock; the data is in the error.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.raw.is_poisoned();
        wrap(poisoned, self.data.get_mut())
    }
}

/// The value, in an error if the lock is poisoned.
pub(super) fn wrap<G>(poisoned: bool, value: G) -> LockResult<G> {
    if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn holding(&self) -> Holding<'a> {
        Holding { lock: &self.lock.raw, subject: self.lock.subject(), changed: self.changed }
    }

    /// The lock was given back and taken again.
    pub(super) fn retaken(mut self, loc: Loc) -> LockResult<MutexGuard<'a, T>> {
        self.loc = loc;
        self.changed = false;
        wrap(self.lock.raw.is_poisoned(), self)
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock, so no one else reaches the data.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        // SAFETY: this guard holds the lock, so no one else reaches the data, and it is borrowed mutably.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if !self.panicking && thread::panicking() {
            self.lock.raw.set_poisoned(true);
        }
        self.lock.raw.unlock(self.lock.subject(), self.changed, self.loc);
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(t: T) -> Self {
        Mutex::new(t)
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Mutex::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => shown.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => shown.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => shown.field("data", &"<locked>"),
        };
        shown.field("poisoned", &self.raw.is_poisoned());
        shown.finish_non_exhaustive()
    }
}
