//! The watch: real saves, real keys, a real terminal.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use rustix::process::Signal;

use crate::terminal::Terminal;
use crate::toy::{DONE, Mine, Toy, UNDONE, Workspace};

const MISSED: &str = "act() gave 0, and should give 42";
const PASSED: &str = "score 2 of 2";
const KEYS: &str = "q quit";

/// A watch on a terminal that has shown its first verdict.
fn watching(toy: &Toy, workspace: &Workspace) -> Terminal {
    let terminal = Terminal::start(toy.command(&["watch", "--dir", &workspace.dir()]));
    let first = terminal.wait_for("score ");
    terminal.wait_after(first, KEYS);
    terminal
}

#[test]
fn a_save_is_judged_again() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    assert!(terminal.printed().contains(MISSED));
    workspace.save(&DONE.text());
    terminal.wait_for(PASSED);
}

#[test]
fn a_save_that_renames_a_new_file_over_the_old_one_is_judged_each_time() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    let mut mark = terminal.mark();
    for (act, expected) in [("5", "act() gave 5"), ("6", "act() gave 6"), ("42", PASSED)] {
        workspace.save_by_rename(&Mine { act, ..DONE }.text());
        mark = terminal.wait_after(mark, expected);
    }
}

#[test]
fn a_burst_of_saves_ends_in_the_verdict_on_the_last() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    for act in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] {
        workspace.save(&Mine { act, ..DONE }.text());
        workspace.save_by_rename(&Mine { act, ..UNDONE }.text());
    }
    workspace.save(&DONE.text());
    let last = terminal.wait_for(PASSED);
    terminal.wait_after(last, KEYS);
    // Nothing that was overtaken comes after it.
    let rest = terminal.printed().split_off(last);
    assert!(!rest.contains("act() gave"), "{rest}");
}

#[test]
fn a_save_overtakes_a_run_that_hangs() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    let mark = terminal.mark();
    workspace.save(&Mine { act: "loop {}", ..DONE }.text());
    terminal.wait_after(mark, "judging: ");
    workspace.save(&DONE.text());
    terminal.wait_after(mark, PASSED);
    assert!(!terminal.printed().contains("timed out"), "{}", terminal.printed());
}

#[test]
fn a_save_that_does_not_compile_is_said_and_the_next_one_is_judged() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    workspace.save(&Mine { act: "\"forty-two\"", ..DONE }.text());
    let mark = terminal.wait_for("It does not compile.");
    terminal.wait_after(mark, "src/lib.rs:17");
    workspace.save(&DONE.text());
    terminal.wait_after(mark, PASSED);
}

#[test]
fn a_new_source_file_is_seen_too() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    let folder = workspace.source().with_file_name("answer");
    std::fs::create_dir(&folder).expect("it can be made");
    workspace.save(&format!("mod answer;\n{}", Mine { act: "answer::forty_two()", ..DONE }.text()));
    let mark = terminal.wait_for("It does not compile.");
    std::fs::write(folder.join("mod.rs"), "pub fn forty_two() -> u32 {\n    42\n}\n").expect("it can be written");
    terminal.wait_after(mark, PASSED);
}

#[test]
fn a_folder_that_is_moved_away_is_waited_for() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let terminal = watching(&toy, &workspace);
    workspace.move_away();
    let gone = terminal.wait_for("is gone, or its src/: waiting for it to come back");
    workspace.move_back();
    let back = terminal.wait_after(gone, MISSED);
    workspace.save(&DONE.text());
    terminal.wait_after(back, PASSED);
}

#[test]
fn the_keys_show_hints_list_all_checks_judge_again_and_quit() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut terminal = watching(&toy, &workspace);
    for (key, expected) in [
        ("h", "look at answers-42"),
        ("h", "What is the answer?"),
        ("a", "(not attempted)"),
        ("r", "judging"),
        ("r", MISSED),
    ] {
        let mark = terminal.mark();
        terminal.press(key);
        let seen = terminal.wait_after(mark, expected);
        terminal.wait_after(seen, KEYS);
    }
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn quitting_gives_the_terminal_back_as_it_was() {
    for (key, code) in [("q", 0), ("\u{3}", 0)] {
        let toy = Toy::shared();
        let workspace = toy.workspace(UNDONE);
        let mut terminal = watching(&toy, &workspace);
        assert!(!terminal.is_cooked(), "keys should come one by one");
        terminal.press(key);
        assert_eq!(terminal.end(), Some(code));
        assert!(terminal.is_cooked());
    }
}

#[test]
fn a_polite_signal_gives_the_terminal_back_too() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut terminal = watching(&toy, &workspace);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), Some(130));
    assert!(terminal.is_cooked());
}

#[test]
fn a_run_that_hangs_does_not_keep_the_watch_from_quitting() {
    let toy = Toy::shared();
    let workspace = toy.workspace(Mine { act: "loop {}", ..DONE });
    let mut terminal = Terminal::start(toy.command(&["watch", "--dir", &workspace.dir()]));
    terminal.wait_for("judging: ");
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
    assert!(terminal.is_cooked());
}

#[test]
fn start_on_a_terminal_goes_on_to_watch() {
    let toy = Toy::shared();
    let dir = toy.own().join("new");
    let mut terminal = Terminal::start(toy.command(&["start", "toy", "--dir", dir.to_str().expect("UTF-8")]));
    let made = terminal.wait_for("BRIEF.md");
    let seen = terminal.wait_after(made, MISSED);
    terminal.wait_after(seen, KEYS);
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
}

#[test]
fn without_a_terminal_it_prints_plain_lines_and_polls_where_asked_to() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut command = toy.command(&["watch", "--dir", &workspace.dir()]);
    command.env("KATA_WATCH", "poll").stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it can be started");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines().map(|line| line.expect("UTF-8"));
    let mut seen = Vec::new();
    let mut read_until = |part: &str| {
        for line in lines.by_ref() {
            seen.push(line);
            if seen.last().is_some_and(|line| line.contains(part)) {
                return;
            }
        }
        panic!("{part:?} never came after {seen:#?}");
    };
    read_until("watching by polling, every 250 ms: KATA_WATCH=poll asks for it");
    read_until("score 0 of 2");
    workspace.save(&DONE.text());
    read_until(PASSED);
    assert!(!seen.concat().contains('\u{1b}'), "{seen:#?}");
    child.kill().expect("it is there");
    child.wait().expect("it can be waited for");
}

#[test]
fn a_terminal_that_can_only_print_gets_plain_lines() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut command = toy.command(&["watch", "--dir", &workspace.dir()]);
    command.env("TERM", "dumb");
    let mut terminal = Terminal::start(command);
    terminal.wait_for("score ");
    assert!(terminal.is_cooked() && !terminal.printed().contains('\u{1b}'), "{}", terminal.printed());
    terminal.signal(Signal::INT);
    assert_eq!(terminal.end(), Some(130));
}

#[test]
fn a_watch_that_nobody_reads_any_more_ends() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let mut watch = toy.command(&["watch", "--dir", &workspace.dir()]);
    let mut child = watch.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut first = String::new();
    lines.read_line(&mut first).expect("it speaks");
    drop(lines);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}
