//! Histories in temporary folders, entries for them, and children that write to them.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use kata_history::{Check, Entry, History, Record, Sitting};
use kata_verdict::{
    CheckInfo, CheckVerdict, Evidence, Group, Level, Outcome, Submission, Tier, Verdict, score, signal,
};

/// 1 January 2026, midnight.
pub(crate) const NOW: u64 = 1_767_225_600;
pub(crate) const DAY: u64 = 86_400;

/// A history of the test's own.
pub(crate) struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub(crate) fn new() -> Home {
        Home { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub(crate) fn history(&self) -> History {
        History::open(self.dir())
    }

    /// One that rewrites its file whenever half of it is superseded.
    pub(crate) fn tight(&self) -> History {
        tight(&self.dir())
    }

    pub(crate) fn read(&self) -> Record {
        self.history().read().expect("it can be read")
    }

    pub(crate) fn ids(&self) -> Vec<String> {
        self.read().entries.into_iter().map(|entry| entry.id).collect()
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(self.history().path()).expect("it is there")
    }

    /// Puts these bytes at the end of the file.
    pub(crate) fn scribble(&self, bytes: &[u8]) {
        fs::create_dir_all(self.dir()).expect("it can be made");
        let mut all = fs::read(self.history().path()).unwrap_or_default();
        all.extend_from_slice(bytes);
        fs::write(self.history().path(), all).expect("it can be written");
    }

    pub(crate) fn aside(&self) -> String {
        fs::read_to_string(self.dir().join("history.unreadable")).unwrap_or_default()
    }
}

pub(crate) fn tight(dir: &Path) -> History {
    History::open(dir).with_bounds(0, Duration::from_secs(60))
}

/// A check at L4.
pub(crate) fn check(id: &str, outcome: Outcome) -> CheckVerdict {
    CheckVerdict {
        info: CheckInfo {
            id: id.to_owned(),
            title: id.replace('-', " "),
            group: Group::Behaviour,
            level: Level::L4,
            weight: 1,
            hint: None,
            twist: None,
        },
        outcome,
        message: String::new(),
        evidence: Evidence::default(),
        explored: None,
        output: String::new(),
        millis: 0,
    }
}

/// A verdict at L4 of these checks.
pub(crate) fn verdict(kata: &str, checks: Vec<CheckVerdict>) -> Verdict {
    let (score, signal) = (score(&checks, Level::L4), signal(&checks));
    Verdict { score, signal, checks, ..Verdict::bare(kata, Submission::Graded, Level::L4, Tier::Deep) }
}

/// A round of `kata` that ended so many days before now, with these checks: `+` passed, `-` missed, `?` not attempted.
pub(crate) fn round(kata: &str, days: u64, checks: &[&str]) -> Entry {
    let checks = checks.iter().map(|word| {
        let (sign, id) = word.split_at(1);
        let outcome = match sign {
            "+" => Outcome::Passed,
            "-" => Outcome::Failed,
            _ => Outcome::NotAttempted,
        };
        check(id, outcome)
    });
    let ended = NOW - days * DAY;
    let sitting = Sitting::round(kata, Path::new("/rounds"), ended - 2_700, ended);
    Entry::of(&verdict(kata, checks.collect()), sitting)
}

/// An entry with this id, and some weight of text.
pub(crate) fn entry(id: &str) -> Entry {
    let ids: Vec<String> = (0..60).map(|number| format!("+check-number-{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Entry { id: id.to_owned(), ..round("toy", 1, &ids) }
}

/// A check that the history would name.
pub(crate) fn missed(entry: &Entry) -> Vec<&Check> {
    entry.missed.iter().collect()
}

/// The folder that a child of this test program is to write to; None in the parent.
pub(crate) fn part_of_child(name: &str) -> Option<(PathBuf, String)> {
    let part = std::env::var("KATA_TEST_PART").ok().filter(|part| part == name)?;
    let dir = std::env::var_os("KATA_TEST_DIR").map(PathBuf::from)?;
    Some((dir, std::env::var("KATA_TEST_WORD").unwrap_or(part)))
}

/// This program once more, in the part of the child of test `name`.
pub(crate) fn child(name: &str, dir: &Path, word: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a test is a program"));
    command.args(["--exact", name, "--nocapture", "--test-threads=1"]);
    command.env("KATA_TEST_PART", name).env("KATA_TEST_DIR", dir).env("KATA_TEST_WORD", word);
    command
}

/// A child whose lines are read; dropping it ends it.
pub(crate) struct Talker {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Talker {
    pub(crate) fn start(mut command: Command) -> Talker {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        Talker { child, lines }
    }

    /// The next thing that it acknowledges; None at its end. The test harness of the child begins a line before it.
    pub(crate) fn next(&mut self) -> Option<String> {
        let mut lines = self.lines.by_ref().map_while(Result::ok);
        lines.find_map(|line| line.split_once("ack ").map(|(_, said)| said.to_owned()))
    }

    /// Ends it at once, as `kill -9` does, and hears what it still had said.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.child.kill().expect("it is there");
        let rest = std::iter::from_fn(|| self.next()).collect();
        self.child.wait().expect("it ended");
        rest
    }

    pub(crate) fn succeeded(mut self) -> bool {
        while self.next().is_some() {}
        self.child.wait().expect("it ended").success()
    }
}
