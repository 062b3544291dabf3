//! What the end of a runner's process means for the check that it was about.

use std::time::Duration;

use kata_verdict::{CheckReport, Evidence, Outcome, Tier};

use kata_process::{Exit, Finished};

/// How long a check may run. Checks are counted in steps: only code that never comes back meets this.
pub(crate) fn deadline(tier: Tier) -> Duration {
    match tier {
        Tier::Quick => Duration::from_secs(10),
        Tier::Deep => Duration::from_secs(30),
    }
}

/// The exit code of a runner whose allocator reached its limit.
const OUT_OF_MEMORY: i32 = 86;
/// The exit code of a runner whose watchdog found no progress; it leaves a report.
pub(crate) const NO_PROGRESS: i32 = 87;

/// Whether the process got to its end, so that the report of its last check counts.
pub(crate) fn is_clean(exit: Exit) -> bool {
    matches!(exit, Exit::Code(0 | 101 | NO_PROGRESS))
}

/// What the end of a process means that was about one check. A report counts where the process ended by itself.
pub(crate) fn judge(finished: &Finished, report: Option<CheckReport>, tier: Tier) -> CheckReport {
    match (finished.exit, report) {
        (exit, Some(report)) if is_clean(exit) => report,
        (Exit::Code(OUT_OF_MEMORY), _) => ended(Outcome::Crashed, OUT_OF_MEMORY_MESSAGE),
        (Exit::Code(NO_PROGRESS), None) => {
            ended(Outcome::TimedOut, "no progress: the code went on without ever waiting")
        }
        (Exit::TimedOut, _) => {
            let message = format!(
                "still running after {} s, and never at a point where it could be stopped",
                deadline(tier).as_secs()
            );
            ended(Outcome::TimedOut, &message)
        }
        (Exit::Signal(signal), _) => signalled(signal, &finished.stderr),
        (Exit::Code(code), _) => {
            let said = last_lines(&finished.stderr, 3);
            ended(Outcome::Inconclusive, &format!("the check ended with code {code} and left no report: {said}"))
        }
        (Exit::Cancelled, _) => ended(Outcome::Inconclusive, "cancelled"),
    }
}

const OUT_OF_MEMORY_MESSAGE: &str = "allocated more than 256 MiB: something grows without bound (a collection that is never emptied, or an endless loop)";
const OVERFLOW_MESSAGE: &str = "the stack overflowed: a call goes on without end; look for a function that calls itself, or a \
                                value that contains itself";

/// What a signal means. Safe code cannot make a bad access, so a segmentation fault is the guard page of a stack.
fn signalled(signal: i32, stderr: &str) -> CheckReport {
    use rustix::process::Signal;
    let is = |known: &[Signal]| known.iter().any(|known| known.as_raw() == signal);
    if is(&[Signal::SEGV, Signal::BUS]) || stderr.contains("has overflowed its stack") {
        ended(Outcome::Crashed, OVERFLOW_MESSAGE)
    } else if stderr.contains("memory allocation of") {
        ended(Outcome::Crashed, OUT_OF_MEMORY_MESSAGE)
    } else if is(&[Signal::ABORT, Signal::ILL, Signal::TRAP]) {
        ended(Outcome::Crashed, &aborted(stderr))
    } else {
        ended(Outcome::Inconclusive, &format!("the check was ended from outside, by signal {signal}"))
    }
}

/// What the engine says of a panic that meets another one in the same thread.
const AGAIN: &str = "panicked again while unwinding from ";

fn aborted(stderr: &str) -> String {
    match stderr.lines().find_map(|line| line.strip_prefix(AGAIN)) {
        Some(first) => format!("aborted: a destructor panicked while another panic was unwinding, from {first}"),
        None if stderr.contains("panic in a destructor") => {
            "aborted: a destructor panicked while another panic was unwinding".to_owned()
        }
        None => "aborted: a panic could not unwind".to_owned(),
    }
}

fn ended(outcome: Outcome, message: &str) -> CheckReport {
    let message = message.to_owned();
    CheckReport { outcome, message, evidence: Evidence::default(), explored: None, output: String::new() }
}

/// The last lines of what a process said, without the numbers that differ from run to run.
pub(crate) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).map(without_thread_id).collect();
    lines[lines.len().saturating_sub(count)..].join(" ")
}

/// `thread 'main' (4711) panicked at …`
fn without_thread_id(line: &str) -> String {
    match line.split_once("' (").filter(|_| line.starts_with("thread '")) {
        Some((name, rest)) => {
            format!("{name}'{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(')'))
        }
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_said_last_is_the_same_each_time() {
        let said = "first\n\nthread 'main' (4711) panicked at src/lot.rs:3:9:\nno spot\n";
        assert_eq!(last_lines(said, 2), "thread 'main' panicked at src/lot.rs:3:9: no spot");
        assert_eq!(last_lines("", 2), "");
    }
}
