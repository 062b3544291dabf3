//! A verdict in the making: the stop-watch, and the one place where a [`Verdict`] is put together.

use std::time::Instant;

use kata_verdict::{CheckVerdict, Finding, Refusal, Submission, Verdict, after_review, score, signal};

use crate::{Request, next};

/// A verdict in the making.
pub(crate) struct Draft {
    verdict: Verdict,
    started: Instant,
    lap: Instant,
}

impl Draft {
    /// Starts the stop-watch.
    pub(crate) fn new(kata: &str, request: &Request) -> Draft {
        let verdict = Verdict::bare(kata, Submission::Fault, request.level, request.tier);
        let now = Instant::now();
        Draft { verdict, started: now, lap: now }
    }

    /// Reading, reviewing and staging ends here.
    pub(crate) fn staged(&mut self) {
        self.verdict.timing.stage_ms = self.lap();
    }

    /// The rustc run ends here; returns how long it took, in milliseconds.
    pub(crate) fn compiled(&mut self) -> u64 {
        self.verdict.timing.compile_ms = self.lap();
        self.verdict.timing.compile_ms
    }

    /// The verdict on a submission that was refused.
    pub(crate) fn refused(mut self, refusals: Vec<Refusal>) -> Verdict {
        let place = |refusal: &Refusal| match refusal.line {
            Some(line) => format!("{}:{line}", refusal.file),
            None => refusal.file.clone(),
        };
        self.verdict.next =
            refusals.iter().take(5).map(|refusal| format!("{}: {}", place(refusal), refusal.message)).collect();
        self.verdict.refusals = refusals;
        self.end(Submission::Refused)
    }

    /// The verdict on a submission that does not compile.
    pub(crate) fn broken(mut self, diagnostics: String, next: Vec<String>) -> Verdict {
        self.verdict.diagnostics = diagnostics;
        self.verdict.next = next;
        self.end(Submission::DoesNotCompile)
    }

    /// The verdict on a submission whose checks ran, in the suite's order, and whose design was reviewed.
    pub(crate) fn graded(mut self, checks: Vec<CheckVerdict>, findings: Vec<Finding>) -> Verdict {
        self.verdict.timing.run_ms = self.lap();
        self.verdict.score = after_review(score(&checks, self.verdict.level), &findings);
        self.verdict.signal = signal(&checks);
        self.verdict.next = next::steps(&checks, self.verdict.level);
        self.verdict.checks = checks;
        self.verdict.findings = findings;
        self.end(Submission::Graded)
    }

    fn end(mut self, submission: Submission) -> Verdict {
        self.verdict.submission = submission;
        self.verdict.timing.total_ms = millis(self.started);
        self.verdict
    }

    fn lap(&mut self) -> u64 {
        let lap = millis(self.lap);
        self.lap = Instant::now();
        lap
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
