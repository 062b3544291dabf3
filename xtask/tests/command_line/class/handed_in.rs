//! The forms in which a class hands in: folders, checkouts, archives, several of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kata_archive::{HandIn, pack};
use kata_workspace::Workspace;
use serde_json::Value;

use super::desk::Class;
use crate::toy::{DONE, Mine, UNDONE};

/// 2026-12-01 12:00 UTC.
const NOON: u64 = 1_796_126_400_000;
const HOUR: u64 = 3_600_000;

/// Makes an archive of a workspace, and takes the workspace away.
fn archive(class: &Class, workspace: &Path, student: &str, at: u64, name: &str) {
    let who = HandIn { student: Some(student.to_owned()), assignment: None, packed_ms: at, versions: BTreeMap::new() };
    let archive = pack(&Workspace::open(workspace).expect("a workspace"), &who).expect("it can be packed");
    fs::create_dir_all(class.dir().join(name).parent().expect("a parent")).expect("it can be made");
    fs::write(class.dir().join(name), archive.bytes).expect("it can be written");
    fs::remove_dir_all(workspace).expect("it can be removed");
}

fn row<'a>(rows: &'a [Value], submission: &str) -> &'a Value {
    rows.iter()
        .find(|row| row["record"]["submission"] == submission)
        .unwrap_or_else(|| panic!("{submission}: {rows:?}"))
}

fn notes(row: &Value) -> String {
    row["record"]["notes"].to_string()
}

#[test]
fn archives_tell_who_and_when_and_of_several_the_last_one_counts() {
    let class = Class::new();
    fs::write(
        class.toy.own().join("week-3.toml"),
        "format = 1\nname = \"week-3\"\nkata = \"toy\"\nlevel = \"l4\"\ndue = 2026-12-01T12:30:00Z\n",
    )
    .expect("it can be written");
    archive(&class, &class.hand_in("a", &UNDONE.text()), "Zoë", NOON, "z-first.zip");
    archive(&class, &class.hand_in("b", &DONE.text()), "Zoe\u{308}", NOON + HOUR, "a-second.zip");
    archive(&class, &class.hand_in("c", &DONE.text()), "mallory", NOON, "alice/mine.zip");
    fs::write(class.dir().join("bomb.zip"), b"PK\x03\x04 not really").expect("it can be written");
    fs::write(class.dir().join("grades.xls"), b"?").expect("it can be written");
    class
        .grade("results", &[])
        .code(0)
        .complains("left out, since they are neither folders nor archives (*.zip): grades.xls");
    let rows = class.rows(&["results"]);
    assert_eq!(rows.len(), 4);
    let (first, second) = (row(&rows, "z-first.zip"), row(&rows, "a-second.zip"));
    assert_eq!(
        (&first["student"], &first["attempt"], &first["counts"], &first["late"]),
        (&"Zoë".into(), &1.into(), &false.into(), &false.into())
    );
    assert_eq!(
        (&second["student"], &second["attempt"], &second["counts"], &second["late"]),
        (&"Zoë".into(), &2.into(), &true.into(), &true.into())
    );
    assert_eq!(first["record"]["graded"]["verdict"]["score"]["points"], 0);
    assert_eq!(second["record"]["graded"]["verdict"]["score"]["points"], 2);
    let claimed = row(&rows, "alice/mine.zip");
    assert_eq!(claimed["student"], "alice", "whoever collected them knows better than the archive");
    assert!(notes(claimed).contains("it says that it is from mallory"), "{claimed}");
    assert_eq!(row(&rows, "bomb.zip")["standing"], "unreadable");
    hand_in_later(&class);
    let table = crate::toy::Ran::of(class.command(&["results", "results"])).code(0);
    table.says("2026-12-01 13:00 UTC late").says("(1 of 2)").says("1 late · of several attempts the last one counts");
}

/// The same source, handed in anew and too late: it is not judged again, and its time is the new one.
fn hand_in_later(class: &Class) {
    archive(class, &class.hand_in("a", &UNDONE.text()), "Zoë", NOON + 2 * HOUR, "z-first.zip");
    class.grade("results", &["--resume"]).code(0).says("4 submissions: 3 graded · 1 unreadable");
    let rows = class.rows(&["results"]);
    let anew = row(&rows, "z-first.zip");
    assert_eq!((&anew["attempt"], &anew["late"]), (&2.into(), &true.into()));
    let timings = class
        .records("results")
        .iter()
        .filter(|record| record["submission"] == "z-first.zip")
        .map(|record| record["graded"].clone())
        .collect::<Vec<_>>();
    assert_eq!(timings.len(), 2);
    assert_eq!(timings[0], timings[1], "the verdict is the same one, how long it took included");
    archive(class, &class.hand_in("a", &UNDONE.text()), "Zoë", NOON, "z-first.zip");
    class.grade("results", &["--resume"]).code(0);
}

