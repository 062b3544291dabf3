//! What `kata_std` needs of the engine. Not for learners, nor for suites.
//!
//! Everything here is non-generic, so that it is compiled with the engine's optimisation and not in the submission. Each
//! operation is a point first, at which others may run, and then takes effect at once. Outside an execution, operations
//! take effect without a point, and what would have to wait panics.

pub mod atomic;
pub mod barrier;
pub mod channel;
pub mod clock;
pub mod condvar;
pub mod locals;
pub mod lock;
pub mod thread;

pub use crate::inside::output;
pub use crate::object::{Label, Object, Subject};

use crate::world;

/// Where in a source a call was made.
pub type Loc = &'static std::panic::Location<'static>;

/// A key for the next hasher of this execution: the same at each run of a schedule, another for each hasher.
pub fn hash_key() -> u64 {
    world::try_with(|world| {
        world.hashers += 1;
        world.hashers
    })
    .unwrap_or(0)
}

/// Says that something changed which a task may look at in vain.
pub fn moved() {
    world::try_with(|world| world.moved());
}

/// Whether this thread runs an execution now.
pub fn active() -> bool {
    world::active()
}
