//! `grade` gives one verdict, and its exit code.

use rustix::process::Signal;
use serde_json::Value;

use crate::terminal::Terminal;
use crate::toy::{DONE, Mine, Ran, Toy, UNDONE};

const GREEN: &str = "\u{1b}[32m";

/// Grades a workspace with this in it.
fn grade(toy: &Toy, mine: Mine, more: &[&str]) -> Ran {
    let workspace = toy.workspace(mine);
    toy.run(&[&["grade", "--dir", &workspace.dir()], more].concat())
}

#[test]
fn all_passed_is_exit_code_0() {
    let toy = Toy::shared();
    let ran = grade(&toy, DONE, &[]).code(0);
    ran.says("✓ one winner (all 249 schedules)").says("score 2 of 2 · signal L6 · round at L4, deep");
}

#[test]
fn a_miss_is_exit_code_1_and_is_shown_with_its_evidence() {
    let toy = Toy::shared();
    let ran = grade(&toy, UNDONE, &[]).code(1);
    ran.says(
        "  Two drivers were both given the spot.
  Shortest failing schedule (1 preemption; found after 41 of 249, search was exhaustive):
    driver-1  src/lib.rs:31  load   free = 2
    driver-2  src/lib.rs:31  load   free = 2
    driver-2  src/lib.rs:33  store  free = 2
  Again: cargo xtask replay one-winner --dir",
    )
    .says("○ rests (not attempted)")
    .says("Printed by your code (not judged)\n  in answers-42:\n    thinking\n");
}

#[test]
fn a_miss_above_the_level_is_named_and_does_not_count() {
    let toy = Toy::shared();
    let waits = Mine { act: "42", free: "9" };
    let ran = grade(&toy, waits, &["--group", "contention"]).code(0);
    ran.says("✗ nobody waits").says("score 0 of 0");
    grade(&toy, waits, &["--group", "contention", "--level", "l6"]).code(1).says("everybody waited");
}

#[test]
fn what_does_not_compile_is_exit_code_3() {
    let toy = Toy::shared();
    let ran = grade(&toy, Mine { act: "\"forty-two\"", ..DONE }, &[]).code(3);
    ran.says("It does not compile.").says("src/lib.rs:17");
}

#[test]
fn what_is_refused_is_exit_code_4() {
    let toy = Toy::shared();
    let ran = grade(&toy, Mine { act: "unsafe { 42 }", ..DONE }, &[]).code(4);
    ran.says("Refused, so nothing was judged:").says("src/lib.rs:17");
}

#[test]
fn a_solution_of_the_clone_is_judged_at_l6() {
    let toy = Toy::shared();
    toy.run(&["grade", "--solution", "toy/plain"]).code(0).says("score 4 of 4 · signal L6 · round at L6");
    toy.run(&["grade", "--solution", "toy/off-by-one"]).code(1).says("act() gave 43");
    toy.run(&["grade", "--solution", "toy/flawed/shape"]).code(1).says("--solution toy/flawed/shape");
    toy.run(&["grade", "--solution", "toy/plane"]).code(2).complains("did you mean `plain`?");
    toy.run(&["grade", "--solution", "toi/plain"]).code(2).complains("did you mean `toy`?");
    toy.run(&["grade", "--solution", "plain"]).code(2).complains("write <kata>/<name>");
}

#[test]
fn one_check_can_be_asked_for() {
    let toy = Toy::shared();
    let ran = grade(&toy, UNDONE, &["--check", "answers-42"]).code(1).says("answers 42");
    assert!(!ran.out.contains("one winner"), "{}", ran.out);
    grade(&toy, UNDONE, &["--check", "answer-42"]).code(2).complains("answers-42");
}

#[test]
fn the_json_form_is_one_object_with_every_promised_field() {
    let toy = Toy::shared();
    let ran = grade(&toy, UNDONE, &["--format", "json", "--tier", "quick"]).code(1);
    let verdict: Value = serde_json::from_str(&ran.out).expect("one JSON object");
    assert_eq!(verdict["format"], 1);
    assert_eq!(verdict["kata"], "toy");
    assert_eq!(verdict["submission"], "graded");
    assert_eq!(verdict["tier"], "quick");
    assert_eq!(verdict["score"]["of"], 2);
    assert!(verdict["signal"].is_null());
    let check = &verdict["checks"][2];
    for field in ["id", "title", "group", "level", "outcome", "message", "evidence", "explored", "millis"] {
        assert!(check.get(field).is_some(), "{field} is missing in {check}");
    }
    assert_eq!(check["explored"]["schedules"], 249);
    for field in ["stage_ms", "compile_ms", "run_ms", "total_ms"] {
        assert!(verdict["timing"][field].is_u64(), "{field} is missing in {verdict}");
    }
}

#[test]
fn without_a_folder_the_workspace_around_the_current_one_is_meant() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let mut command = toy.command(&["grade"]);
    command.current_dir(workspace.source().parent().expect("src"));
    Ran::of(command).code(0).says("score 2 of 2");
}

#[test]
fn without_a_folder_and_with_more_than_one_workspace_they_are_listed() {
    let toy = Toy::alone();
    toy.run(&["grade"]).code(2).complains("holds no workspace yet: make one with `cargo xtask start <kata>`");
    for name in ["one", "two"] {
        let dir = toy.root().join("workspace").join(name);
        toy.run(&["start", "toy", "--no-watch", "--dir", dir.to_str().expect("UTF-8")]).code(0);
    }
    toy.run(&["grade"]).code(2).complains("workspace/one").complains("workspace/two");
}

