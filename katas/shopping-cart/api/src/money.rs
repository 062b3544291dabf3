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

    /// The sum; None where it does not fit.
    pub const fn checked_add(self, other: Cents) -> Option<Cents> {
        match self.0.checked_add(other.0) {
            Some(cents) => Some(Cents(cents)),
            None => None,
        }
    }

    /// This amount so many times; None where it does not fit.
    pub const fn checked_mul(self, times: u32) -> Option<Cents> {
        match self.0.checked_mul(times as u64) {
            Some(cents) => Some(Cents(cents)),
            None => None,
        }
    }

    /// The difference; nothing where `other` is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Cents) -> Cents {
        Cents(self.0.saturating_sub(other.0))
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
