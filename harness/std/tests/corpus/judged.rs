//! What became of each program: explored once, whoever asks first.

use std::path::Path;
use std::sync::OnceLock;

use kata_grade::{Cancel, Explorer};
use kata_verdict::{CheckVerdict, Submission};

use crate::program::Program;

/// The programs, and what became of those that were asked for.
pub(crate) struct Judged {
    programs: Vec<Program>,
    found: Vec<OnceLock<Result<CheckVerdict, String>>>,
    explorer: OnceLock<Result<Explorer, String>>,
}

impl Judged {
    pub(crate) fn new(programs: Vec<Program>) -> Judged {
        let found = programs.iter().map(|_| OnceLock::new()).collect();
        Judged { programs, found, explorer: OnceLock::new() }
    }

    /// All programs, by name.
    pub(crate) fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// What became of one program.
    pub(crate) fn check(&self, index: usize) -> Result<&CheckVerdict, String> {
        self.found[index].get_or_init(|| self.explore(index)).as_ref().map_err(String::clone)
    }

    /// Explores one program, whether or not it was explored before.
    pub(crate) fn explore(&self, index: usize) -> Result<CheckVerdict, String> {
        let program = &self.programs[index];
        let explorer = self.explorer.get_or_init(open).as_ref().map_err(String::clone)?;
        let text = program.text.clone().into_bytes();
        let verdict = explorer.explore(text, program.tier, None, &Cancel::default());
        let verdict = verdict.map_err(|error| error.to_string())?;
        match (verdict.submission, verdict.checks.into_iter().next()) {
            (Submission::Graded, Some(check)) => Ok(check),
            (submission, _) => Err(format!("{submission:?}: {}{:?}", verdict.diagnostics, verdict.refusals)),
        }
    }
}

fn open() -> Result<Explorer, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Explorer::open(root, &mut |_| {}).map_err(|error| error.to_string())
}
