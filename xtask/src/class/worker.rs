//! One worker: a process that judges one submission, from its start to its end.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use kata_grade::Cancel;
use kata_process::Lab;
use kata_verdict::Verdict;

use super::Said;

/// How long a worker has to clean up after itself once it is told to end.
const GRACE: Duration = Duration::from_secs(3);
/// As much of its last words as is worth telling.
const LAST_WORDS: usize = 300;

/// How far a worker may go.
pub(crate) struct Limits<'a> {
    /// How long it may be silent. It speaks after each run of the compiler and each check, and those have deadlines of their own.
    pub(crate) silence: Duration,
    /// It ends as soon as this says so.
    pub(crate) cancel: &'a Cancel,
}

/// How a worker ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// With a verdict.
    Verdict(Box<Verdict>),
    /// Without one: why.
    Failed(String),
    /// It was told to end.
    Cancelled,
}

enum News {
    Said(Said),
    /// Its standard output is closed: it has ended, or will.
    Closed,
    Cancelled,
}

/// Runs a worker on one job to its end. `log` is where its standard error goes.
///
/// # Errors
///
/// Where it cannot be started.
pub(crate) fn run(lab: &Lab, command: &mut Command, job: &str, log: &Path, limits: &Limits<'_>) -> io::Result<Ended> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::from(File::create(log)?));
    let mut child = lab.spawn(command)?;
    let (sender, news) = mpsc::channel();
    // Its stdin stays open as long as it is wanted: a worker ends when it is closed, whatever closes it.
    let stdin = child.stdin.take();
    let told = stdin.as_ref().map_or(Ok(()), |mut stdin| stdin.write_all(format!("{job}\n").as_bytes()));
    if let Some(stdout) = child.stdout.take() {
        listen(stdout, sender.clone());
    }
    let _watch = limits.cancel.on_cancel(move || _ = sender.send(News::Cancelled));
    let heard = told.map_or(Heard::Closed, |()| attend(&news, limits.silence));
    // What it still says does not count; what counts is that it ends.
    let has_ended = !matches!(heard, Heard::Silent) && {
        drop(stdin);
        ends_within(&child, GRACE)
    };
    if !has_ended {
        child.kill()?;
    }
    let status = child.wait()?;
    Ok(match heard {
        Heard::Verdict(verdict) => Ended::Verdict(verdict),
        Heard::Failed(why) => Ended::Failed(why),
        Heard::Cancelled => Ended::Cancelled,
        Heard::Silent => Ended::Failed(format!(
            "the process that judged it said nothing for {} s, and was ended",
            limits.silence.as_secs()
        )),
        Heard::Closed => Ended::Failed(format!("the process that judged it {}{}", cause(status), last_words(log))),
    })
}

/// What a worker came to, as far as it could be heard.
enum Heard {
    Verdict(Box<Verdict>),
    Failed(String),
    Closed,
    Silent,
    Cancelled,
}

fn attend(news: &Receiver<News>, silence: Duration) -> Heard {
    loop {
        match news.recv_timeout(silence) {
            Ok(News::Said(Said::Progress)) => {}
            Ok(News::Said(Said::Verdict(verdict))) => return Heard::Verdict(verdict),
            Ok(News::Said(Said::Failed(why))) => return Heard::Failed(why),
            Ok(News::Closed) => return Heard::Closed,
            Ok(News::Cancelled) => return Heard::Cancelled,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Heard::Silent,
        }
    }
}

fn listen(stdout: ChildStdout, news: Sender<News>) {
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            // A line that cannot be read is a worker that went wrong: it will have no last word.
            let Some(said) = line.ok().and_then(|line| serde_json::from_str(&line).ok()) else { break };
            if news.send(News::Said(said)).is_err() {
                return;
            }
        }
        // Nobody listens once the worker is given up.
        _ = news.send(News::Closed);
    });
}

/// Whether a process ends by itself while it is waited for.
fn ends_within(child: &Child, patience: Duration) -> bool {
    let (sender, ended) = mpsc::channel();
    // Nobody waits any more for one that took too long.
    kata_process::when_ended(child, move || _ = sender.send(()));
    ended.recv_timeout(patience).is_ok()
}

fn cause(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with code {code}"),
        (None, signal) => format!("was ended by signal {}", signal.unwrap_or_default()),
    }
}

fn last_words(log: &Path) -> String {
    let bytes = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let skipped = words.chars().count().saturating_sub(LAST_WORDS);
    let last: String = words.chars().skip(skipped).collect();
    if last.is_empty() { last } else { format!(": {last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: Duration = Duration::from_secs(600);

    fn worker(script: &str, silence: Duration, cancel: &Cancel) -> Ended {
        let lab = Lab::open().expect("a temporary folder");
        let log = lab.work().join("log");
        let limits = Limits { silence, cancel };
        run(&lab, Command::new("/bin/sh").args(["-c", script]), "job", &log, &limits).expect("it can be started")
    }

    fn failure(script: &str, silence: Duration) -> String {
        match worker(script, silence, &Cancel::default()) {
            Ended::Failed(why) => why,
            other => panic!("it did not fail: {other:?}"),
        }
    }

    #[test]
    fn a_worker_that_crashes_is_told_by_its_last_words() {
        let why = failure("read -r job; echo \"no room left on the stack\" >&2; kill -SEGV $$", FAR);
        assert_eq!(why, "the process that judged it was ended by signal 11: no room left on the stack");
        assert_eq!(failure("read -r job; exit 7", FAR), "the process that judged it ended with code 7");
        assert_eq!(failure("exit 0", FAR), "the process that judged it ended with code 0");
    }

    #[test]
    fn a_worker_that_is_silent_is_ended() {
        let why = failure("exec sleep 600", Duration::from_millis(1));
        assert!(why.contains("said nothing for"), "{why}");
    }

    #[test]
    fn a_worker_that_says_nonsense_is_ended() {
        assert!(failure("echo nonsense; exec sleep 600 >&-", FAR).contains("was ended by signal"), "it goes on");
    }

    #[test]
    fn a_worker_is_told_the_job_and_may_say_why_it_failed() {
        let why =
            failure("read -r job; echo '\"progress\"'; echo \"{\\\"failed\\\":\\\"$job\\\"}\"; exec sleep 600", FAR);
        assert_eq!(why, "job");
    }

    #[test]
    fn a_worker_ends_when_nobody_wants_it_any_more() {
        let cancel = Cancel::default();
        cancel.cancel();
        assert!(matches!(worker("cat >/dev/null", FAR, &cancel), Ended::Cancelled));
    }
}
