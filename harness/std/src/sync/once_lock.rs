//! `OnceLock`.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use kata_engine::sys::{Label, Loc, Subject, atomic};

use super::once::{Core, OnceState};

/// A cell that is written once.
pub struct OnceLock<T> {
    core: Core,
    value: UnsafeCell<Option<T>>,
}

// SAFETY: the value is written by the one task that `core` lets do it, before it says that it is complete; from then on
// it is only read, or reached through `&mut`.
unsafe impl<T: Send> Send for OnceLock<T> {}
// SAFETY: as above; the value may be written by one thread and read by others.
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
impl<T: RefUnwindSafe + UnwindSafe> RefUnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}

/// Whether something is done. Once it is, it stays so: only while it is not does it matter who goes first.
pub(super) fn look(core: &Core, subject: Subject<'_>, op: &'static str, loc: Loc) -> bool {
    if core.is_complete(subject, loc) {
        return true;
    }
    atomic::before(subject, op, loc);
    core.is_complete(subject, loc)
}

impl<T> OnceLock<T> {
    /// An empty cell.
    pub const fn new() -> OnceLock<T> {
        OnceLock { core: Core::new(), value: UnsafeCell::new(None) }
    }

    fn subject(&self) -> Subject<'_> {
        let label = Label { wrapper: "OnceLock", inner: Some(std::any::type_name::<T>) };
        self.core.subject(label, (std::ptr::from_ref(self).cast(), size_of_val(self)))
    }

    /// The value, if it is there.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        if look(&self.core, self.subject(), "get", Location::caller()) { self.value() } else { None }
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: the core is complete, so no one writes the value any more.
        unsafe { (*self.value.get()).as_ref() }
    }

    /// The value, if it is there.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut().as_mut()
    }

    /// Waits for the value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.core.wait(self.subject(), Location::caller(), true);
        self.value().expect("a complete cell has its value")
    }

    /// Writes the value if the cell is empty.
    ///
    /// # Errors
    ///
    /// The value, if the cell is not empty.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.initialize("set", &mut || value.take(), Location::caller());
        value.map_or(Ok(()), Err)
    }

    /// The value; if the cell is empty, what the closure makes.
    #[track_caller]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        let mut f = Some(f);
        self.initialize("get_or_init", &mut || f.take().map(|f| f()), Location::caller());
        self.value().expect("a complete cell has its value")
    }

    /// Lets `make` write the value, unless it is there; where it makes none, the cell stays as it was.
    fn initialize(&self, op: &'static str, make: &mut dyn FnMut() -> Option<T>, loc: Loc) {
        let mut write = |state: &OnceState| match make() {
            // SAFETY: this task is the one that the core lets write, and no one reads before it is complete.
            Some(value) => unsafe { *self.value.get() = Some(value) },
            None => state.poison(),
        };
        self.core.call(self.subject(), op, loc, true, &mut write);
    }

    /// The value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out, and leaves the cell empty.
    pub fn take(&mut self) -> Option<T> {
        self.core.reset();
        self.value.get_mut().take()
    }
}

impl<T> Default for OnceLock<T> {
    fn default() -> Self {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => shown.field(value),
            None => shown.field(&format_args!("<uninit>")),
        };
        shown.finish()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> OnceLock<T> {
        self.get().cloned().map_or_else(OnceLock::new, OnceLock::from)
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        OnceLock { core: Core::completed(), value: UnsafeCell::new(Some(value)) }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}
