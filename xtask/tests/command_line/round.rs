//! A timed round: on a real terminal, on a clock that the test sets.

use std::fs;

use crate::playing::Playing;
use crate::terminal::Terminal;
use crate::toy::{DONE, Mine};

const BROKEN: Mine = Mine { act: "\"forty-two\"", ..DONE };

fn ask(terminal: &mut Terminal, question: &str) {
    terminal.press("c");
    terminal.wait_shown("Enter asks");
    terminal.press(question);
    terminal.wait_shown(question);
    terminal.press("\r");
}

#[test]
fn a_whole_round_is_played_phase_by_phase() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    terminal.wait_shown("45:00 left of 45:00");
    terminal.wait_shown("clarify for another 05:00");
    ask(&mut terminal, "may a motorbike use a car's spot?");
    terminal.wait_shown("Yes, if no other is free.");
    terminal.wait_shown("1 question");
    playing.at(6, 0);
    terminal.wait_shown("design for another 09:00");
    playing.save(BROKEN);
    terminal.wait_shown("it does not compile: 1 error");
    terminal.wait_shown("src/lib.rs:17");
    playing.at(16, 0);
    terminal.wait_shown("build for another 19:00");
    playing.save(DONE);
    terminal.wait_shown("it compiles");
    terminal.wait_hidden("src/lib.rs:17");
    terminal.wait_shown("1 of 1 passed");
    playing.at(35, 0);
    terminal.wait_shown("twist for another 10:00");
    terminal.wait_shown("The interviewer adds: There is a lift.");
    assert!(playing.source().with_file_name("../TWIST.md").is_file());
    playing.at(44, 59);
    terminal.wait_shown("00:01 left of 45:00");
    playing.at(45, 0);
    terminal.wait_for("The time is up.");
    terminal.wait_for("2 of 2 points");
    assert_eq!(terminal.end(), Some(0));
    assert!(terminal.is_given_back());
}

#[test]
fn the_view_fits_a_small_terminal_and_follows_its_size() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    playing.save(BROKEN);
    let screen = terminal.wait_shown("expected `u32`, found `&str`");
    let lines: Vec<&str> = screen.lines().map(str::trim_end).collect();
    let expected = [
        " Toy · L4                                                                  mine",
        " █ █ █▀▀ ▄ █▀█ █▀█   45:00 left of 45:00",
        " ▀▀█ ▀▀█ ▄ █ █ █ █   clarify for another 05:00",
        "   ▀ ▀▀▀   ▀▀▀ ▀▀▀   clarify → design → build → twist",
        "",
        " compile  it does not compile: 1 error",
        " tests    –",
        " saved    2 snapshots, the last 00:00 ago",
        " asked    0 questions",
        " twist    later",
    ];
    assert_eq!(lines[..10], expected);
    assert!(lines[10].starts_with("────") && lines[22].starts_with("────"), "{screen}");
    assert_eq!(lines[23], " c clarify · n next phase · t twist · s submit · p pause · q quit and keep");
    terminal.resize(48, 14);
    let screen = terminal.wait_shown(" c ask n next t twist s submit p pause q");
    assert_eq!(screen.lines().nth(1), Some(" 45:00 left of 45:00"));
    terminal.resize(30, 8);
    terminal.wait_shown("45:00 left. This window is too");
    terminal.resize(120, 40);
    let screen = terminal.wait_shown("quit and keep");
    assert!(screen.contains(&"─".repeat(120)) && screen.lines().count() == 40, "{screen}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_view_goes_by_the_terminal_that_it_is_shown_on() {
    let playing = Playing::new();
    let command = playing.command(&["round", "toy", "--dir", &playing.dir()]);
    let terminal = Terminal::start_away(&command, 80, 24);
    let screen = terminal.wait_shown("quit and keep");
    assert!(screen.contains(&"─".repeat(80)) && screen.lines().count() == 24, "{screen}");
}

#[test]
fn a_full_disk_is_told_as_what_it_is_and_the_save_is_not_said_to_be_wrong() {
    let playing = Playing::new();
    let full =
        "#!/bin/sh\necho 'error: failed to write full.rmeta: No space left on device (os error 28)' >&2; exit 101\n";
    let cargo = playing.toy().program("cargo-on-a-full-disk", full);
    let mut command = playing.command(&["round", "toy", "--dir", &playing.dir()]);
    command.env("CARGO", cargo);
    let mut terminal = Terminal::start_at(command, 80, 24);
    terminal.wait_shown("No space left on device");
    let screen = terminal.wait_shown("compile  not known");
    assert!(screen.contains("make room on the disk") && !screen.contains("does not compile"), "{screen}");
    terminal.press("q");
    assert_eq!(terminal.end(), Some(0));
    playing.run(&["restore", "--list"]).code(0).says("not tried");
}

