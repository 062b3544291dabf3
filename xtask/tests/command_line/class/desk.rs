//! A class of the framework in miniature: submissions, an assignment, and a temporary folder that nobody else uses.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::toy::{DONE, Mine, Ran, Toy, UNDONE, text};

/// How long something may take before a test gives up. No test waits for it to pass.
const LIMIT: Duration = Duration::from_secs(60);

/// A submission that never comes back, for tests that need a run that is still going on.
pub(crate) const LOOPS: Mine = Mine { act: "loop {}", ..DONE };

/// A class, with a folder of the test's own.
pub(crate) struct Class {
    pub(crate) toy: Toy,
    template: PathBuf,
}

impl Class {
    /// A class without submissions.
    pub(crate) fn new() -> Class {
        let toy = Toy::shared();
        let own = toy.own();
        for folder in ["class", "tmp"] {
            fs::create_dir(own.join(folder)).expect("it can be made");
        }
        fs::write(own.join("week-3.toml"), "format = 1\nname = \"week-3\"\nkata = \"toy\"\nlevel = \"l4\"\n")
            .expect("it can be written");
        let template = own.join("template");
        toy.run(&["start", "toy", "--no-watch", "--dir", &text(&template)]).code(0);
        Class { toy, template }
    }

    /// A class of some that pass, some that miss, and some that do not compile.
    pub(crate) fn of(size: usize) -> Class {
        let class = Class::new();
        for number in 0..size {
            let mine = [DONE, UNDONE, Mine { act: "\"forty-two\"", ..DONE }, Mine { act: "unsafe { 42 }", ..DONE }];
            // So that no two are alike.
            class.hand_in(&format!("student-{number:02}"), &format!("{}// {number}\n", mine[number % 4].text()));
        }
        class
    }

    /// Hands in a workspace with this source, and answers where it lies.
    pub(crate) fn hand_in(&self, student: &str, source: &str) -> PathBuf {
        let dir = self.dir().join(student);
        crate::toy::lay_out(&self.template, &dir);
        fs::write(dir.join("src/lib.rs"), source).expect("it can be written");
        dir
    }

    /// Where the submissions lie.
    pub(crate) fn dir(&self) -> PathBuf {
        self.toy.own().join("class")
    }

    /// The command line, with a temporary folder of the test's own.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.toy.command(arguments);
        command.env("TMPDIR", self.temporary());
        for name in ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "KATA_SHARD_COUNT"] {
            command.env_remove(name);
        }
        command
    }

    /// `grade-all`, quick, into the folder `out`.
    pub(crate) fn grading(&self, out: &str, more: &[&str]) -> Command {
        let arguments = ["grade-all", "class", "--assignment", "week-3.toml", "--tier", "quick", "--out", out];
        self.command(&[&arguments[..], more].concat())
    }

    /// The same, to its end.
    pub(crate) fn grade(&self, out: &str, more: &[&str]) -> Ran {
        Ran::of(self.grading(out, more))
    }

    /// The results as JSON, without how long things took.
    pub(crate) fn results(&self, outs: &[&str], more: &[&str]) -> String {
        let arguments = [&["results"], outs, &["--format", "json", "--without-timings"], more].concat();
        Ran::of(self.command(&arguments)).code(0).out
    }

    /// The rows of the results.
    pub(crate) fn rows(&self, outs: &[&str]) -> Vec<Value> {
        let results: Value = serde_json::from_str(&self.results(outs, &[])).expect("one JSON object");
        results["rows"].as_array().expect("rows").clone()
    }

    /// The temporary folder.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.toy.own().join("tmp")
    }

    /// Sees that nothing is left of a run: no temporary folder, and no process that works on this class.
    #[track_caller]
    pub(crate) fn leaves_nothing(&self) {
        let left = || fs::read_dir(self.temporary()).expect("it is there").count();
        wait_until("nothing is left in the temporary folder", || left() == 0);
        wait_until("no process is left", || self.workers().is_empty());
    }

    /// The numbers of the workers that are at this class.
    pub(crate) fn workers(&self) -> Vec<i32> {
        let own = text(&self.toy.own());
        let listed = Command::new("ps").args(["-A", "-ww", "-o", "pid=,args="]).output().expect("ps is there");
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let ours = listed.lines().filter(|line| line.contains("grade-worker") && line.contains(&own));
        ours.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
    }

    /// The lines of a folder's records.
    pub(crate) fn records(&self, out: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.toy.own().join(out).join("results.jsonl")).expect("it is there");
        text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
    }
}

/// Looks again and again until it is so.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < LIMIT, "{what}: never");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A verdict without how long things took.
pub(crate) fn timeless(mut verdict: Value) -> Value {
    for part in ["stage_ms", "compile_ms", "run_ms", "total_ms"] {
        verdict["timing"][part] = 0.into();
    }
    for check in verdict["checks"].as_array_mut().into_iter().flatten() {
        check["millis"] = 0.into();
    }
    verdict
}
