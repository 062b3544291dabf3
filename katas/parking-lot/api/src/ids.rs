//! The ids: newtypes, so that a plate cannot be taken for a class.

use std::fmt;

/// What a vehicle is called: `KA-01`. Two vehicles with the same plate are the same vehicle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plate(String);

/// What kind of vehicle it is: `car`, `bike`, or whatever the [`Config`](crate::Config) names. There is no fixed list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VehicleClass(String);

/// What kind of spot it is: `compact`, `large`, or whatever the [`Config`](crate::Config) names. There is no fixed list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpotClass(String);

macro_rules! text_id {
    ($name:ident) => {
        impl $name {
            /// The id with this text.
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }

            /// Its text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

text_id!(Plate);
text_id!(VehicleClass);
text_id!(SpotClass);

/// Where a spot is. Ordered as the lot assigns: by level, then by number. Shown as `L1-03`.
///
/// Numbers start anew on each level: it takes both to name a spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpotId {
    /// The number of its [`Level`](crate::Level).
    pub level: u32,
    /// Its number on that level.
    pub number: u32,
}

impl SpotId {
    /// The spot with this number on this level.
    pub const fn new(level: u32, number: u32) -> Self {
        SpotId { level, number }
    }
}

impl fmt::Display for SpotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("L{}-{:02}", self.level, self.number))
    }
}

/// What a ticket is called. Your lot makes these up; no two tickets of a lot ever have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketId(u64);

impl TicketId {
    /// The id with this number.
    pub const fn new(number: u64) -> Self {
        TicketId(number)
    }

    /// Its number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for TicketId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("T{}", self.0))
    }
}
