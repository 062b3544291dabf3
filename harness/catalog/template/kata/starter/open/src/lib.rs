//! My desk.

use std::sync::Arc;

use my_kata_api::{Config, Desk, Number, Ports, TakeError};

/// The policies that somebody will want to swap: give each role of the brief a field of its name, `Box<dyn …>` of a
/// trait that you design.
pub struct Seams {}

impl Seams {
    /// The policies that the desk opens with. This is the only place that names them.
    pub fn new(_config: &Config) -> Self {
        Seams {}
    }
}

/// The desk. The grader and the tests call this.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Desk> {
    let _ = (config, ports, seams);
    Arc::new(NumberDesk {})
}

/// The desk. Many threads call it at once.
pub struct NumberDesk {}

impl Desk for NumberDesk {
    fn take(&self) -> Result<Number, TakeError> {
        todo!("give the next number, and show it on the board")
    }
}
