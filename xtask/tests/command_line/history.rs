//! `history` shows every sitting of this machine, and what to practise next.

use std::fs;

use serde_json::Value;

use crate::terminal::Terminal;
use crate::toy::{DONE, Mine, Ran, Toy, UNDONE, fixture, lay_out, text};

/// One behaviour right, and a race.
const HALF: Mine = Mine { free: "2", ..DONE };

/// The history as a clone without workspaces shows it. The shared one knows of those of all other tests, and would take them in.
fn command(toy: &Toy, arguments: &[&str]) -> std::process::Command {
    let clone = toy.own().join("another-clone");
    lay_out(&fixture(), &clone);
    let mut command = toy.command(&[&["history"], arguments].concat());
    command.env("KATA_ROOT", clone);
    command
}

fn run(toy: &Toy, arguments: &[&str]) -> Ran {
    Ran::of(command(toy, arguments))
}

fn history(toy: &Toy) -> Value {
    serde_json::from_str(&run(toy, &["--format", "json"]).code(0).out).expect("one JSON object")
}

#[test]
fn without_any_sitting_the_katas_are_named() {
    let toy = Toy::shared();
    let ran = run(&toy, &[]).code(0);
    ran.says("No round and no practice yet.").says("Never tried at L4: toy\n    cargo xtask start toy --level l4");
    assert!(!toy.home().exists(), "looking makes nothing");
}