#[test]
fn colours_are_for_terminals_only_unless_someone_asks() {
    let toy = Toy::shared();
    let on_a_terminal = |name: &str, value: &str| {
        let mut command = toy.command(&["grade", "--solution", "toy/plain"]);
        command.env(name, value);
        let mut terminal = Terminal::start(command);
        terminal.wait_for("score 4 of 4");
        assert_eq!(terminal.end(), Some(0));
        terminal.printed().contains(GREEN)
    };
    assert!(on_a_terminal("CLICOLOR", "1"));
    assert!(!on_a_terminal("CLICOLOR", "0"));
    assert!(!on_a_terminal("NO_COLOR", "1"));
    assert!(!on_a_terminal("TERM", "dumb"));
    let piped = |value: &str| {
        let mut command = toy.command(&["grade", "--solution", "toy/plain"]);
        command.env("CLICOLOR_FORCE", value);
        Ran::of(command).code(0).out.contains(GREEN)
    };
    assert!(piped("1"));
    assert!(!piped("0"));
}

#[test]
fn what_the_design_review_found_stands_apart_and_fails_nothing() {
    let toy = Toy::shared();
    let nested = Mine { act: "{ if true { if true { if true { if true { if true {} } } } } 42 }", ..DONE };
    let ran = grade(&toy, nested, &[]).code(0);
    ran.says("Design review: 1 finding\n◇ control flow is nested more than four deep");
    let json = toy.run(&["grade", "--dir", &crate::toy::text(&toy.own().join("mine")), "--format", "json"]).code(0);
    let json: Value = serde_json::from_str(&json.out).expect("one JSON object");
    assert_eq!(json["findings"][0]["rule"], "deep-nesting");
    assert_eq!(json["findings"][0]["sites"][0]["file"], "src/lib.rs");
}

#[test]
fn an_interrupt_ends_a_verdict_that_hangs() {
    let toy = Toy::shared();
    let workspace = toy.workspace(Mine { act: "loop {}", ..DONE });
    let mut terminal = Terminal::start(toy.command(&["grade", "--dir", &workspace.dir()]));
    terminal.wait_for("judging: ");
    terminal.signal(Signal::INT);
    assert_eq!(terminal.end(), Some(130));
}

#[test]
fn the_runner_can_be_kept_and_driven_by_hand() {
    let toy = Toy::shared();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let runner = folder.path().join("runner");
    grade(&toy, DONE, &["--runner", &runner.display().to_string()]).code(0);
    let described = std::process::Command::new(&runner).arg("--describe").output().expect("it can be run");
    let checks: Value = serde_json::from_slice(&described.stdout).expect("it describes its checks");
    assert!(checks.as_array().is_some_and(|checks| !checks.is_empty()), "{checks}");
}

#[test]
fn a_runner_that_cannot_be_kept_is_a_setup_error_that_names_the_path() {
    let toy = Toy::shared();
    grade(&toy, DONE, &["--runner", "/dev/null/runner"])
        .code(2)
        .complains("cannot keep the runner at /dev/null/runner");
}

#[test]
fn a_result_that_cannot_be_remembered_costs_no_verdict() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    // A folder in the place of the file cannot be replaced, not even by root.
    let results = workspace.source().with_file_name("../.kata/results.json/in-the-way");
    std::fs::create_dir_all(results).expect("it can be made");
    let ran = toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    ran.says("score 2 of 2").complains("note: the result is not remembered: ");
}

#[test]
fn a_disk_that_is_full_while_rustc_runs_is_no_fault_of_the_code() {
    let toy = Toy::alone();
    let workspace = toy.workspace(DONE);
    for last_words in
        ["echo 'rustc-LLVM ERROR: IO failure on output stream: No space left on device' >&2; exit 101", "kill -BUS $$"]
    {
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in\n'--print sysroot') exit 0;;\n*--crate-name=submission*) {last_words};;\nesac\nexec rustc \"$@\"\n"
        );
        let mut command = toy.command(&["grade", "--dir", &workspace.dir()]);
        command.env("RUSTC", toy.program("rustc-on-a-full-disk", &script));
        let ran = Ran::of(command).code(2).complains("rustc cannot do its work").complains("make room on the disk");
        assert!(!ran.out.contains("does not compile"), "{}", ran.out);
    }
}

#[test]
fn an_error_that_goes_to_a_file_has_no_colour_there() {
    let toy = Toy::shared();
    let command = toy.command(&["grade", "--dir", "nowhere"]);
    let err = toy.own().join("err");
    let mut on_a_terminal = std::process::Command::new("sh");
    on_a_terminal.arg("-c").arg("\"$@\" 2>\"$0\"").arg(&err).arg(command.get_program()).args(command.get_args());
    on_a_terminal.current_dir(toy.own()).env("KATA_ROOT", toy.root()).env_remove("CLICOLOR_FORCE");
    assert_eq!(Terminal::start(on_a_terminal).end(), Some(2));
    let said = std::fs::read_to_string(err).expect("it is there");
    assert!(said.starts_with("error: nowhere: there is no such folder"), "{said}");
}
