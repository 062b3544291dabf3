//! What came of the workspace's tests, as libtest prints it.

use std::path::PathBuf;

use kata_process::{Exit, Finished};
use serde::Deserialize;

use super::{Cargo, Stop, compiling, kept, patience};

/// What came of the tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tests {
    /// How many passed.
    pub(crate) passed: usize,
    /// Which failed.
    pub(crate) failed: Vec<String>,
    /// What went wrong apart from that: they do not compile, one hangs, one ended the process.
    pub(crate) trouble: Option<String>,
    /// What the failed ones printed, or the compiler's errors.
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Built {
    executable: Option<PathBuf>,
}

/// Runs what cargo built.
pub(super) fn of(cargo: &Cargo<'_>, built: &Finished) -> Result<Tests, Stop> {
    if !built.succeeded() {
        let text = compiling::of(built).map_err(kept)?.text;
        return Ok(Tests { trouble: Some("they do not compile".to_owned()), text, ..Tests::default() });
    }
    let messages = built.stdout.lines().filter_map(|line| serde_json::from_str::<Built>(line).ok());
    let mut tests = Tests::default();
    for program in messages.filter_map(|message| message.executable) {
        tests.take(&cargo.test(&program)?);
    }
    Ok(tests)
}

impl Tests {
    /// Whether every one passed.
    pub(crate) fn are_fine(&self) -> bool {
        self.failed.is_empty() && self.trouble.is_none()
    }

    /// Takes in what one program printed.
    fn take(&mut self, finished: &Finished) {
        let results = finished.stdout.lines().filter_map(result);
        let mut open = None;
        for (name, outcome) in results {
            match outcome {
                "ok" => self.passed += 1,
                "FAILED" => self.failed.push(name.to_owned()),
                "" => open = Some(name),
                _ => {}
            }
        }
        if let Some(how) = end(finished) {
            let which = open.map_or_else(|| "the tests".to_owned(), |name| format!("`{name}`"));
            self.trouble.get_or_insert(format!("{which} {how}"));
            self.text += finished.stderr.trim_end();
        }
        self.text += failures(&finished.stdout);
    }
}

/// `test it_parks ... ok` as the name and what came of it; nothing came yet where the process ended within the test.
fn result(line: &str) -> Option<(&str, &str)> {
    let (name, outcome) = line.strip_prefix("test ")?.split_once(" ...")?;
    Some((name.trim_end_matches(" - should panic"), outcome.split_whitespace().next().unwrap_or_default()))
}

/// How a program ended, where not by itself after its last test.
fn end(finished: &Finished) -> Option<String> {
    match finished.exit {
        // 101: some tests failed, each of which is named.
        Exit::Code(0 | 101) if finished.stdout.contains("test result: ") => None,
        Exit::TimedOut => Some(format!("was cut after {} s: it hangs", patience().as_secs())),
        Exit::Code(code) => Some(format!("ended the process with code {code}")),
        Exit::Signal(signal) => Some(format!("ended the process with signal {signal}")),
        Exit::Cancelled => None,
    }
}

/// What the failed tests printed.
fn failures(stdout: &str) -> &str {
    const HEADING: &str = "\nfailures:\n";
    let Some((_, rest)) = stdout.split_once(HEADING) else { return "" };
    rest.split_once(HEADING).map_or(rest, |(printed, _)| printed).trim_start_matches('\n')
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use kata_process::{Exit, Finished};

    use super::Tests;

    fn after(exit: Exit, stdout: &str) -> Tests {
        let stderr = "thread overflowed its stack\n".to_owned();
        let finished = Finished { exit, stdout: stdout.to_owned(), stderr, elapsed: Duration::ZERO };
        let mut tests = Tests::default();
        tests.take(&finished);
        tests
    }

    const FAILED: &str = "\nrunning 3 tests\ntest a ... ok\ntest b ... FAILED\ntest c - should panic ... ok\n\nfailures:\n\n---- b stdout ----\nprinted\n\n\nfailures:\n    b\n\ntest result: FAILED. 2 passed; 1 failed;\n";

    #[test]
    fn a_failed_test_is_named_with_what_it_printed() {
        let tests = after(Exit::Code(101), FAILED);
        assert_eq!((tests.passed, tests.failed.as_slice(), &tests.trouble), (2, &["b".to_owned()][..], &None));
        assert_eq!(tests.text, "---- b stdout ----\nprinted\n\n");
        assert!(!tests.are_fine());
    }

    #[test]
    fn a_test_that_hangs_is_named_and_those_before_it_count() {
        let tests = after(Exit::TimedOut, "\nrunning 3 tests\ntest a ... ok\ntest b ... ");
        assert_eq!((tests.passed, tests.trouble.as_deref()), (1, Some("`b` was cut after 20 s: it hangs")));
    }

    #[test]
    fn a_test_that_ends_the_process_is_named_with_what_it_said_last() {
        let tests = after(Exit::Signal(6), "\nrunning 1 test\ntest deep ... ");
        assert_eq!(tests.trouble.as_deref(), Some("`deep` ended the process with signal 6"));
        assert!(tests.text.contains("overflowed its stack"));
        assert!(after(Exit::Code(0), "\nrunning 1 test\ntest early ... ").trouble.is_some());
    }
}
