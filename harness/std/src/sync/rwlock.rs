//! `RwLock`. As on Linux, a reader comes after the writers that wait already.

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use kata_engine::sys::lock::RawLock;
use kata_engine::sys::{Label, Loc, Subject, thread};

use super::mutex::wrap;
use super::{LockResult, TryLockError, TryLockResult};

/// A lock that many readers or one writer hold at a time.
pub struct RwLock<T: ?Sized> {
    raw: RawLock,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reached only as `raw` allows it, or through `&mut`.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above; readers on several threads share the data, so it must be Sync as well.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

/// A shared hold on an [`RwLock`]; dropping it gives it back.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    loc: Loc,
    not_send: PhantomData<*const ()>,
}

/// The exclusive hold on an [`RwLock`]; dropping it gives it back.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    /// Whether the task was panicking already when it took the lock.
    panicking: bool,
    /// The data was borrowed mutably.
    changed: bool,
    loc: Loc,
    not_send: PhantomData<*const ()>,
}

// SAFETY: a shared guard gives shared access to the data only.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<T> RwLock<T> {
    /// A free lock around the data.
    pub const fn new(t: T) -> RwLock<T> {
        RwLock { raw: RawLock::new(), data: UnsafeCell::new(t) }
    }

    /// The data.
    ///
    /// # Errors
    ///
    /// If a task panicked while it wrote; the data is in the error.
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.raw.is_poisoned();
        wrap(poisoned, self.data.into_inner())
    }
}

impl<T: ?Sized> RwLock<T> {
    fn subject(&self) -> Subject<'_> {
        Subject {
            object: self.raw.object(),
            label: Label { wrapper: "RwLock", inner: Some(std::any::type_name::<T>) },
            region: (std::ptr::from_ref(self).cast(), size_of_val(self)),
        }
    }

    /// Waits until no one writes or waits to, and takes the lock shared.
    ///
    /// # Errors
    ///
    /// If a task panicked while it wrote; the guard is in the error.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let loc = Location::caller();
        self.raw.read(self.subject(), loc);
        self.read_guard(loc)
    }

    /// Takes the lock shared if that needs no wait.
    ///
    /// # Errors
    ///
    /// If it does, or if a task panicked while it wrote.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let loc = Location::caller();
        if self.raw.try_read(self.subject(), loc) { Ok(self.read_guard(loc)?) } else { Err(TryLockError::WouldBlock) }
    }

    /// Waits until the lock is free, and takes it exclusively.
    ///
    /// # Errors
    ///
    /// If a task panicked while it wrote; the guard is in the error.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let loc = Location::caller();
        self.raw.lock(self.subject(), "write", loc);
        self.write_guard(loc)
    }

    /// Takes the lock exclusively if it is free.
    ///
    /// # Errors
    ///
    /// If it is not, or if a task panicked while it wrote.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let loc = Location::caller();
        if self.raw.try_lock(self.subject(), "try_write", loc) {
            Ok(self.write_guard(loc)?)
        } else {
            Err(TryLockError::WouldBlock)
        }
    }

    fn read_guard(&self, loc: Loc) -> LockResult<RwLockReadGuard<'_, T>> {
        wrap(self.raw.is_poisoned(), RwLockReadGuard { lock: self, loc, not_send: PhantomData })
    }

    fn write_guard(&self, loc: Loc) -> LockResult<RwLockWriteGuard<'_, T>> {
        let panicking = thread::panicking();
        let guard = RwLockWriteGuard { lock: self, panicking, changed: false, loc, not_send: PhantomData };
        wrap(self.raw.is_poisoned(), guard)
    }

    /// Whether a task panicked while it wrote.
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
    /// If a task panicked while it wrote; the data is in the error.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.raw.is_poisoned();
        wrap(poisoned, self.data.get_mut())
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Turns the exclusive hold into a shared one, with no one else writing in between.
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let (lock, loc) = (s.lock, s.loc);
        mem::forget(s);
        lock.raw.downgrade(lock.subject(), loc);
        RwLockReadGuard { lock, loc, not_send: PhantomData }
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock shared, so no one writes.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard holds the lock, so no one else reaches the data.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        // SAFETY: this guard holds the lock, so no one else reaches the data, and it is borrowed mutably.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.raw.unlock_shared(self.lock.subject(), self.loc);
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if !self.panicking && thread::panicking() {
            self.lock.raw.set_poisoned(true);
        }
        self.lock.raw.unlock(self.lock.subject(), self.changed, self.loc);
    }
}

macro_rules! show_guard {
    ($name:ident) => {
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}

show_guard!(RwLockReadGuard);
show_guard!(RwLockWriteGuard);

impl<T> From<T> for RwLock<T> {
    fn from(t: T) -> Self {
        RwLock::new(t)
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        RwLock::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => shown.field("data", &&*guard),
            Err(TryLockError::Poisoned(error)) => shown.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => shown.field("data", &format_args!("<locked>")),
        };
        shown.field("poisoned", &self.raw.is_poisoned());
        shown.finish_non_exhaustive()
    }
}
