//! Atomics. Every operation is a point, and all of them are in one order that all tasks agree on.

use std::fmt;
use std::panic::{Location, RefUnwindSafe};

use kata_engine::sys::{Label, Object, Subject, atomic as engine};

pub use ::std::sync::atomic::{Ordering, compiler_fence};

/// A fence. All operations are in one order here, so it is only a point.
#[track_caller]
pub fn fence(order: Ordering) {
    ::std::sync::atomic::fence(order);
    engine::plain("fence", Location::caller());
}

/// See [`hint::spin_loop`](crate::hint::spin_loop).
#[deprecated(since = "1.51.0", note = "use hint::spin_loop instead")]
#[track_caller]
pub fn spin_loop_hint() {
    crate::hint::spin_loop();
}

/// A value as it is shown in the timeline. An address is not: it differs from run to run.
trait Shown {
    fn shown(&self) -> &dyn fmt::Debug;
}

macro_rules! shown {
    ($($value:ty),+) => { $(
        impl Shown for $value {
            fn shown(&self) -> &dyn fmt::Debug {
                self
            }
        }
    )+ };
}

shown!(bool, i8, u8, i16, u16, i32, u32, i64, u64, isize, usize);

#[derive(Debug)]
enum Pointer {
    Null,
    Some,
}

impl<T> Shown for *mut T {
    fn shown(&self) -> &dyn fmt::Debug {
        if self.is_null() { &Pointer::Null } else { &Pointer::Some }
    }
}

/// A change as it is shown in the timeline: `1 → 0`.
struct Change<'a>(&'a dyn fmt::Debug, &'a dyn fmt::Debug);

impl fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} → {:?}", self.0, self.1)
    }
}

/// A comparison that did not hold, as it is shown in the timeline.
struct Refused<'a>(&'a dyn fmt::Debug);

impl fmt::Debug for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, refused", self.0)
    }
}

/// An exchange that failed although the value was the one asked for, as it is shown in the timeline.
struct ForNoReason<'a>(&'a dyn fmt::Debug);

impl fmt::Debug for ForNoReason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, refused for no reason", self.0)
    }
}

/// The exchange that may fail for no reason.
const WEAK: &str = "compare_exchange_weak";

/// What all atomics have, for a type with the generics and the value type given.
macro_rules! atomic {
    ([$($generics:tt)*], $name:ident, $self:ty, $value:ty) => {
        impl<$($generics)*> RefUnwindSafe for $self {}

        impl<$($generics)*> $self {
            /// An atomic with this value.
            pub const fn new(v: $value) -> Self {
                $name { object: Object::new(), inner: ::std::sync::atomic::$name::new(v) }
            }

            fn subject(&self) -> Subject<'_> {
                Subject {
                    object: &self.object,
                    label: Label { wrapper: stringify!($name), inner: None },
                    region: (std::ptr::from_ref(self).cast(), size_of_val(self)),
                }
            }

            /// The value; no other task can reach it.
            pub fn get_mut(&mut self) -> &mut $value {
                self.inner.get_mut()
            }

            /// The value.
            pub const fn into_inner(self) -> $value {
                self.inner.into_inner()
            }

            /// A pointer to the value.
            pub const fn as_ptr(&self) -> *mut $value {
                self.inner.as_ptr()
            }

            /// Reads the value.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                engine::before(self.subject(), "load", Location::caller());
                let value = self.inner.load(order);
                engine::after(false, value.shown());
                value
            }

            /// Writes the value.
            #[track_caller]
            pub fn store(&self, val: $value, order: Ordering) {
                engine::before(self.subject(), "store", Location::caller());
                let changed = self.inner.load(Ordering::Relaxed) != val;
                self.inner.store(val, order);
                engine::after(changed, val.shown());
            }

            /// Writes the value, and returns the one before.
            #[track_caller]
            pub fn swap(&self, val: $value, order: Ordering) -> $value {
                engine::before(self.subject(), "swap", Location::caller());
                let before = self.inner.swap(val, order);
                engine::after(before != val, &Change(before.shown(), val.shown()));
                before
            }

            /// Writes the value if it is `current`, and returns the one before.
            #[deprecated(since = "1.50.0", note = "use `compare_exchange` or `compare_exchange_weak` instead")]
            #[track_caller]
            pub fn compare_and_swap(&self, current: $value, new: $value, order: Ordering) -> $value {
                let failure = match order {
                    Ordering::Release | Ordering::Relaxed => Ordering::Relaxed,
                    Ordering::SeqCst => Ordering::SeqCst,
                    _ => Ordering::Acquire,
                };
                self.exchange("compare_and_swap", current, new, (order, failure), Location::caller())
                    .unwrap_or_else(|before| before)
            }

            /// Writes the value if it is `current`.
            ///
            /// # Errors
            ///
            /// The value, if it is another.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.exchange("compare_exchange", current, new, (success, failure), Location::caller())
            }

            /// The same, but it may fail for no reason.
            ///
            /// # Errors
            ///
            /// The value, if it is another.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.exchange(WEAK, current, new, (success, failure), Location::caller())
            }

            fn exchange(
                &self,
                name: &'static str,
                current: $value,
                new: $value,
                orders: (Ordering, Ordering),
                loc: kata_engine::sys::Loc,
            ) -> Result<$value, $value> {
                engine::before(self.subject(), name, loc);
                let weak = name == WEAK && self.inner.load(Ordering::Relaxed) == current;
                if weak && engine::fails_for_no_reason() {
                    engine::after(false, &ForNoReason(current.shown()));
                    return Err(current);
                }
                let result = self.inner.compare_exchange(current, new, orders.0, orders.1);
                match &result {
                    Ok(before) => engine::after(*before != new, &Change(before.shown(), new.shown())),
                    Err(before) => engine::after(false, &Refused(before.shown())),
                }
                result
            }

            /// Loads the value, and writes what the closure makes of it, until no other task comes in between.
            ///
            /// # Errors
            ///
            /// The value, if the closure makes nothing of it.
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: F,
            ) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                let mut before = self.load(fetch_order);
                while let Some(next) = f(before) {
                    match self.compare_exchange(before, next, set_order, fetch_order) {
                        Ok(value) => return Ok(value),
                        Err(value) => before = value,
                    }
                }
                Err(before)
            }
        }

        impl<$($generics)*> $self {
            /// The same as [`fetch_update`](Self::fetch_update).
            ///
            /// # Errors
            ///
            /// The value, if the closure makes nothing of it.
            #[track_caller]
            pub fn try_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                f: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                self.fetch_update(set_order, fetch_order, f)
            }

            /// The same with a closure that always makes something; returns the value before.
            #[track_caller]
            pub fn update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut f: impl FnMut($value) -> $value,
            ) -> $value {
                self.fetch_update(set_order, fetch_order, |value| Some(f(value))).unwrap_or_else(|value| value)
            }
        }

        impl<$($generics)*> From<$value> for $self {
            fn from(v: $value) -> Self {
                Self::new(v)
            }
        }

        impl<$($generics)*> fmt::Debug for $self {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }
    };
}