#[test]
fn a_whole_verdict_is_a_practice_and_the_next_one_is_the_same_practice() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    workspace.save(&HALF.text());
    toy.run(&["grade", "--dir", &workspace.dir(), "--tier", "quick"]).code(1);
    let ran = run(&toy, &[]).code(0);
    ran.says("toy   L4     1         2 of 2, L6  1 of 2, L3  ▄\n")
        .says("  just now  toy  L4  practice  1 of 2, L3\n")
        .says("  one winner\n    toy, concurrency, L4: missed in 1 of 1 sitting, just now, never passed\n")
        .says("    cargo xtask watch --dir mine\n");
    let json = history(&toy);
    assert_eq!(json["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!((&json["format"], &json["entries"][0]["format"]), (&Value::from(1), &Value::from(1)));
    assert_eq!(json["standings"][0]["trend"], serde_json::json!([50]));
    assert_eq!(json["next"]["checks"][0]["id"], "one-winner");
    assert_eq!(json["entries"][0]["groups"]["behaviour"]["passed"], 1);
}

#[test]
fn part_of_a_verdict_and_what_is_no_workspace_are_no_practice() {
    let toy = Toy::shared();
    let workspace = toy.workspace(HALF);
    toy.run(&["grade", "--dir", &workspace.dir(), "--check", "answers-42"]).code(0);
    toy.run(&["grade", "--dir", &workspace.dir(), "--group", "contention"]).code(0);
    toy.run(&["grade", "--solution", "toy/plain"]).code(0);
    workspace.save("fn main() {}");
    toy.run(&["grade", "--dir", &workspace.dir()]).code(3);
    assert_eq!(history(&toy)["entries"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_kata_or_a_level_can_be_asked_for() {
    let toy = Toy::shared();
    let workspace = toy.workspace(HALF);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    toy.run(&["grade", "--dir", &workspace.dir(), "--level", "l6"]).code(1);
    assert_eq!(history(&toy)["standings"].as_array().map(Vec::len), Some(2));
    let ran = run(&toy, &["--level", "l6", "--kata", "toy"]).code(0);
    ran.says("toy   L6     1 ");
    run(&toy, &["--level", "l3"]).code(0).says("No round and no practice yet.").says("Never tried at L3: toy");
    run(&toy, &["--kata", "toi"]).code(2).complains("did you mean `toy`?");
}

#[test]
fn a_watch_records_its_practice_before_it_ends() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut terminal = Terminal::start(toy.command(&["watch", "--dir", &workspace.dir()]));
    let mark = terminal.wait_for("score 0 of 2");
    workspace.save(&DONE.text());
    terminal.wait_after(mark, "score 2 of 2");
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
    let json = history(&toy);
    assert_eq!(json["entries"].as_array().map(Vec::len), Some(1), "{json:#}");
    assert_eq!(json["entries"][0]["last"]["score"]["points"], 2);
    assert_eq!(json["entries"][0]["last"]["tier"], "quick");
}

#[test]
fn practices_from_before_there_was_a_history_are_taken_in() {
    let toy = Toy::alone();
    toy.run(&["start", "toy", "--no-watch"]).code(0);
    let source = toy.root().join("workspace/toy/src/lib.rs");
    fs::write(source, DONE.text()).expect("it can be written");
    toy.run(&["grade"]).code(0);
    fs::remove_dir_all(toy.home()).expect("it is there");
    toy.run(&["history"]).code(0).says("toy   L4     1         2 of 2, L6  2 of 2, L6  █");
    assert!(toy.home().join("history.jsonl").is_file(), "it was recorded");
    assert_eq!(history(&toy)["entries"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_home_that_cannot_be_written_to_costs_no_verdict() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let with = |name: &str, value: Option<&str>| {
        let mut command = toy.command(&["grade", "--dir", &workspace.dir()]);
        for name in ["KATA_HOME", "XDG_DATA_HOME", "HOME"] {
            command.env_remove(name);
        }
        value.map(|value| command.env(name, value));
        Ran::of(command).code(0).says("score 2 of 2")
    };
    with("KATA_HOME", Some("/dev/null/home"))
        .complains("note: this practice is not in your history: /dev/null/home: cannot be made: ");
    with("HOME", None)
        .complains("note: this practice is not in your history: no folder to keep it in: HOME is not set");
    let data = toy.own().join("data");
    with("XDG_DATA_HOME", Some(&text(&data)));
    assert!(data.join("lld-katas/history.jsonl").is_file());
}

#[test]
fn a_watch_says_that_a_practice_is_not_in_the_history() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let mut command = toy.command(&["watch", "--dir", &workspace.dir()]);
    command.env("KATA_HOME", "/dev/null/home");
    let mut terminal = Terminal::start(command);
    terminal.wait_for("this practice is not in your history: /dev/null/home: cannot be made");
    terminal.wait_for("score 2 of 2");
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn what_cannot_be_understood_is_named_and_kept() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    let path = toy.home().join("history.jsonl");
    let own = fs::read_to_string(&path).expect("it is there");
    let newer = r#"{"format":2,"id":"from the future"}"#;
    fs::write(&path, format!("{newer}\nnot an entry\n{own}")).expect("it can be written");
    let ran = run(&toy, &[]).code(0);
    ran.says("1 entry of a newer version: kept, and not shown; update your clone (git pull)")
        .says("home/history.jsonl:2: no entry, passed over: ")
        .says("toy   L4     1 ");
}

#[test]
fn the_trend_needs_no_colour_and_colour_changes_no_character() {
    let toy = Toy::shared();
    let workspace = toy.workspace(HALF);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    let with = |name: &str| {
        let mut command = command(&toy, &[]);
        command.env(name, "1");
        Ran::of(command).code(0).out
    };
    let (plain, coloured) = (with("NO_COLOR"), with("CLICOLOR_FORCE"));
    assert!(!plain.contains('\u{1b}') && plain.contains('▄'), "{plain}");
    assert!(coloured.contains('\u{1b}'), "{coloured}");
    let mut parts = coloured.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let bare = parts.fold(first, |bare, part| bare + part.split_once('m').map_or("", |(_, rest)| rest));
    assert_eq!(bare, plain);
}

#[test]
fn a_workspace_that_was_moved_goes_on_with_its_practice_and_a_copy_is_another() {
    let toy = Toy::shared();
    let workspace = toy.workspace(HALF);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    workspace.move_away();
    let moved = text(&toy.own().join("mine.away"));
    fs::write(toy.own().join("mine.away/src/lib.rs"), DONE.text()).expect("it can be written");
    toy.run(&["grade", "--dir", &moved]).code(0);
    toy.run(&["grade", "--dir", &moved]).code(0);
    let json = history(&toy);
    assert_eq!(json["entries"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(
        (&json["entries"][0]["dir"], &json["entries"][0]["last"]["score"]["points"]),
        (&moved.clone().into(), &2.into())
    );
    let copy = toy.own().join("copy");
    lay_out(&toy.own().join("mine.away"), &copy);
    toy.run(&["grade", "--dir", &text(&copy)]).code(0);
    toy.run(&["grade", "--dir", &moved]).code(0);
    assert_eq!(history(&toy)["entries"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_workspace_that_is_made_anew_where_one_was_is_another_practice() {
    let toy = Toy::shared();
    let workspace = toy.workspace(HALF);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    workspace.move_away();
    // As if it had been made later than the one that was there.
    let again = toy.workspace(HALF);
    let state = again.path().join(".kata/state.toml");
    let text = fs::read_to_string(&state).expect("it is there");
    let created = text.lines().find(|line| line.starts_with("created = ")).expect("it says when");
    fs::write(&state, text.replace(created, "created = 1900000000")).expect("it can be written");
    toy.run(&["grade", "--dir", &again.dir()]).code(1);
    toy.run(&["grade", "--dir", &toy.own().join("mine.away").display().to_string()]).code(1);
    assert_eq!(history(&toy)["entries"].as_array().map(Vec::len), Some(2));
}
