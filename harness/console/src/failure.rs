//! Why a command could not do what was asked, and how the shell hears of it.

use std::fmt;
use std::io::IsTerminal;

use colored::Colorize;
use kata_verdict::ExitCode;

/// Why a command could not do what was asked. What a submission does wrong is never one: that is a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The caller can mend it.
    Setup(String),
    /// Something of ours went wrong.
    Fault(String),
    /// Interrupted from the terminal, or asked to end.
    Interrupted,
}

impl From<kata_catalog::Error> for Failure {
    fn from(error: kata_catalog::Error) -> Failure {
        Failure::Setup(error.to_string())
    }
}

impl From<kata_workspace::Error> for Failure {
    fn from(error: kata_workspace::Error) -> Failure {
        Failure::Setup(error.to_string())
    }
}

impl Failure {
    /// What the caller can mend, in the words of `error`.
    pub fn setup(error: impl fmt::Display) -> Failure {
        Failure::Setup(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Setup(message) | Failure::Fault(message) => f.write_str(message),
            Failure::Interrupted => f.write_str("interrupted"),
        }
    }
}

/// Says what went wrong on stderr.
pub fn report(failure: Failure) -> ExitCode {
    let (word, code) = match &failure {
        Failure::Setup(_) => ("error:", ExitCode::Setup),
        Failure::Fault(_) => ("fault of ours:", ExitCode::Fault),
        // Whoever pressed Ctrl-C knows why it ended.
        Failure::Interrupted => return ExitCode::Interrupted,
    };
    // Whether there are colours is decided by stdout; a file that stderr goes to has none.
    let is_wanted = std::io::stderr().is_terminal() || std::env::var_os("CLICOLOR_FORCE").is_some();
    let word = if is_wanted { word.red().bold() } else { word.normal() };
    eprintln!("{word} {failure}");
    code
}

/// What clap has to say: help and version on stdout with code 0, a mistake on stderr with code 2.
pub fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to be told where even this cannot be printed.
    let _ = error.print();
    match error.exit_code() {
        0 => ExitCode::Passed,
        _ => ExitCode::Setup,
    }
}
