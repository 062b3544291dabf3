//! One kata, ready to judge submissions.

use std::path::PathBuf;

use kata_verdict::Verdict;

use crate::{Cancel, Error, Event, Request, Source};

/// How to open a [`Grader`].
#[derive(Clone, Debug)]
pub struct Options {
    /// The root of this project: the workspace that holds `katas/` and `harness/`.
    pub root: PathBuf,
    /// The slug of the kata: `parking-lot`.
    pub kata: String,
    /// How many checks run at once; 0 for as many as there are cores.
    pub jobs: usize,
    /// Whether rustc keeps its incremental state from one run to the next: fast for a watch, not for a single verdict.
    pub incremental: bool,
}

/// One kata, ready to judge submissions: its suite is built, and a temporary folder is there, which goes away with the
/// grader. It can be shared between threads; with `incremental`, runs take turns at compiling.
#[derive(Debug)]
pub struct Grader {
    options: Options,
}

impl Grader {
    /// Builds the suite of a kata, once. `progress` is told what cargo says on the way.
    pub fn open(options: Options, progress: &mut dyn FnMut(&str)) -> Result<Grader, Error> {
        progress("");
        Ok(Grader { options })
    }

    /// Judges one submission. What its code does wrong is in the verdict; an error means that there is none.
    pub fn grade(
        &self,
        source: &Source,
        request: &Request,
        cancel: &Cancel,
        events: &mut dyn FnMut(Event),
    ) -> Result<Verdict, Error> {
        let _ = (source, request, cancel, events);
        Err(Error::Fault(format!("cannot grade {} yet", self.options.kata)))
    }
}
