//! `thread_local!` values: each task has its own.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;

use kata_engine::sys::locals::{self, Slot};

/// The key of a value that each thread has its own of.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

/// The value was dropped already: the thread is ending.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessError;

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

const DESTROYED: &str = "cannot access a Thread Local Storage value during or after destruction";

impl<T: 'static> LocalKey<T> {
    /// What `thread_local!` expands to.
    #[doc(hidden)]
    pub const fn __new(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init }
    }

    /// Calls the closure with the calling thread's value, which is made at its first use.
    ///
    /// # Panics
    ///
    /// If the value was dropped already.
    #[track_caller]
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.try_with(f).expect(DESTROYED)
    }

    /// The same.
    ///
    /// # Errors
    ///
    /// If the value was dropped already.
    pub fn try_with<F, R>(&'static self, f: F) -> Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        Ok(f(self.value(self.init)?))
    }

    /// The calling thread's value. The closure makes it if it is not there.
    fn value(&'static self, init: impl FnOnce() -> T) -> Result<&'static T, AccessError> {
        let key = std::ptr::from_ref(self).addr();
        let value = match locals::get(key) {
            Slot::Value(value) => value,
            Slot::Dropped => return Err(AccessError),
            Slot::Empty => locals::insert(key, Box::new(init())),
        };
        // SAFETY: the value was boxed with this type under this key, and is dropped only when its task has ended. The
        // reference does not leave the callers, which run on that task.
        let value: &'static dyn Any = unsafe { &*value };
        value.downcast_ref().ok_or(AccessError)
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        let mut value = Some(value);
        let cell = self.value(|| Cell::new(value.take().expect("made once"))).expect(DESTROYED);
        if let Some(value) = value {
            cell.set(value);
        }
    }

    /// A copy of the value.
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the value, and leaves the default.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Replaces the value.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls the closure with the value borrowed.
    #[track_caller]
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls the closure with the value borrowed mutably.
    #[track_caller]
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        let mut value = Some(value);
        let cell = self.value(|| RefCell::new(value.take().expect("made once"))).expect(DESTROYED);
        if let Some(value) = value {
            *cell.borrow_mut() = value;
        }
    }

    /// Takes the value, and leaves the default.
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Replaces the value.
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
