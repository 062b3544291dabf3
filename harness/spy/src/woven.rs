//! What woven code names. Not for people: the weaver is its only caller.
//!
//! The compiler decides here what it knows and the weaver does not: `Slot(field).spied()` takes the first of two traits
//! whose receiver fits, [`WithSpy`] by value where a spy exists for the type, else [`AsItIs`] by reference. In the same
//! way [`Shown`] shows what has a `Debug` form, and [`Refuse`] refuses where the type has a natural no.

mod probe;
mod refuse;
mod slot;

use std::fmt::Debug;

pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::default::Default;
pub use std::fmt;
pub use std::marker::{Send, Sized, Sync};
pub use std::option::Option::{self, Some};
pub use std::sync::Arc;
pub use std::unreachable;

pub use probe::{Call, Probe};
pub use refuse::{Refuse, RefuseNot, RefuseWith};
pub use slot::{AsItIs, Boxed, Shared, Slot, Spiable, WithSpy, function};

use crate::control;
use crate::execution;
use crate::shown::text_of;

/// Implemented by the learner's `Seams`, for the config `C` of its kata.
pub trait Spied<C>: Sized {
    /// The same policies, each behind a spy where there is one.
    fn spied(self, config: &C) -> Self;
}

/// Implemented by the learner's `Seams` for each policy that it could hold instead of another one.
pub trait Ships<const INDEX: usize, C> {
    /// The same with that policy in its place.
    fn put(self, config: &C) -> Self;
}

/// The number of the policy that the suite wants to see at work.
pub fn instead() -> Option<usize> {
    execution::with(|state| state.instead)
}

/// Whether the suite wants spies in this execution. If so, a new set of roles begins.
pub fn wanted() -> bool {
    execution::with(|state| {
        state.roles.clear();
        state.task_name.is_some()
    })
}

/// The main of a woven program hands over what was read off the source.
pub fn facts(facts: &'static str) {
    control::set_facts(facts);
}

/// A value that may have a `Debug` form.
pub struct Shown<'a, T>(pub &'a T);

/// For values that have one.
pub trait ShowDebug {
    /// The form, cut at a limit.
    fn text(self) -> Option<String>;
}

impl<T: Debug> ShowDebug for Shown<'_, T> {
    fn text(self) -> Option<String> {
        Some(text_of(self.0))
    }
}

/// For values that have none.
pub trait ShowNot {
    /// None.
    fn text(self) -> Option<String>;
}

impl<T> ShowNot for &Shown<'_, T> {
    fn text(self) -> Option<String> {
        None
    }
}
