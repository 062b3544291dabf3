//! My kata: what you implement, and what you may rely on.
//!
//! You write a type that implements [`Desk`], and a function that builds it:
//!
//! ```text
//! pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Desk>
//! ```
//!
//! `Seams` is your own struct: one field for each policy that somebody will want to swap (`numbering`). [`kit`] has test
//! doubles for your own tests.

pub mod kit;

use std::fmt;
use std::sync::Arc;

/// The desk that gives out numbers. Many threads call it at once.
pub trait Desk: Send + Sync {
    /// Gives the next number, and shows it on the [`Board`]. The numbers of a desk are 1, 2, 3 and so on.
    ///
    /// # Errors
    ///
    /// [`TakeError::SoldOut`]: all numbers have been given. Nothing is shown.
    fn take(&self) -> Result<Number, TakeError>;
}

/// What a desk is set up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How many numbers there are.
    pub numbers: u32,
}

/// The outside world that a desk is built with.
#[derive(Clone)]
pub struct Ports {
    /// Where each number is shown.
    pub board: Arc<dyn Board>,
}

/// The board on the wall.
pub trait Board: Send + Sync {
    /// Shows a number that was given. Called once for each.
    fn show(&self, number: Number);
}

/// What is written on a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u32);

impl Number {
    /// The number as such.
    pub const fn new(number: u32) -> Self {
        Number(number)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// Why no number was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeError {
    /// All numbers have been given.
    SoldOut,
}

impl fmt::Display for TakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("all numbers have been given")
    }
}

impl std::error::Error for TakeError {}
