//! The record of all rounds and practices of this machine.
//!
//! This crate owns the file `history.jsonl` and its versions (docs/HISTORY.md says what is in it), and what follows from it: the best and
//! the last result per kata and level, the trend, what to practise next. It judges nothing and prints nothing; what time it is, it is told.
//!
//! ```
//! use kata_history::{Entry, History, Sitting};
//! # fn freeze(verdict: &kata_verdict::Verdict, dir: &std::path::Path) -> Result<(), kata_history::Error> {
//! let history = History::open(kata_history::home()?);
//! let sitting = Sitting::round("parking-lot", dir, 1_767_225_600, 1_767_228_300);
//! history.record(&Entry::of(verdict, sitting))?;
//! # Ok(())
//! # }
//! ```

mod advice;
mod ago;
mod compact;
mod entry;
mod error;
mod history;
mod home;
mod import;
mod line;
mod lock;
mod moved;
mod sitting;
mod summary;

pub use advice::{Advice, Next, Untried, advise};
pub use ago::ago;
pub use entry::{Check, Entry, FORMAT, Kind, Mark, Rating, Tally};
pub use error::Error;
pub use history::{History, Record};
pub use home::home;
pub use import::{import, is_missing};
pub use line::Unreadable;
pub use sitting::Sitting;
pub use summary::{At, Standing, summary};
