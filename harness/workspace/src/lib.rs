//! The folder a learner works in.
//!
//! This crate owns how a workspace is made, how one is found again, and what is remembered in its `.kata/` folder: the
//! state of the round, the last and the best result, the hints that were shown, the source as it was at a twist. It never writes to the learner's own
//! files after they were made, judges nothing and prints nothing.

mod alias;
mod argument;
mod atomic;
mod debrief;
mod error;
mod hints;
mod index;
mod results;
mod reveal;
mod scaffold;
mod state;
mod workspace;

pub use argument::argument;
pub use atomic::write as write_whole;
pub use debrief::{DEBRIEF_FORMAT, Debrief, DebriefAnswer, RubricPoint};
pub use error::Error;
pub use hints::HintsShown;
pub use index::{find, known, register};
pub use results::{CheckResult, RESULTS_FORMAT, Results, Summary};
pub use reveal::{Revealed, reveal};
pub use scaffold::{Scaffolded, scaffold};
pub use state::{STATE_FORMAT, State};
pub use workspace::Workspace;
