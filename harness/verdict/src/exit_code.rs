//! The exit codes that a script can rely on.

use std::process::Termination;

use crate::{Submission, Verdict};

/// What a process of ours ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Every check that ran passed.
    Passed = 0,
    /// Graded, and at least one check at or below the round's level did not pass.
    Missed = 1,
    /// Usage or setup: a bad flag, an unknown kata, a broken workspace.
    Setup = 2,
    /// The submission does not compile.
    DoesNotCompile = 3,
    /// The submission was refused (confinement).
    Refused = 4,
    /// A fault of ours.
    Fault = 70,
    /// Interrupted from the terminal: 128 + SIGINT, as a shell reports it.
    Interrupted = 130,
}

impl ExitCode {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What a verdict means for the shell.
    pub fn of(verdict: &Verdict) -> ExitCode {
        match verdict.submission {
            Submission::Graded if verdict.misses().next().is_some() => ExitCode::Missed,
            Submission::Graded => ExitCode::Passed,
            Submission::DoesNotCompile => ExitCode::DoesNotCompile,
            Submission::Refused => ExitCode::Refused,
            Submission::Fault => ExitCode::Fault,
        }
    }
}

impl Termination for ExitCode {
    fn report(self) -> std::process::ExitCode {
        self.code().into()
    }
}
