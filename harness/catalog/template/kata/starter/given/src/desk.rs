//! The desk: which numbers it has given.

use my_kata_api::{Config, Desk, Number, Ports, TakeError};

use crate::seams::Seams;

/// The desk. Add the state that it needs; many threads call it at once.
#[allow(dead_code, reason = "drop this line once your methods use the fields")]
pub struct NumberDesk {
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl NumberDesk {
    /// A desk that has given no number yet.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        NumberDesk { config, ports, seams }
    }
}

impl Desk for NumberDesk {
    fn take(&self) -> Result<Number, TakeError> {
        todo!("give the number that `self.seams.numbering` says, and show it on the board")
    }
}