/// An operation that changes the value by another and returns the one before.
macro_rules! fetch {
    ($value:ty, $($op:ident => $what:literal),+) => { fetch!($value, $value, $($op => $what),+); };
    ($value:ty, $by:ty, $($op:ident => $what:literal),+) => { $(
        #[doc = $what]
        #[track_caller]
        pub fn $op(&self, val: $by, order: Ordering) -> $value {
            engine::before(self.subject(), stringify!($op), Location::caller());
            let before = self.inner.$op(val, order);
            let after = self.inner.load(Ordering::Relaxed);
            engine::after(before != after, &Change(before.shown(), after.shown()));
            before
        }
    )+ };
}

macro_rules! integer {
    ($($name:ident: $value:ty),+ $(,)?) => { $(
        #[doc = concat!("An atomic `", stringify!($value), "`.")]
        #[derive(Default)]
        pub struct $name {
            object: Object,
            inner: ::std::sync::atomic::$name,
        }

        atomic!([], $name, $name, $value);

        impl $name {
            fetch!(
                $value,
                fetch_add => "Adds, wrapping around, and returns the value before.",
                fetch_sub => "Subtracts, wrapping around, and returns the value before.",
                fetch_and => "Makes the bitwise and, and returns the value before.",
                fetch_nand => "Makes the bitwise nand, and returns the value before.",
                fetch_or => "Makes the bitwise or, and returns the value before.",
                fetch_xor => "Makes the bitwise exclusive or, and returns the value before.",
                fetch_max => "Makes the greater of the two, and returns the value before.",
                fetch_min => "Makes the smaller of the two, and returns the value before."
            );
        }
    )+ };
}

integer! {
    AtomicI8: i8, AtomicU8: u8, AtomicI16: i16, AtomicU16: u16, AtomicI32: i32, AtomicU32: u32, AtomicI64: i64,
    AtomicU64: u64, AtomicIsize: isize, AtomicUsize: usize,
}

/// An atomic `bool`.
#[derive(Default)]
pub struct AtomicBool {
    object: Object,
    inner: ::std::sync::atomic::AtomicBool,
}

atomic!([], AtomicBool, AtomicBool, bool);

impl AtomicBool {
    fetch!(
        bool,
        fetch_and => "Makes the logical and, and returns the value before.",
        fetch_nand => "Makes the logical nand, and returns the value before.",
        fetch_or => "Makes the logical or, and returns the value before.",
        fetch_xor => "Makes the logical exclusive or, and returns the value before."
    );

    /// Negates the value, and returns the one before.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        engine::before(self.subject(), "fetch_not", Location::caller());
        let before = self.inner.fetch_not(order);
        engine::after(true, &Change(&before, &!before));
        before
    }
}

/// An atomic that is false.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(clippy::declare_interior_mutable_const, reason = "it is part of std's surface")]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);

/// An atomic that is 0.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(clippy::declare_interior_mutable_const, reason = "it is part of std's surface")]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);

/// An atomic that is 0.
#[deprecated(since = "1.34.0", note = "the `new` function is now preferred")]
#[expect(clippy::declare_interior_mutable_const, reason = "it is part of std's surface")]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

/// An atomic pointer.
pub struct AtomicPtr<T> {
    object: Object,
    inner: ::std::sync::atomic::AtomicPtr<T>,
}

atomic!([T], AtomicPtr, AtomicPtr<T>, *mut T);

impl<T> AtomicPtr<T> {
    fetch!(
        *mut T,
        usize,
        fetch_ptr_add => "Moves the pointer on by so many values, wrapping around, and returns the one before.",
        fetch_ptr_sub => "Moves the pointer back by so many values, wrapping around, and returns the one before.",
        fetch_byte_add => "Moves the pointer on by so many bytes, wrapping around, and returns the one before.",
        fetch_byte_sub => "Moves the pointer back by so many bytes, wrapping around, and returns the one before.",
        fetch_and => "Makes the bitwise and of the address, and returns the pointer before.",
        fetch_or => "Makes the bitwise or of the address, and returns the pointer before.",
        fetch_xor => "Makes the bitwise exclusive or of the address, and returns the pointer before."
    );
}

impl<T> Default for AtomicPtr<T> {
    fn default() -> Self {
        AtomicPtr::new(std::ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}
