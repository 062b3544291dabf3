//! What every command at a terminal shares.
//!
//! This crate owns where a command runs ([`Context`]), why it could not do what was asked and how the shell hears of it ([`Failure`]), the
//! one sink for what is printed ([`print()`]), and what a command that stays can hear: keys ([`Keys`]), changes of files ([`files`], [`WatchedFolder`]),
//! Ctrl-C ([`on_interrupt`]). It knows no command, judges nothing, and renders no more than small pieces of [`text`].

mod context;
mod failure;
pub mod files;
mod interrupt;
mod keys;
mod output;
mod snapshot;
pub mod text;
mod watched;

pub use context::Context;
pub use failure::{Failure, report, usage};
pub use interrupt::on_interrupt;
pub use keys::{Heard, Keys};
pub use output::{is_dumb, is_heard, is_interactive, print, settle_colours, terminal_size, width};
pub use snapshot::{Place, Snapshot};
pub use text::json;
pub use watched::{Look, WatchedFolder};