#[test]
fn errors_that_do_not_fit_are_scrolled() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    let errors: String = (0..9).map(|number| format!("pub fn wrong_{number}() -> u8 {{ \"\" }}\n")).collect();
    fs::write(playing.source(), DONE.text() + &errors).expect("it can be written");
    let screen = terminal.wait_shown("it does not compile: 9 errors");
    assert!(!screen.contains("wrong_8"), "{screen}");
    terminal.press("\u{1b}[F");
    terminal.wait_shown("wrong_8");
    terminal.press("\u{1b}[H");
    terminal.wait_shown("wrong_0");
    terminal.press("\u{1b}[B");
    terminal.wait_shown(" 2–12 of ");
    terminal.press("\u{1b}[6~");
    terminal.wait_shown(" 12–22 of ");
    terminal.press("\u{1b}[5~\u{1b}[A");
    terminal.wait_shown(" 1–11 of ");
}

#[test]
fn a_question_is_edited_and_can_be_given_up() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    terminal.press("c");
    terminal.wait_shown("Enter asks");
    terminal.press("is it raining in the evening");
    terminal.wait_shown("Your question: is it raining in the evening");
    terminal.press("\u{17}\u{17}\u{17}\u{1b}[D\u{7f}");
    terminal.wait_shown("Your question: is it rainin ");
    // A question that is longer than the line shows its end, where the cursor is.
    terminal.press(&format!("\u{15}{}and the end", "long ".repeat(20)));
    terminal.wait_shown("long long and the end");
    terminal.press("\u{1b}");
    terminal.wait_shown("quit and keep");
    terminal.wait_shown("0 questions");
}

#[test]
fn what_is_pasted_is_text_and_never_a_command() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    let paste = |text: &str| format!("\u{1b}[200~{text}\u{1b}[201~");
    terminal.press(&paste("sy\nq"));
    terminal.press("c");
    terminal.wait_shown("Enter asks");
    terminal.press(&paste("may a motorbike\nuse a car spot?\nsy"));
    terminal.wait_shown("Your question: may a motorbike use a car spot? sy");
}

#[test]
fn keys_hurry_pause_and_go_on_and_submit_asks_first() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&["--twist", "none"]);
    terminal.wait_shown("none in this round");
    terminal.press("n");
    terminal.wait_shown("design for another 15:00");
    terminal.press("t");
    terminal.wait_shown("There is no twist in this round.");
    terminal.press("p");
    terminal.wait_shown("the clock stands still");
    terminal.press("n");
    terminal.wait_shown("The clock stands still: p lets it go on.");
    playing.at(20, 0);
    terminal.press("p");
    terminal.wait_hidden("the clock stands still");
    terminal.wait_shown("45:00 left");
    terminal.press("s");
    terminal.wait_shown("Submit now, 45:00 before the end?");
    terminal.press("x");
    terminal.wait_shown("quit and keep");
    terminal.press("sy");
    terminal.wait_for("Submitted after 00:00.");
    terminal.wait_for("0 of 2 points");
    assert_eq!(terminal.end(), Some(1));
}

#[test]
fn the_twist_comes_early_by_key_and_nothing_tells_of_it_before() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    let told = |dir: &str| {
        let files =
            kata_catalog::read_tree(std::path::Path::new(dir), std::path::Path::new("")).expect("it can be read");
        let own = files.into_iter().filter(|(path, _)| !path.starts_with(".kata") && !path.starts_with("target"));
        own.filter(|(_, bytes)| String::from_utf8_lossy(bytes).to_lowercase().contains("lift")).count()
    };
    assert_eq!(told(&playing.dir()), 0);
    assert!(!terminal.printed().to_lowercase().contains("lift"));
    terminal.press("t");
    terminal.wait_shown("Have the twist before its time?");
    terminal.press("n");
    terminal.wait_shown("quit and keep");
    terminal.press("ty");
    terminal.wait_shown("There is a lift (TWIST.md)");
    assert!(told(&playing.dir()) > 0);
}

#[test]
fn other_terminals_ask_pause_bring_the_twist_and_submit_while_the_view_lives() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.run(&["ask", "can a motorcycle use a car spot?"]).code(0).says("Yes, if no other is free.");
    terminal.wait_shown("You: can a motorcycle use a car spot?");
    playing.run(&["pause"]).code(0).says("The clock stands still with 45:00 left");
    terminal.wait_shown("the clock stands still");
    playing.run(&["pause", "--end"]).code(0).says("The clock runs: 45:00 left.");
    terminal.wait_hidden("the clock stands still");
    playing.run(&["twist"]).code(2).complains("the twist comes in 35:00: `cargo xtask twist --now`");
    playing.run(&["twist", "lift"]).code(2).complains("leave its name out");
    playing.run(&["twist", "--now"]).code(0).says("There is a lift");
    terminal.wait_shown("There is a lift (TWIST.md)");
    playing.run(&["submit"]).code(1).says("Submitted after 00:00.").says("0 of 2 points");
    terminal.wait_for("The round was ended from another terminal");
    assert_eq!(terminal.end(), Some(0));
    playing.run(&["ask", "is it over?"]).code(2).complains("the round here is over");
}

