//! `submit --out` writes the one archive that a student hands in.

use std::fs;
use std::time::Duration;

use kata_archive::{ChainState, read_file};

use crate::toy::{DONE, Toy, text};

/// Begins a round in the test's own folder, and leaves it to go on.
fn begin(toy: &Toy) -> String {
    let dir = text(&toy.own().join("sitting"));
    let command = toy.command(&["round", "toy", "--dir", &dir]);
    let mut command = assert_cmd::Command::from_std(command);
    let ran = command.write_stdin("q\n").timeout(Duration::from_secs(120)).output().expect("it can be run");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    fs::write(format!("{dir}/src/lib.rs"), DONE.text()).expect("it can be written");
    dir
}

#[test]
fn a_round_is_frozen_and_handed_in_and_a_later_archive_takes_the_place_of_an_earlier_one() {
    let toy = Toy::shared();
    let dir = begin(&toy);
    let submit = |more: &[&str]| toy.run(&[&["submit", "--dir", &dir, "--out", "mine.zip"], more].concat());
    submit(&["--student", "Zoe\u{308} Müller"])
        .code(0)
        .says("Wrote mine.zip: toy at L4 by Zoë Müller.")
        .says("  source    2 files, as it was frozen at ")
        .says("  receipt   ")
        .says("hand in mine.zip as it is");
    let path = toy.own().join("mine.zip");
    let submitted = read_file(&path).expect("it can be read");
    assert_eq!(submitted.student, "Zoë Müller");
    assert!(matches!(submitted.chain, ChainState::Intact { .. }), "{:?}", submitted.chain);
    assert!(submitted.files.iter().any(|(_, bytes)| *bytes == DONE.text().into_bytes()));
    assert!(submitted.versions.contains_key("rustc") && submitted.versions.contains_key("xtask"));

    fs::write(format!("{dir}/src/lib.rs"), "// late").expect("it can be written");
    submit(&["--student", "Zoë Müller"]).code(0).says("Wrote anew mine.zip");
    let again = read_file(&path).expect("it can be read");
    assert_eq!(again.files, submitted.files, "what was frozen counts");
    submit(&["--student", "Somebody Else"]).code(2).complains("is the archive of Zoë Müller for toy");
    submit(&["--student", "Somebody Else", "--force"]).code(0).says("Wrote over mine.zip");
}

#[test]
fn a_round_goes_on_while_nobody_is_named() {
    let toy = Toy::shared();
    let dir = begin(&toy);
    toy.run(&["submit", "--dir", &dir, "--out", "mine.zip"])
        .code(2)
        .complains("it is not said who hands this in: use --student");
    assert!(!toy.own().join("mine.zip").exists());
    let log = fs::read_to_string(format!("{dir}/.kata/round/log.jsonl")).expect("a log");
    assert!(!log.contains("frozen"), "{log}");
}

#[test]
fn a_practice_is_handed_in_too_and_says_so() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    fs::write(toy.own().join("letter.zip"), "a letter").expect("it can be written");
    let submit = |out: &str| toy.run(&["submit", "--dir", &workspace.dir(), "--out", out, "--student", "李小龍"]);
    submit("letter.zip").code(2).complains("is another file, and was left as it is");
    submit("practice.zip")
        .code(0)
        .says("toy at L4 by 李小龍")
        .says("as it is now, at ")
        .says("  log       none: this was no round")
        .says("Whoever gets it will also read\n  there is no log of a round");
    assert_eq!(read_file(&toy.own().join("practice.zip")).expect("it can be read").chain, ChainState::Absent);
}

#[test]
fn a_round_whose_log_was_spoilt_is_handed_in_as_it_lies_there() {
    let toy = Toy::shared();
    let dir = begin(&toy);
    fs::write(format!("{dir}/.kata/round/log.jsonl"), "spoilt\n").expect("it can be written");
    toy.run(&["submit", "--dir", &dir, "--out", "mine.zip", "--student", "A"])
        .code(0)
        .says("  log       damaged; handed in as it is")
        .says("the round's log was changed, or is damaged");
}
