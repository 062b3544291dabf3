//! Money.

use std::fmt;

/// An amount of money, in whole cents. Shown as `12.50`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(u64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);

    /// So many cents: `Cents::new(250)` is two and a half of whatever the currency is.
    pub const fn new(cents: u64) -> Self {
        Cents(cents)
    }

    /// How many cents.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}
