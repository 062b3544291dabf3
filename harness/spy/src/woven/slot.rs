//! Which field of `Seams` gets which spy: decided by the compiler, field by field.

use std::sync::Arc;

use super::probe::Probe;
use crate::control::Binding;

/// A trait object that a woven spy can stand in for, in a `Box`.
pub trait Boxed: 'static {
    /// The spy, with the real one behind it.
    fn spied(real: Box<Self>, probe: Probe) -> Box<Self>;
}

/// A trait object that a woven spy can stand in for, in an `Arc`.
pub trait Shared: 'static {
    /// The spy, with the real one behind it.
    fn spied(real: Arc<Self>, probe: Probe) -> Arc<Self>;
}

/// A type of field that holds such trait objects, and nothing else.
pub trait Spiable: Sized {
    /// The same with spies.
    fn with_spy(self, probe: Probe) -> Self;
}

impl<T: Boxed + ?Sized> Spiable for Box<T> {
    fn with_spy(self, probe: Probe) -> Self {
        T::spied(self, probe)
    }
}

impl<T: Shared + ?Sized> Spiable for Arc<T> {
    fn with_spy(self, probe: Probe) -> Self {
        T::spied(self, probe)
    }
}

impl<T: Spiable> Spiable for Option<T> {
    fn with_spy(self, probe: Probe) -> Self {
        self.map(|held| held.with_spy(probe))
    }
}

impl<T: Spiable> Spiable for Vec<T> {
    fn with_spy(self, probe: Probe) -> Self {
        self.into_iter().map(|held| held.with_spy(probe)).collect()
    }
}

/// The value of one field, and the role that it plays.
pub struct Slot<T> {
    held: Option<T>,
    role: &'static str,
}

impl<T> Slot<T> {
    /// A field of this name with this value.
    pub fn new(held: T, role: &'static str) -> Self {
        Slot { held: Some(held), role }
    }
}

/// For fields that can be spied.
pub trait WithSpy<T> {
    /// The value to put into the field.
    fn spied(self) -> T;
}

impl<T: Spiable> WithSpy<T> for Slot<T> {
    fn spied(self) -> T {
        let held = self.held.expect("a slot is filled until it is asked, and asked once");
        held.with_spy(Probe::new(self.role))
    }
}

/// For all others.
pub trait AsItIs<T> {
    /// The value to put into the field.
    fn spied(self) -> T;
}

impl<T> AsItIs<T> for &mut Slot<T> {
    fn spied(self) -> T {
        Probe::new(self.role).announced(Binding::Unspied);
        self.held.take().expect("a slot is filled until it is asked, and asked once")
    }
}

/// The probe for a field that holds a function, which is wrapped in a closure where it stands.
pub fn function(role: &'static str) -> Probe {
    Probe::new(role).announced(Binding::Function)
}
