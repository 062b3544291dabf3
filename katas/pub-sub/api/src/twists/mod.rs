//! What the interviewer adds late in the round: one module for each twist, once it is revealed.

pub mod priorities;
pub mod wildcards;
