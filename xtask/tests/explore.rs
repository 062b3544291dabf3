//! `explore` on the real engine: what a person or a script gets to see of one file.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What became of one run.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Explores a file with this text, called `lab.rs`, in a folder of its own.
fn explore(text: &str, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("lab.rs"), text).expect("a file");
    run(folder.path(), &[&["explore", "lab.rs"], arguments].concat())
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(folder).env_remove("KATA_ROOT").env("NO_COLOR", "1").env("KATA_HOME", folder);
    let output = command.output().expect("xtask runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}

impl Ran {
    fn code(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    fn says(self, what: &str) -> Ran {
        assert!(self.stdout.contains(what), "`{what}` is not in:\n{}", self.stdout);
        self
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

const RACE: &str = "use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

pub fn scenario() {
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| count.store(count.load(SeqCst) + 1, SeqCst));
        }
    });
    assert_eq!(count.load(SeqCst), 2, \"both were counted\");
}
";

fn fixed() -> String {
    RACE.replace("count.store(count.load(SeqCst) + 1, SeqCst)", "count.fetch_add(1, SeqCst)")
}

#[test]
fn a_race_is_shown_in_the_lines_of_the_file() {
    let ran = explore(RACE, &["--tier", "quick"]).code(1);
    ran.says("lab.rs failed").says("both were counted").says("lab.rs:8").says("(1 preemption)").says("--schedule");
}

#[test]
fn json_has_the_outcome_what_was_explored_and_each_step() {
    let json = explore(RACE, &["--format", "json"]).code(1).json();
    assert_eq!(json["outcome"], "failed");
    assert!(json["message"].as_str().is_some_and(|message| message.contains("both were counted")), "{json:#}");
    assert!(json["explored"]["first_failure"].as_u64() <= json["explored"]["schedules"].as_u64(), "{json:#}");
    assert_eq!(json["explored"]["exhaustive"], false);
    let steps = json["timeline"].as_array().expect("a timeline");
    let load = steps.iter().find(|step| step["op"] == "load").expect("a load");
    assert_eq!((&load["at"], &load["value"]), (&"lab.rs:8".into(), &"0".into()), "{load:#}");
    assert!(load["task"].is_string() && load["object"].is_string(), "{load:#}");
}

#[test]
fn the_schedule_that_is_shown_fails_again() {
    let found = explore(RACE, &["--format", "json"]).json();
    let schedule = found["schedule"].as_str().expect("a schedule");
    let again = explore(RACE, &["--format", "json", "--schedule", schedule]).code(1).json();
    assert_eq!(again["timeline"], found["timeline"]);
    assert_eq!(again["explored"]["schedules"], 1);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let runs = [explore(RACE, &["--format", "json"]), explore(RACE, &["--format", "json"])];
    assert_eq!(runs[0].stdout, runs[1].stdout);
}

#[test]
fn a_scenario_that_holds_says_how_strong_the_evidence_is() {
    explore(&fixed(), &[]).code(0).says("lab.rs passed: all ").says(" schedules");
    let json = explore(&fixed(), &["--format", "json"]).code(0).json();
    assert_eq!((&json["outcome"], &json["explored"]["exhaustive"]), (&"passed".into(), &true.into()));
    assert!(json["explored"]["first_failure"].is_null(), "{json:#}");
}

#[test]
fn what_is_no_scenario_has_the_exit_codes_of_grade() {
    explore("pub fn other() {}\n", &[]).code(3).says("pub fn scenario()");
    explore("pub fn scenario() { let x: u32 = true; }\n", &[]).code(3).says("lab.rs:1");
    explore("use std::fs;\npub fn scenario() {}\n", &[]).code(4).says("lab.rs:1").says("`std::fs`");
    let nothing = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["explore", "nothing.rs"]).code(2);
    assert!(nothing.stderr.contains("cannot read nothing.rs"), "{}", nothing.stderr);
}

#[test]
fn what_the_scenario_prints_is_kept_apart() {
    let text = r#"pub fn scenario() { println!("{{\"outcome\": \"failed\"}}"); }"#;
    let json = explore(text, &["--format", "json"]).code(0).json();
    assert_eq!((&json["outcome"], &json["output"]), (&"passed".into(), &"{\"outcome\": \"failed\"}\n".into()));
}
