//! A timed round in plain lines: without a terminal, or where no colour is wanted.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::playing::Playing;
use crate::terminal::Terminal;
use crate::toy::{DONE, Mine};

#[test]
fn without_a_terminal_a_round_is_told_and_steered_in_lines() {
    let playing = Playing::new();
    let dir = playing.dir();
    let mut command = playing.command(&["round", "toy", "--dir", &dir]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it can be started");
    let mut typing = child.stdin.take().expect("it is piped");
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
    let mut say = |line: &str| writeln!(typing, "{line}").expect("it listens");
    read_until("[45:00] phase: clarify; a twist to come");
    read_until("[45:00] it compiles");
    read_until("[45:00] tests: 1 of 1 passed");
    say("c may a motorbike use a car's spot?");
    read_until("Interviewer: ");
    playing.save(Mine { act: "\"x\"", ..DONE });
    read_until("[45:00] snapshot 2 is kept");
    read_until("[45:00] it does not compile: 1 error");
    read_until("  --> src/lib.rs:17");
    playing.at(5, 0);
    read_until("[40:00] phase: design, for another 10:00");
    say("what?");
    read_until("type: c and a question");
    say("t");
    read_until("the twist comes in 30:00");
    say("p");
    read_until("[40:00] the clock stands still");
    say("p");
    read_until("[40:00] the clock goes on");
    say("twist now");
    read_until("The interviewer adds: There is a lift.");
    playing.save(DONE);
    read_until("tests: 1 of 1 passed");
    playing.at(40, 0);
    read_until("[05:00] 5 minutes are left.");
    playing.at(45, 0);
    read_until("The time is up.");
    read_until("2 of 2 points");
    assert!(!seen.concat().contains('\u{1b}'), "{seen:#?}");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_terminal_without_colour_has_plain_lines_as_well() {
    let playing = Playing::new();
    let dir = playing.dir();
    let mut command = playing.command(&["round", "toy", "--dir", &dir]);
    command.env("NO_COLOR", "1");
    let mut terminal = Terminal::start_at(command, 80, 24);
    terminal.wait_for("tests: 1 of 1 passed");
    playing.save(Mine { act: "\"x\"", ..DONE });
    terminal.wait_for("expected `u32`, found `&str`");
    assert!(!terminal.is_taken());
    terminal.press("q\n");
    terminal.wait_for("The round goes on, and its clock runs: 45:00 left.");
    assert_eq!(terminal.end(), Some(0));
    assert!(!terminal.printed().contains('\u{1b}'), "{}", terminal.printed());
}

#[test]
fn a_round_without_a_twist_gives_its_time_to_the_phase_before() {
    let playing = Playing::new();
    let terminal = playing.begin(&["--twist", "none"]);
    playing.at(20, 0);
    let screen = terminal.wait_shown("build for another 25:00");
    assert!(!screen.contains("→ twist"), "{screen}");
}

#[test]
fn a_view_that_nobody_reads_any_more_ends_and_the_round_goes_on() {
    let playing = Playing::new();
    let mut command = playing.command(&["round", "toy", "--dir", &playing.dir()]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut first = String::new();
    lines.read_line(&mut first).expect("it speaks");
    drop(lines);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    playing.run(&["pause"]).code(0).says("The clock stands still with 45:00 left");
}
