//! What a suite asks of the spies, and commands.

use std::sync::OnceLock;

use crate::execution::{self, Execution, Mode};
use crate::record::Crossing;
use crate::shape::{Seen, changes, readers};

static FACTS: OnceLock<&'static str> = OnceLock::new();

/// A field of the learner's `Seams`, as the compiler sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: &'static str,
    /// What stands in front of what it holds.
    pub binding: Binding,
}

/// What stands in front of what a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// A spy for the trait that is declared here: `src/seams.rs:12`.
    Trait(&'static str),
    /// A spy for a function.
    Function,
    /// Nothing: no spy fits the type of the field.
    Unspied,
}

/// Starts an execution in which `Seams` is wrapped in spies. Forgets all that was before.
///
/// `task_name` names the calling task; it must not call back in here.
pub fn begin(task_name: fn() -> String) {
    execution::with(|state| *state = Execution::wanting(task_name));
}

/// The `Seams` that are built from now on hold the shipped policy with this number.
pub fn put_to_work(index: usize) {
    execution::with(|state| state.instead = Some(index));
}

/// From now on `Seams` is left as it is. Forgets all that was before.
pub fn end() {
    execution::with(|state| *state = Execution::default());
}

/// What the grader read off the source, in the form in which the woven program carries it; None in a program that was not
/// woven.
pub fn facts() -> Option<&'static str> {
    FACTS.get().copied()
}

pub(crate) fn set_facts(facts: &'static str) {
    // A program has one main, so one set of facts; a second call could only repeat it.
    _ = FACTS.set(facts);
}

/// The calling task begins a call of the driver.
pub fn enter(what: &str) {
    execution::with(|state| {
        if state.task_name.is_some() {
            let task = state.task();
            state.entries.begin(task, what.to_owned());
        }
    });
}

/// The calling task ends the call of the driver that it began last.
pub fn leave() {
    execution::with(|state| {
        if state.task_name.is_some() {
            let task = state.task();
            state.entries.end(&task);
        }
    });
}

/// The fields of the `Seams` that was built last, in the order in which they were wrapped.
pub fn roles() -> Vec<Role> {
    execution::with(|state| state.roles.clone())
}

/// All calls that have crossed a seam, in the order in which they began.
pub fn crossings() -> Vec<Crossing> {
    execution::with(|state| state.crossings().to_vec())
}

/// Copies the values of this type out of arguments and answers from now on, for [`Crossing::seen`].
///
/// `T` has no lifetime parameters.
pub fn read<T: Clone + Send + Sync + 'static>() {
    execution::with(|state| state.readers.extend(readers::<T>()));
}

/// The spy of this role passes each call on, and each answer back.
pub fn delegate(role: &str) {
    set(role, Mode::Delegate);
}

/// The spy of this role turns each request down, where the type of the answer has a natural no.
pub fn refuse(role: &str) {
    set(role, Mode::Refuse);
}

/// The spy of this role panics at the next call, once, as a policy with a fault would.
pub fn panic_once(role: &str) {
    set(role, Mode::Panic);
}

/// The spy of this role changes the policy's answer, where it holds a `T` and `change` has another value for it; only the
/// first time, or each time. `change` is given the values among the arguments that [`read`] asked for.
///
/// `T` has no lifetime parameters.
pub fn alter<T: 'static>(role: &str, once: bool, change: impl Fn(&T, &Seen) -> Option<T> + 'static) {
    set(role, Mode::Alter { changes: changes(change), once });
}

fn set(role: &str, mode: Mode) {
    execution::with(|state| _ = state.modes.insert(role.to_owned(), mode));
}