#[test]
fn a_test_that_hangs_is_cut_and_named() {
    let playing = Playing::new();
    let dir = playing.dir();
    let mut command = playing.command(&["round", "toy", "--dir", &dir]);
    command.env("KATA_TEST_SECONDS", "1");
    let terminal = Terminal::start_at(command, 80, 24);
    terminal.wait_shown("1 of 1 passed");
    playing.save(Mine { act: "loop {}", ..DONE });
    terminal.wait_shown("`it_can_be_built` was cut after 1 s: it hangs");
    playing.save(DONE);
    terminal.wait_shown("1 of 1 passed");
}

#[test]
fn what_the_candidate_prints_cannot_move_the_cursor() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    playing.save(Mine { act: "panic!(\"\\u{1b}[2J\\u{1b}]0;mine\\u{7}gone\")", ..DONE });
    terminal.wait_shown("0 of 1 passed; failed: it_can_be_built");
    terminal.wait_shown("gone");
    terminal.wait_shown("45:00 left");
    assert!(!terminal.printed().contains("\u{1b}]0;mine"));
}

#[test]
fn the_hidden_suite_is_silent_unless_it_is_asked_to_count() {
    let playing = Playing::new();
    let terminal = playing.begin(&["--feedback", "counts"]);
    terminal.wait_shown("behaviour 0 of 1 · concurrency 0 of 1");
    playing.save(DONE);
    let screen = terminal.wait_shown("behaviour 1 of 1 · concurrency 1 of 1");
    assert!(!screen.contains("answers 42"), "{screen}");
    drop(terminal);
    let playing = Playing::new();
    let terminal = playing.begin(&["--feedback", "full"]);
    terminal.wait_shown("act() gave 0, and should give 42");
    drop(terminal);
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    assert!(!terminal.wait_shown("1 of 1 passed").contains("hidden  "));
}

#[test]
fn snapshots_are_listed_and_put_back() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.at(1, 5);
    terminal.wait_shown("43:55 left");
    playing.save(BROKEN);
    terminal.wait_shown("it does not compile");
    terminal.press("q");
    terminal.end();
    let listed = playing.run(&["restore", "--list"]).code(0).out;
    assert_eq!(listed, "  1  00:00  1 file  compiles\n  2  01:05  1 file  does not compile\n");
    let first = fs::read_to_string(playing.source()).expect("it is there");
    playing.run(&["restore", "1"]).code(0).says("The source is as it was at snapshot 1").says("written  src/lib.rs");
    assert_ne!(fs::read_to_string(playing.source()).expect("it is there"), first);
    playing.run(&["restore", "2"]).code(0);
    assert_eq!(fs::read_to_string(playing.source()).expect("it is there"), first);
    playing.run(&["restore", "9"]).code(2).complains("there is no snapshot 9");
}

#[test]
fn a_round_begins_in_a_folder_of_its_own() {
    let playing = Playing::alone();
    let begin = |flags: &[&str]| {
        let mut terminal = Terminal::start_at(playing.command(&[&["round", "toy"], flags].concat()), 80, 24);
        terminal.wait_shown("1 of 1 passed");
        terminal.press("q");
        assert_eq!(terminal.end(), Some(0));
    };
    let fails = |arguments: &[&str]| crate::toy::Ran::of(playing.command(arguments)).code(2);
    begin(&[]);
    fails(&["round", "toy"]).complains("a round of toy goes on here");
    crate::toy::Ran::of(playing.command(&["submit"])).code(1);
    begin(&[]);
    assert!(playing.toy().root().join("workspace/toy-2/.kata/round").is_dir());
    // The commands find the round that goes on, although there are two workspaces.
    crate::toy::Ran::of(playing.command(&["pause"])).code(0);
    let practice = playing.toy().workspace(DONE);
    fails(&["round", "toy", "--dir", &practice.dir()])
        .complains("is there already, and a round begins in a folder of its own");
    fails(&["round", "toy", "--twist", "lfit", "--dir", "new"]).complains("did you mean `lift`?");
    fails(&["submit", "--dir", &practice.dir()]).complains("has no round");
    crate::toy::Ran::of(playing.command(&["ask", "may a motorcycle use a car spot?", "--dir", &practice.dir()]))
        .code(0)
        .says("Yes, if no other is free.");
}
