//! The desk: how many numbers it has given.

use std::sync::{Mutex, PoisonError};

use my_kata_api::{Config, Desk, Number, Ports, TakeError};

use crate::seams::Seams;

/// A desk whose count stands behind one lock.
pub struct NumberDesk {
    config: Config,
    ports: Ports,
    seams: Seams,
    given: Mutex<u32>,
}

impl NumberDesk {
    /// A desk that has given no number yet.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        NumberDesk { config, ports, seams, given: Mutex::new(0) }
    }

    /// Takes one of those that are left, and says how many were taken before it.
    fn count(&self) -> Result<u32, TakeError> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let before = *given;
        if before >= self.config.numbers {
            return Err(TakeError::SoldOut);
        }
        *given += 1;
        Ok(before)
    }
}

impl Desk for NumberDesk {
    fn take(&self) -> Result<Number, TakeError> {
        let number = self.seams.numbering.number(self.count()?);
        self.ports.board.show(number);
        Ok(number)
    }
}
