//! Everything that a live view can hear of.

use std::io::{self, BufRead, IsTerminal};
use std::sync::mpsc::Sender;

use kata_console::Heard;
use kata_console::files::Change;

use crate::examiner::Glance;
use crate::tryout::News;

/// Everything that a live view can hear of.
#[derive(Debug)]
pub(crate) enum LiveEvent {
    /// The file system told of something.
    Files(Change),
    /// The terminal told of something.
    Terminal(Heard),
    /// A line was typed, where keys do not come one by one.
    Typed(String),
    /// What cargo says in the run with this number.
    Tried(u64, News),
    /// What the hidden suite says in the run with this number; None where it was cancelled.
    Glanced(u64, Result<Glance, Option<String>>),
    /// Ctrl-C, or a polite signal.
    Interrupted,
}

/// Sends each line that is typed. Where output goes elsewhere but input would come from a terminal, nobody reads: a view in the background
/// would be stopped by it.
pub(crate) fn read_lines(sender: Sender<LiveEvent>) {
    if io::stdin().is_terminal() && !io::stdout().is_terminal() {
        return;
    }
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.send(LiveEvent::Typed(line)).is_err() {
                return;
            }
        }
    });
}
