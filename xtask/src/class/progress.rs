//! How far a class is: a bar on a terminal, else a line for each submission.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kata_assignment::{Graded, Record, Standing};

/// How far a class is, on stderr.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    done: usize,
    of: usize,
}

impl Progress {
    /// Of so many submissions, none is judged yet.
    pub(crate) fn begin(of: usize) -> Progress {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(of as u64), ProgressDrawTarget::stderr());
            if let Ok(style) =
                ProgressStyle::with_template("[{bar:30}] {pos}/{len} submissions, {elapsed}, {eta} to go  {wide_msg}")
            {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Progress { bar, done: 0, of }
    }

    /// One was judged by an earlier run, which says nothing of how fast this one is.
    pub(crate) fn skip(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.reset_eta();
        }
    }

    /// One more is judged, and its result written.
    pub(crate) fn take(&mut self, record: &Record) {
        self.done += 1;
        let line = format!("{}: {}", kata_archive::shown(&record.submission), said(&record.graded));
        match &self.bar {
            Some(bar) => {
                bar.set_message(line);
                bar.inc(1);
            }
            None => eprintln!("{}/{} {line}", self.done, self.of),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What came of it, in a few words.
fn said(graded: &Graded) -> String {
    match graded {
        Graded::Verdict(verdict) if Standing::of(graded) == Standing::Graded => {
            let signal = verdict.signal.map(|level| format!(", {level}")).unwrap_or_default();
            format!("{} of {}{signal}", verdict.score.points, verdict.score.of)
        }
        Graded::Fault(why) => format!("fault: {why}"),
        _ => Standing::of(graded).word().to_owned(),
    }
}
