//! The commands, one a file.

pub(crate) mod ask;
mod end;
pub(crate) mod pause;
pub(crate) mod restore;
pub(crate) mod round;
pub(crate) mod submit;
pub(crate) mod twist;
