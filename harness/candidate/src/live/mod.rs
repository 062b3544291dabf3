//! The live view of a round: one closed enum of events, one loop that receives them.
//!
//! Six sources send events: the file system, the keys, typed lines, the tryout (cargo), the hidden suite and the signals. The
//! [`session`] alone receives and holds the state; [`screen`] shows it on a terminal, [`lines`] tells it in plain lines.

mod actions;
mod backend;
mod digits;
mod display;
mod draw;
mod events;
mod folder;
mod input;
mod lines;
mod picture;
mod remarks;
mod screen;
mod session;
mod trial;
mod wrap;

pub(crate) use picture::{Twist, clock};
pub(crate) use session::{Ended, Seated, run};