#[test]
fn folders_of_a_students_own_hold_several_submissions_and_a_checkout_says_its_commit() {
    let class = Class::new();
    class.hand_in("alice/1", &UNDONE.text());
    class.hand_in("alice/2", &DONE.text());
    let checkout = class.hand_in("bob", &DONE.text());
    let commit = "0123456789abcdef0123456789abcdef01234567";
    fs::create_dir_all(checkout.join(".git/refs/heads")).expect("it can be made");
    fs::write(checkout.join(".git/HEAD"), "ref: refs/heads/main\n").expect("it can be written");
    fs::write(checkout.join(".git/packed-refs"), format!("# pack-refs\n{commit} refs/heads/main\n"))
        .expect("it can be written");
    std::os::unix::fs::symlink("/", class.dir().join("mallory")).expect("it can be linked");
    class.grade("results", &[]).code(0);
    let rows = class.rows(&["results"]);
    let alice: Vec<_> = rows.iter().filter(|row| row["student"] == "alice").map(|row| row["counts"].clone()).collect();
    assert_eq!(alice, [false, true]);
    assert!(notes(row(&rows, "bob")).contains(commit));
    assert_eq!(row(&rows, "mallory")["standing"], "unreadable");
}

#[test]
fn a_resumed_run_judges_what_is_new_or_changed_and_nothing_else() {
    let class = Class::of(4);
    class.grade("results", &[]).code(0);
    class.grade("results", &[]).code(2).complains("holds results already: add --resume");
    class.grade("results", &["--resume"]).code(0);
    assert_eq!(class.records("results").len(), 4);
    class.hand_in("student-00", &Mine { act: "41", ..DONE }.text());
    class.hand_in("student-99", &DONE.text());
    class.grade("results", &["--resume"]).code(0).says("5 submissions");
    let judged: Vec<_> = class.records("results")[4..].iter().map(|record| record["submission"].clone()).collect();
    assert_eq!(judged.len(), 2);
    assert!(judged.contains(&"student-00".into()) && judged.contains(&"student-99".into()), "{judged:?}");
    let again = class.rows(&["results"]);
    assert_eq!(row(&again, "student-00")["record"]["graded"]["verdict"]["score"]["points"], 1);
}

#[test]
fn a_submission_that_was_taken_out_is_told_and_in_no_table_and_comes_back_with_its_verdict() {
    let class = Class::of(2);
    class.grade("results", &[]).code(0);
    let (there, away) = (class.dir().join("student-00"), class.toy.own().join("away"));
    fs::rename(&there, &away).expect("it can be moved");
    let ran = class.grade("results", &["--resume"]).code(0).says("1 submission: 1 graded");
    ran.complains("judged before, and no longer among the submissions: student-00;");
    assert_eq!(class.rows(&["results"]).len(), 1);
    fs::rename(&away, &there).expect("it can be moved");
    class.grade("results", &["--resume"]).code(0).says("2 submissions");
    assert_eq!(class.rows(&["results"]).len(), 2);
    assert_eq!(class.records("results").len(), 2, "nothing was judged again");
}

#[test]
fn a_run_of_another_kind_does_not_go_on_in_the_same_folder() {
    let class = Class::of(1);
    class.grade("results", &[]).code(0);
    let other = |from: &str, to: &str| {
        let path = class.toy.own().join("results/run.json");
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(from), "{text}");
        fs::write(&path, text.replace(from, to)).expect("it can be written");
        let ran = class.grade("results", &["--resume"]).code(2);
        fs::write(&path, text).expect("it can be written");
        ran
    };
    other("\"quick\"", "\"deep\"").complains("the tier is deep here, and quick now").complains("choose another folder");
    other("\"suite\": \"", "\"suite\": \"00").complains("the suite's digest is 00");
    other("\"format\": 1", "\"format\": 2").complains("was written by a newer version (format 2");
    class.grade("results", &["--resume", "--shard", "1/1"]).code(2).complains("the shard is none here, and 1/1 now");
    assert_eq!(class.records("results").len(), 1);
}
