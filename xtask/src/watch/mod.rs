//! The watch: one closed enum of events, one loop that receives them.
//!
//! Four sources send events: the file system, the keys, the judge ([`judge`]) and the signals. The
//! [`session`] alone receives, holds the state, and says what the [`screen`] shows.

mod fit;
mod judge;
mod recorder;
mod screen;
mod session;

use std::sync::mpsc::channel;

use kata_console::files::Change;
use kata_console::{Context, Failure, Heard};
use kata_verdict::{ExitCode, Verdict};
use kata_workspace::Workspace;

/// Everything that a watch can hear of.
#[derive(Debug)]
pub(crate) enum WatchEvent {
    /// The file system told of something.
    Files(Change),
    /// The terminal told of something.
    Terminal(Heard),
    /// The suite is being built: what cargo says.
    Opening(String),
    /// Something happened in the run with this number.
    Judging(u64, kata_grade::Event),
    /// The run with this number ended.
    Judged(u64, Result<Verdict, kata_grade::Error>),
    /// A verdict is not in the history: why.
    NotRecorded(String),
    /// There will be no verdict, whatever is saved.
    CannotJudge(kata_grade::Error),
    /// Ctrl-C, or a polite signal.
    Interrupted,
}

/// Watches a workspace until it is told to stop.
pub(crate) fn run(context: &Context, workspace: &Workspace) -> Result<ExitCode, Failure> {
    let (sender, events) = channel();
    let on_signal = sender.clone();
    // Once the loop has ended nobody is left to be interrupted.
    kata_console::on_interrupt(move || drop(on_signal.send(WatchEvent::Interrupted)))?;
    let mut session = session::Session::new(context, workspace, sender)?;
    session.run(&events)
}
