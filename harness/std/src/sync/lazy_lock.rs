//! `LazyLock`.

use std::cell::UnsafeCell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use kata_engine::sys::{Label, Loc, Subject};

use super::once::Core;
use super::once_lock::look;

/// A value that is made at its first use.
pub struct LazyLock<T, F = fn() -> T> {
    core: Core,
    data: UnsafeCell<Data<T, F>>,
}

enum Data<T, F> {
    Not(F),
    Made(T),
    Poisoned,
}

// SAFETY: the data is written by the one task that `core` lets do it, before it says that it is complete; from then on
// it is only read, or reached through `&mut`.
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that the closure will make.
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock { core: Core::new(), data: UnsafeCell::new(Data::Not(f)) }
    }

    /// The value; at the first use it is made.
    ///
    /// # Panics
    ///
    /// If the closure panics, and at each later use.
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.get_or_make(Location::caller())
    }

    /// The value, which no other task can reach; at the first use it is made.
    ///
    /// # Panics
    ///
    /// As [`force`](LazyLock::force).
    #[track_caller]
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        this.get_or_make(Location::caller());
        this.made_mut().expect("a complete LazyLock has its value")
    }

    fn get_or_make(&self, loc: Loc) -> &T {
        let poisoned = !self.core.is_complete(self.subject(), loc) && self.core.is_poisoned();
        assert!(!poisoned, "LazyLock instance has previously been poisoned");
        let mut make = |_: &super::OnceState| {
            // SAFETY: this task is the one that the core lets write, and no one reads before it is complete.
            let data = unsafe { &mut *self.data.get() };
            if let Data::Not(f) = std::mem::replace(data, Data::Poisoned) {
                *data = Data::Made(f());
            }
        };
        self.core.call(self.subject(), "force", loc, false, &mut make);
        self.made().expect("a complete LazyLock has its value")
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it was made.
    #[track_caller]
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        if look(&this.core, this.subject(), "get", Location::caller()) { this.made() } else { None }
    }

    /// The value, if it was made; no other task can reach it.
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> {
        this.made_mut()
    }

    fn made_mut(&mut self) -> Option<&mut T> {
        match self.data.get_mut() {
            Data::Made(value) => Some(value),
            Data::Not(_) | Data::Poisoned => None,
        }
    }

    fn subject(&self) -> Subject<'_> {
        let label = Label { wrapper: "LazyLock", inner: Some(std::any::type_name::<T>) };
        self.core.subject(label, (std::ptr::from_ref(self).cast(), size_of_val(self)))
    }

    fn made(&self) -> Option<&T> {
        // SAFETY: callers have seen that the core is complete, so no one writes the data any more.
        match unsafe { &*self.data.get() } {
            Data::Made(value) => Some(value),
            Data::Not(_) | Data::Poisoned => None,
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.get_or_make(Location::caller())
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("LazyLock");
        if look(&self.core, self.subject(), "fmt", Location::caller()) {
            shown.field(&self.made().expect("a complete LazyLock has its value"));
        } else {
            shown.field(&format_args!("<uninit>"));
        }
        shown.finish()
    }
}
