//! Assignments as their authors write them.

use std::path::PathBuf;

use kata_assignment::{Assignment, Feedback, Moment};
use kata_catalog::Root;
use kata_verdict::Level;
use tempfile::TempDir;

const KATA: &str = r#"
format = 1
title = "Desk"
minutes = 45
summary = "Numbers for those who wait."
[[twists]]
id = "priorities"
title = "Some are served first"
summary = "A number may be urgent."
[[twists]]
id = "two-desks"
title = "A second desk"
summary = "Two desks share one row."
"#;

/// A clone with two katas, one of which has no twists.
struct Clone {
    folder: TempDir,
    root: Root,
}

impl Clone {
    fn new() -> Clone {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let put = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        put("xtask/Cargo.toml", "");
        put("katas/waiting-room/kata.toml", KATA);
        put("katas/plain/kata.toml", "format = 1\ntitle = \"P\"\nminutes = 30\nsummary = \"S\"\n");
        let root = Root::at(folder.path()).expect("a root");
        Clone { folder, root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn read(&self, text: &str) -> Result<Assignment, String> {
        let path = self.path("week-3.toml");
        std::fs::write(&path, text).expect("a file");
        Assignment::read(&self.root, &path).map_err(|error| error.to_string())
    }
}

fn error_of(fields: &str) -> String {
    let text = format!("format = 1\nname = \"week-3\"\nkata = \"waiting-room\"\n{fields}\n");
    Clone::new().read(&text).expect_err("it should be refused")
}

fn moment(text: &str) -> Moment {
    Moment::exact(text).expect("a time")
}

fn whole() -> Assignment {
    Assignment {
        name: "week-3".to_owned(),
        kata: "waiting-room".to_owned(),
        level: Level::L5,
        minutes: 60,
        opens: Some(moment("2026-11-24T09:00:00+01:00")),
        due: Some(moment("2026-12-01T18:00:00+01:00")),
        twist: Some("two-desks".to_owned()),
        feedback: Feedback::Counts,
    }
}

#[test]
fn what_is_written_is_read_again() {
    let clone = Clone::new();
    let bare = Assignment { opens: None, due: None, twist: None, feedback: Feedback::None, ..whole() };
    let other = Assignment { kata: "plain".to_owned(), name: "Übung_7.β".to_owned(), ..bare.clone() };
    for (number, assignment) in [whole(), bare, other].iter().enumerate() {
        let path = clone.path(&format!("{number}.toml"));
        let kata = clone.root.kata(&assignment.kata).expect("a kata");
        assignment.write_new(&kata, &path).expect("it is written");
        assert_eq!(Assignment::read(&clone.root, &path).as_ref(), Ok(assignment));
    }
}

#[test]
fn the_file_explains_each_field_and_shows_the_twists_that_there_are() {
    let clone = Clone::new();
    let path = clone.path("week-3.toml");
    whole().write_new(&clone.root.kata("waiting-room").expect("a kata"), &path).expect("it is written");
    let text = std::fs::read_to_string(path).expect("a text");
    assert!(text.contains("it has: priorities, two-desks"), "{text}");
    for line in text.lines().filter(|line| line.contains(" = ") && !line.starts_with("format")) {
        let before = text.split(line).next().expect("a part").trim_end();
        let explained = before.lines().last().is_some_and(|line| line.starts_with('#') || line.starts_with("opens"));
        assert!(explained, "{line}");
    }
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let clone = Clone::new();
    let path = clone.path("week-3.toml");
    std::fs::write(&path, "mine").expect("a file");
    let error = whole().write_new(&clone.root.kata("waiting-room").expect("a kata"), &path).expect_err("it is there");
    assert!(error.to_string().contains("is there already, and was left as it is"), "{error}");
    assert_eq!(std::fs::read_to_string(path).expect("a text"), "mine");
    let names: Vec<_> = std::fs::read_dir(clone.folder.path()).expect("a folder").flatten().collect();
    assert_eq!(names.len(), 3, "no other file is left: {names:?}");
}

#[test]
fn what_is_left_out_is_as_the_kata_and_the_program_have_it() {
    let assignment = Clone::new().read("format = 1\nname = \"a\"\nkata = \"plain\"\n").expect("it is whole");
    assert_eq!((assignment.level, assignment.minutes, assignment.feedback), (Level::L4, 30, Feedback::None));
    assert_eq!((assignment.opens, assignment.due, assignment.twist), (None, None, None));
}

#[test]
fn a_mistake_is_named_with_its_line_and_what_was_meant() {
    let expected = [
        ("minuts = 45", "week-3.toml:4: unknown field `minuts`: did you mean `minutes`?"),
        ("\nminutes = 0", "week-3.toml:5: minutes = 0: a round lasts from 1 to 600 minutes"),
        ("minutes = -5", "week-3.toml:4: minutes = -5: a round lasts from 1 to 600 minutes"),
        (
            "twist = \"priority\"",
            "week-3.toml:4: waiting-room has no twist called `priority`: did you mean `priorities`?",
        ),
        (
            "twist = \"x\"",
            "week-3.toml:4: waiting-room has no twist called `x`: there are: priorities, two-desks, or none",
        ),
        ("level = \"l7\"", "week-3.toml:4: level: no level is called `l7`: use l3, l4, l5 or l6"),
        ("feedback = \"all\"", "week-3.toml:4: feedback: no feedback is called `all`: use none, counts or full"),
        ("opens = 2026-12-01", "week-3.toml:4: opens = 2026-12-01 says no offset from UTC"),
        ("\n\ndue = 2026-12-01T18:00:00", "week-3.toml:6: due = 2026-12-01T18:00:00 says no offset from UTC"),
        ("due = \"tomorrow\"", "week-3.toml:4: due = tomorrow is no time: write it as in 2026-12-01T18:00:00+01:00"),
        ("due = 5", "week-3.toml:4: due = 5 is no time"),
        (
            "due = 2026-12-01T18:00:00Z\nopens = 2026-12-01T19:00:00+01:00",
            "week-3.toml:4: due is 2026-12-01 18:00 UTC, and the assignment opens at 2026-12-01 19:00 +01:00: nobody",
        ),
        ("minutes = \"long\"", "week-3.toml:4: invalid type"),
        ("due = ", "week-3.toml:4: "),
    ];
    for (fields, message) in expected {
        let error = error_of(fields);
        assert!(error.starts_with(message), "{fields}: {error}");
    }
}

#[test]
fn an_unknown_kata_a_bad_name_and_a_newer_format_are_named_with_their_line() {
    let read = |text: &str| Clone::new().read(text).expect_err("it should be refused");
    let error = read("format = 1\nname = \"a\"\nkata = \"wating-room\"\n");
    assert_eq!(error, "week-3.toml:3: no kata is called `wating-room`: did you mean `waiting-room`?");
    let error = read("format = 1\nname = \"../a\"\nkata = \"plain\"\n");
    assert!(error.starts_with("week-3.toml:2: name = \"../a\" is no name for a file"), "{error}");
    let error = read("format = 2\nname = \"a\"\nhologram = 3\n");
    assert!(error.starts_with("week-3.toml:1: has format 2, and this program reads up to 1"), "{error}");
    let error = read("format = 1\nname = \"a\"\n");
    assert!(error.contains("missing field `kata`"), "{error}");
    let missing = Clone::new();
    let error = Assignment::read(&missing.root, &missing.path("none.toml")).expect_err("it is missing").to_string();
    assert!(error.starts_with("none.toml: the file is missing: `cargo xtask assign new"), "{error}");
}

#[test]
fn a_due_time_may_be_written_as_a_text_too() {
    let text = "format = 1\nname = \"a\"\nkata = \"plain\"\ndue = \"2026-12-01 18:00+01:00\"\n";
    let assignment = Clone::new().read(text).expect("it is whole");
    assert_eq!(assignment.due, Some(moment("2026-12-01T18:00:00+01:00")));
}

#[test]
fn the_last_second_is_in_time_and_the_next_is_late() {
    let assignment = whole();
    let due = assignment.due.expect("it is due").ms();
    assert!(!assignment.is_late(due - 1));
    assert!(!assignment.is_late(due + 999));
    assert!(assignment.is_late(due + 1000));
    let opens = assignment.opens.expect("it opens").ms();
    assert!(assignment.is_early(opens - 1) && !assignment.is_early(opens));
    let bare = Assignment { opens: None, due: None, ..whole() };
    assert!(!bare.is_late(u64::MAX) && !bare.is_early(0));
}

#[test]
fn times_are_shown_where_the_author_is() {
    let assignment = whole();
    let due = assignment.due.expect("it is due").ms();
    assert_eq!(assignment.shown(due + 60_000), "2026-12-01 18:01 +01:00");
    assert_eq!(Assignment { opens: None, due: None, ..whole() }.shown(due), "2026-12-01 17:00 UTC");
    assert_eq!(assignment.shown(u64::MAX), "at no time that there is");
}
