//! The checks of one kata, in the order in which a verdict shows them.

use crate::check::Check;
use crate::runner;

/// The checks of one kata, in the order in which a verdict shows them.
///
/// `S` is what a check gets to judge: usually a function that builds the learner's driver from a config and ports.
pub struct Suite<S> {
    pub(crate) kata: &'static str,
    pub(crate) checks: Vec<Check<S>>,
}

impl<S: Copy + Send + Sync + 'static> Suite<S> {
    /// A suite without checks, for the kata with this slug.
    pub fn new(kata: &'static str) -> Self {
        Suite { kata, checks: Vec::new() }
    }

    /// Adds one check at the end.
    ///
    /// # Panics
    ///
    /// When the id is taken or is not kebab-case: both are the author's slip, and show as soon as the suite runs.
    pub fn check(mut self, check: Check<S>) -> Self {
        let id = &check.info.id;
        assert!(is_kebab(id), "the check id `{id}` of {} is not kebab-case", self.kata);
        assert!(self.checks.iter().all(|known| known.info.id != *id), "two checks of {} are called {id}", self.kata);
        self.checks.push(check);
        self
    }

    /// Adds several checks at the end.
    ///
    /// # Panics
    ///
    /// As [`Suite::check`].
    pub fn checks(self, checks: impl IntoIterator<Item = Check<S>>) -> Self {
        checks.into_iter().fold(self, Suite::check)
    }

    /// The checks, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Check<S>> {
        self.checks.iter()
    }

    /// Runs the program: reads the command line, judges `subject` by the checks that it selects, and ends the process.
    pub fn main(self, subject: S) -> ! {
        runner::main(self, subject)
    }
}

fn is_kebab(id: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split('-').all(word)
}
