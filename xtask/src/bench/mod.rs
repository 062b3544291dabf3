//! The measuring behind `bench`: contestants that take turns, and what their times come to.
//!
//! Invariant: what is compared is run in turns within one process, so that a machine that slows down slows all of them.
//! The processes that are started here are what a verdict is compared with; no verdict comes from them.

pub(crate) mod class;
mod contestant;
mod draft;
mod process;
mod reading;
mod sample;
pub(crate) mod speed;

pub(crate) use contestant::{Contestant, contestants};
pub(crate) use draft::Draft;
pub(crate) use reading::Reading;
pub(crate) use sample::Sample;
