//! My kata: the hidden suite.
//!
//! `behaviour` is what one caller may expect, `concurrency` what must hold however callers interleave. `office` is the stage
//! that every check is played on.

mod behaviour;
mod concurrency;
mod office;

use std::sync::Arc;

use kata_suite::Suite;

use my_kata_api::{Config, Desk, Ports};

/// The learner's `build`, with the seams that the learner's own `Seams::new` picks.
pub type Subject = fn(Config, Ports) -> Arc<dyn Desk>;

/// The runner: judges the subject by the checks that the command line selects.
pub fn main(subject: Subject) -> ! {
    Suite::new("my-kata").checks(behaviour::checks()).checks(concurrency::checks()).main(subject)
}
