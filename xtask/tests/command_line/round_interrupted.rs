//! A timed round that something comes between: a kill, a signal, a second view, a folder that is away.

use std::fs;

use rustix::process::Signal;

use crate::playing::Playing;
use crate::toy::DONE;

#[test]
fn a_second_view_is_told_who_holds_the_seat() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    playing.run(&["round", "--resume"]).code(2).complains("the round is open in process ");
    terminal.wait_shown("45:00 left");
}

#[test]
fn a_view_that_is_killed_is_gone_on_with_and_nothing_is_lost() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
    terminal.signal(Signal::KILL);
    terminal.end();
    playing.at(12, 34);
    let mut terminal = playing.resume();
    terminal.wait_shown("32:26 left of 45:00");
    terminal.wait_shown("2 snapshots");
    terminal.press("q");
    terminal.wait_for("The round goes on, and its clock runs: 32:26 left.");
    assert_eq!(terminal.end(), Some(0));
    assert!(terminal.is_given_back());
}

#[test]
fn a_wall_clock_that_is_set_back_a_day_gives_nothing() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    playing.set(10, 0, -86_400_000);
    terminal.wait_shown("35:00 left");
}

#[test]
fn a_terminal_that_is_closed_ends_the_view_and_not_the_round() {
    let playing = Playing::new();
    let mut terminal = playing.begin(&[]);
    terminal.close();
    assert_eq!(terminal.end(), Some(130));
    playing.at(1, 0);
    playing.resume().wait_shown("44:00 left");
}

#[test]
fn signals_and_control_c_give_the_terminal_back() {
    for signal in [Some(Signal::TERM), Some(Signal::HUP), None] {
        let playing = Playing::new();
        let mut terminal = playing.begin(&[]);
        assert!(terminal.is_taken());
        match signal {
            Some(signal) => terminal.signal(signal),
            None => terminal.press("\u{3}"),
        }
        assert_eq!(terminal.end(), Some(if signal.is_some() { 130 } else { 0 }));
        assert!(terminal.is_given_back(), "{signal:?}");
    }
}

#[test]
fn a_folder_that_is_moved_away_is_waited_for_while_the_clock_runs() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    let (dir, away) = (playing.dir(), playing.dir() + "-away");
    fs::rename(&dir, &away).expect("it can be moved");
    terminal.wait_shown("is gone, or its src/");
    playing.at(5, 0);
    terminal.wait_shown("40:00 left");
    fs::rename(&away, &dir).expect("it can be moved");
    terminal.wait_hidden("is gone");
    playing.save(DONE);
    terminal.wait_shown("2 snapshots");
}

#[test]
fn a_round_that_is_moved_away_is_waited_for_too() {
    let playing = Playing::new();
    let terminal = playing.begin(&[]);
    let (round, away) = (playing.dir() + "/.kata/round", playing.dir() + "/away");
    fs::rename(&round, &away).expect("it can be moved");
    terminal.wait_shown("is not there any more");
    playing.save(DONE);
    playing.at(5, 0);
    terminal.wait_shown("40:00 left");
    fs::rename(&away, &round).expect("it can be moved");
    terminal.wait_hidden("is not there any more");
    terminal.wait_shown("2 snapshots");
}
