//! The watch: one closed enum of events, one loop that receives them.
//!
//! Four sources send events: the file system ([`files`]), the keys ([`keys`]), the judge ([`judge`]) and the signals. The
//! [`session`] alone receives, holds the state, and says what the [`screen`] shows.

mod files;
mod judge;
mod keys;
mod screen;
mod session;
mod snapshot;

use std::sync::mpsc::channel;

use kata_verdict::{ExitCode, Verdict};
use kata_workspace::Workspace;

use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt;

/// Everything that a watch can hear of.
#[derive(Debug)]
pub(crate) enum WatchEvent {
    /// Files below the workspace may have changed.
    Touched,
    /// The native watcher gave up.
    WatcherFailed(String),
    /// A key was pressed.
    Key(keys::Key),
    /// The terminal has another size.
    Resized,
    /// The suite is being built: what cargo says.
    Opening(String),
    /// Something happened in the run with this number.
    Judging(u64, kata_grade::Event),
    /// The run with this number ended.
    Judged(u64, Result<Verdict, kata_grade::Error>),
    /// There will be no verdict, whatever is saved.
    CannotJudge(kata_grade::Error),
    /// Ctrl-C, a polite signal, or the terminal went away.
    Interrupted,
}

/// Watches a workspace until it is told to stop.
pub(crate) fn run(context: &Context, workspace: &Workspace) -> Result<ExitCode, Failure> {
    let (sender, events) = channel();
    let on_signal = sender.clone();
    // Once the loop has ended nobody is left to be interrupted.
    interrupt::on_interrupt(move || drop(on_signal.send(WatchEvent::Interrupted)))?;
    let mut session = session::Session::new(context, workspace, sender)?;
    session.run(&events)
}
