//! How many spots are free.

use std::collections::BTreeMap;

use crate::SpotClass;

/// How many spots of each class are free and occupied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// One entry for each spot class that the lot has.
    pub classes: BTreeMap<SpotClass, Count>,
}

/// The spots of one class. At rest, `free + occupied == in_service`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Count {
    /// How many are in service.
    pub in_service: u32,
    /// How many of these could be assigned now.
    pub free: u32,
    /// On how many of these a vehicle stands. A vehicle whose payment is under way, or was declined, still stands there.
    pub occupied: u32,
}

impl Availability {
    /// The spots of this class; all zero where the lot has none.
    pub fn of(&self, class: &SpotClass) -> Count {
        self.classes.get(class).copied().unwrap_or_default()
    }
}
