//! The timed round, apart from the terminal that shows it.
//!
//! This crate owns the clock of a round, its plan and phases, its log (a chain of hashes), the locks that keep two processes from writing
//! at once, the snapshots of the source, and the freeze. The state of a round is a fold over its log ([`RoundView`]), so that a second
//! terminal may ask, pause or submit while a live view follows. It prints nothing, starts no process, and judges nothing.
//!
//! What lies in `<workspace>/.kata/round/`:
//!
//! | file | holds |
//! | --- | --- |
//! | `log.jsonl` | one [`Entry`] a line, each with the hash of the one before; appended and synced, never rewritten |
//! | `log.lock` | locked for the moment of an append |
//! | `log.torn` | what a crash left of lines that nobody was told were written |
//! | `seat.lock` | locked by the live view, and says which process that is |
//! | `pulse.json` | a recent [`Stamp`], so that little is lost where the machine restarts |
//! | `objects/<sha256>` | contents of files, deflated, by the hash of what they inflate to |
//!
//! A finished round moves to `.kata/rounds/<when it began>/` when the next one begins.

mod boot;
mod chain;
mod clock;
mod durable;
mod error;
mod event;
mod freeze;
mod given;
mod log;
mod objects;
mod phases;
mod plan;
mod play;
mod pulse;
mod restore;
mod round;
mod seat;
mod source;
mod stamp;
mod view;
mod when;

pub use chain::{Break, Chain, verify_chain};
pub use clock::{CLOCK_VARIABLE, Clock, Reading, SIMULATED, SimulatedClock, SystemClock, clock};
pub use error::{Error, Kind};
pub use event::{Asked, Entry, Event, FORMAT, Freeze, Reason, Skipped, Unanswered};
pub use given::{GIVEN, GIVEN_FORMAT, Given, When};
pub use objects::{Objects, blob_name, inflate};
pub use phases::{Now, PhaseTime};
pub use plan::{AssignmentRef, Feedback, Phase, Plan, draw_twist, scale_phases};
pub use play::Save;
pub use restore::Restored;
pub use round::Round;
pub use seat::Seat;
pub use source::{MAX_BYTES, MAX_FILES, SourceFiles, decode_path, encode_path, read_source};
pub use stamp::{ClockNote, Stamp};
pub use view::{At, HintShown, Pause, RoundView, Snapshot, TwistShown};
pub use when::{span, utc};
