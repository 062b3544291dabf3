//! The policies that somebody will want to swap, and the ones that the desk opens with.

use my_kata_api::{Config, Number};

/// Says what is written on a slip.
pub trait Numbering: Send + Sync {
    /// The number on the slip that comes after `given` others.
    fn number(&self, given: u32) -> Number;
}

/// The policies of one desk. The desk knows them by their traits only.
pub struct Seams {
    /// What is written on a slip.
    pub numbering: Box<dyn Numbering>,
}

impl Seams {
    /// The policies that the desk opens with. This is the only place that names them.
    pub fn new(_config: &Config) -> Self {
        Seams { numbering: Box::new(CountUp) }
    }
}

/// 1, 2, 3 and so on.
pub struct CountUp;

impl Numbering for CountUp {
    fn number(&self, given: u32) -> Number {
        Number::new(given + 1)
    }
}
