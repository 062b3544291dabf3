//! `assign new` writes a file that explains itself, and never over another one.

use std::fs;

use crate::toy::{Ran, Toy};

/// Central Europe's time, written so that no table of time zones is needed.
const ZONE: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

fn assign(toy: &Toy, arguments: &[&str]) -> Ran {
    let mut command = toy.command(&[&["assign", "new"], arguments].concat());
    command.env("TZ", ZONE);
    Ran::of(command)
}

#[test]
fn a_deadline_that_is_over_is_told() {
    let toy = Toy::shared();
    let said = "--due is 2020-01-01 23:59:59 +01:00, which is over";
    assign(&toy, &["past", "--kata", "toy", "--due", "2020-01-01"]).code(0).complains(said);
    let later = assign(&toy, &["later", "--kata", "toy", "--due", "9000-01-01"]).code(0);
    assert!(!later.err.contains("note:"), "{}", later.err);
}

#[test]
fn a_kata_that_is_a_draft_is_told() {
    let toy = Toy::alone();
    let path = toy.root().join("katas/toy/kata.toml");
    let ready = fs::read_to_string(&path).expect("it is there");
    fs::write(path, ready.replace("minutes = 45", "draft = true\nminutes = 45")).expect("it can be written");
    assign(&toy, &["early", "--kata", "toy"]).code(0).complains("note: This kata is a draft");
}

#[test]
fn an_assignment_is_written_and_what_comes_next_is_said() {
    let toy = Toy::shared();
    assign(&toy, &["week-3", "--kata", "toy", "--level", "l5", "--due", "2026-12-01", "--opens", "2026-07-01 09:00"])
        .code(0)
        .says("Wrote week-3.toml: Toy, L5, 45 minutes.")
        .says("opens     2026-07-01 09:00 +02:00\n")
        .says("due       2026-12-01 23:59:59 +01:00\n")
        .says("Times without an offset were read in this machine's time zone (as TZ has it).")
        .says("cargo xtask assign pack week-3.toml --out DIR");
    let text = fs::read_to_string(toy.own().join("week-3.toml")).expect("it was written");
    for line in [
        "format = 1",
        "name = \"week-3\"",
        "kata = \"toy\"",
        "level = \"l5\"",
        "minutes = 45",
        "opens = 2026-07-01T09:00:00+02:00",
        "due = 2026-12-01T23:59:59+01:00",
        "twist = \"none\"",
        "feedback = \"none\"",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} is missing in:\n{text}");
    }
}

#[test]
fn a_time_with_an_offset_is_kept_and_no_time_zone_is_spoken_of() {
    let toy = Toy::shared();
    let ran = assign(&toy, &["exam", "--kata", "toy", "--minutes", "90", "--due", "2026-12-01T18:00:00-08:00"]);
    let ran =
        ran.code(0).says("Toy, L4, 90 minutes").says("due       2026-12-01 18:00 -08:00").says("opens     at once");
    assert!(!ran.out.contains("time zone"), "{}", ran.out);
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let toy = Toy::shared();
    let path = toy.own().join("week-3.toml");
    fs::write(&path, "mine").expect("it can be written");
    assign(&toy, &["week-3", "--kata", "toy"])
        .code(2)
        .complains("week-3.toml: is there already, and was left as it is");
    assert_eq!(fs::read_to_string(path).expect("it is there"), "mine");
    fs::create_dir(toy.own().join("autumn")).expect("it can be made");
    assign(&toy, &["week-3.toml", "--kata", "toy", "--dir", "autumn"]).code(0).says("Wrote autumn/week-3.toml");
}

#[test]
fn a_mistake_is_named_with_what_was_meant_and_nothing_is_written() {
    let toy = Toy::shared();
    for (arguments, message) in [
        (&["a/b", "--kata", "toy"][..], "`a/b` is no name for a file"),
        (&["a", "--kata", "tyo"], "no kata is called `tyo`: did you mean `toy`?"),
        (&["a", "--kata", "toy", "--twist", "electric"], "toy has no twist called `electric`: it has none yet"),
        (&["a", "--kata", "toy", "--due", "soon"], "--due `soon` is no time: write 2026-12-01"),
        (&["a", "--kata", "toy", "--due", "2026-10-25 02:30"], "is a time that the clocks show twice, or skip"),
        (&["a", "--kata", "toy", "--opens", "2026-12-01", "--due", "2026-11-30"], "nobody could hand anything in"),
        (&["a", "--kata", "toy", "--minutes", "0"], "invalid value '0' for '--minutes <N>'"),
        (&["a", "--kata", "toy", "--feedback", "all"], "[possible values: none, counts, full]"),
        (&["a", "--kata", "toy", "--dir", "nowhere"], "nowhere/a.toml: cannot be written"),
    ] {
        assign(&toy, arguments).code(2).complains(message);
    }
    assert!(!toy.own().join("a.toml").exists());
}
