//! Hashing; `RandomState` is random no more, so that a schedule can be run again.

use kata_engine::sys;

pub use ::std::hash::*;

/// Builds hashers whose keys depend only on how many were made before in the execution: maps differ in their order, as
/// they do under std, but each run of a schedule sees the same order.
#[derive(Clone, Debug)]
pub struct RandomState {
    key: u64,
}

impl RandomState {
    /// The next keys of this execution.
    pub fn new() -> RandomState {
        RandomState { key: sys::hash_key() }
    }
}

impl Default for RandomState {
    fn default() -> Self {
        RandomState::new()
    }
}

impl BuildHasher for RandomState {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        let mut hasher = DefaultHasher::new();
        hasher.write_u64(self.key);
        hasher
    }
}
