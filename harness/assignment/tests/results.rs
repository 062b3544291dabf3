//! A folder of results keeps what it was given, whatever else happens to it; folders merge into one table or say why not.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use kata_assignment::{
    Class, Form, Graded, RECORD_FORMAT, RUN_FORMAT, Record, Results, Run, Table, keep_source, read_results, read_source,
};
use kata_verdict::{Level, Tier};

fn run(submissions: usize) -> Run {
    Run {
        format: RUN_FORMAT,
        assignment: "week-3".to_owned(),
        kata: "toy".to_owned(),
        level: Level::L4,
        tier: Tier::Quick,
        twist: None,
        due: Some("2026-12-01T12:00:00Z".to_owned()),
        feedback: "none".to_owned(),
        suite: "0123".to_owned(),
        compiler: "rustc 1.95.0".to_owned(),
        shard: None,
        submissions,
        gone: Vec::new(),
    }
}

fn record(submission: &str, graded: Graded) -> Record {
    Record {
        format: RECORD_FORMAT,
        submission: submission.to_owned(),
        student: submission.split('/').next().unwrap_or_default().to_owned(),
        attempt: 1,
        submitted: None,
        late: false,
        digest: "d".to_owned(),
        graded,
        notes: Vec::new(),
    }
}

fn unreadable(submission: &str) -> Record {
    record(submission, Graded::Unreadable("it is no archive".to_owned()))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A finished run with these records.
fn filled(folder: &Path, run: &Run, records: &[Record]) {
    let mut results = Results::open(folder, run, false).expect("it can be opened");
    records.iter().for_each(|record| results.append(record).expect("it can be written"));
}

fn complaint(folder: &Path, run: &Run, resume: bool) -> String {
    Results::open(folder, run, resume).expect_err("it cannot be opened").to_string()
}

#[test]
fn a_torn_last_line_is_cut_off_and_kept_beside() {
    let folder = folder();
    filled(folder.path(), &run(2), &[unreadable("a")]);
    let path = folder.path().join("results.jsonl");
    let whole = fs::read_to_string(&path).expect("it is there");
    // As long as the run that wrote it may still be at work, it is no line.
    fs::write(&path, format!("{whole}{{\"format\":1,\"subm")).expect("it can be written");
    assert_eq!(read_results(folder.path()).expect("it can be read").1.len(), 1);
    let mut results = Results::open(folder.path(), &run(2), true).expect("it can be opened");
    assert!(results.has("a", "d") && !results.has("a", "other") && !results.has("b", "d"));
    results.append(&unreadable("b")).expect("it can be written");
    assert_eq!(read_results(folder.path()).expect("it can be read").1.len(), 2);
    let torn = fs::read_to_string(folder.path().join("results.torn")).expect("it is kept");
    assert_eq!(torn, "{\"format\":1,\"subm\n");
}

#[test]
fn a_line_that_was_damaged_is_named_and_a_newer_one_is_left_alone() {
    let folder = folder();
    filled(folder.path(), &run(1), &[unreadable("a")]);
    let path = folder.path().join("results.jsonl");
    let line = fs::read_to_string(&path).expect("it is there");
    for (text, said) in [
        (format!("{line}nonsense\n"), "results.jsonl:2: is no record of a submission"),
        (
            line.replacen("\"format\":1", "\"format\":9", 1),
            "was written by a newer version (format 9; this one knows 1)",
        ),
    ] {
        fs::write(&path, &text).expect("it can be written");
        assert!(complaint(folder.path(), &run(1), true).contains(said), "{said}");
        assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
    }
}

#[test]
fn a_fault_is_tried_again_and_the_last_word_on_a_submission_counts() {
    let folder = folder();
    filled(folder.path(), &run(1), &[record("a", Graded::Fault("signal 11".to_owned()))]);
    let mut results = Results::open(folder.path(), &run(1), true).expect("it can be opened");
    assert!(!results.has("a", "d"));
    results.append(&unreadable("a")).expect("it can be written");
    let (_, records) = read_results(folder.path()).expect("it can be read");
    assert_eq!(records, [unreadable("a")]);
}

#[test]
fn what_is_late_follows_from_the_deadline_as_it_is_now() {
    let folder = folder();
    let noon = 1_796_126_400_000;
    let at = |submission: &str, ms| Record { submitted: Some(ms), ..unreadable(submission) };
    filled(folder.path(), &run(3), &[at("x/b", noon), at("x/a", noon + 999), at("x/0", noon + 1000)]);
    let rows = |folder: &Path| {
        let table = Table::read(&[folder], None).expect("it can be read");
        let row = |row: &kata_assignment::Row| {
            (row.record.as_ref().expect("a record").submission.clone(), row.attempt, row.counts, row.late)
        };
        table.rows.iter().map(row).collect::<Vec<_>>()
    };
    let of = |name: &str, attempt, counts, late| (name.to_owned(), attempt, counts, late);
    assert_eq!(rows(folder.path()), [of("x/b", 1, false, false), of("x/a", 2, false, false), of("x/0", 3, true, true)]);
    let later = Run { due: None, ..run(3) };
    drop(Results::open(folder.path(), &later, true).expect("a deadline may move"));
    assert!(rows(folder.path()).iter().all(|(_, _, _, late)| !late));
}

#[test]
fn folders_of_different_runs_or_with_different_results_do_not_merge() {
    let (one, other, third) = (folder(), folder(), folder());
    filled(one.path(), &run(1), &[unreadable("a")]);
    filled(other.path(), &Run { level: Level::L5, ..run(1) }, &[unreadable("b")]);
    filled(third.path(), &run(1), &[record("a", Graded::Unreadable("it is a link".to_owned()))]);
    let merge = |folders: &[&Path]| Table::read(folders, None).map(|table| table.rows.len());
    let error = merge(&[one.path(), other.path()]).expect_err("another level").to_string();
    assert!(error.contains("the level is L4 in the first folder, and L5 in this one"), "{error}");
    let error = merge(&[one.path(), third.path()]).expect_err("another result").to_string();
    assert!(error.contains("a has another result here than in "), "{error}");
    assert_eq!(merge(&[one.path(), one.path()]), Ok(1));
}

#[test]
fn nobody_is_called_missing_while_results_are() {
    let folder = folder();
    filled(folder.path(), &run(2), &[unreadable("a")]);
    let roster: BTreeSet<String> = ["a", "b"].map(str::to_owned).into();
    let table = Table::read(&[folder.path()], Some(&roster)).expect("it can be read");
    assert_eq!(table.rows.len(), 1);
    assert!(table.notes[0].contains("1 of 2 submissions are graded"), "{:?}", table.notes);
    assert!(table.notes[1].contains("who is missing is not told"), "{:?}", table.notes);
}

#[test]
fn a_second_run_at_the_same_folder_is_told_who_holds_it() {
    let folder = folder();
    let held = Results::open(folder.path(), &run(1), false).expect("it can be opened");
    let said = complaint(folder.path(), &run(1), true);
    assert!(said.contains(&format!("another grade-all (process {})", std::process::id())), "{said}");
    drop(held);
    assert!(Results::open(folder.path(), &run(1), true).is_ok());
}

#[test]
fn names_that_are_no_text_are_told_apart_and_what_is_no_submission_is_left_out() {
    let folder = folder();
    for name in [b"caf\xe9".as_slice(), b"caf\xe8", "\u{1f980}".as_bytes(), b".hidden", b"\x1b[31mred"] {
        fs::create_dir(folder.path().join(OsStr::from_bytes(name))).expect("it can be made");
    }
    fs::write(folder.path().join("notes.txt"), "").expect("it can be written");
    fs::create_dir_all(folder.path().join("zoe/first/src")).expect("it can be made");
    fs::write(folder.path().join("zoe/second.zip"), "").expect("it can be written");
    fs::create_dir(folder.path().join("zoe/photos")).expect("it can be made");
    fs::write(folder.path().join("yan.ZIP"), "").expect("it can be written");
    let class = Class::read(folder.path()).expect("it can be read");
    let names: Vec<&str> = class.submissions.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        ["\u{1b}[31mred", "caf\u{fffd}", "caf\u{fffd} (2)", "yan.ZIP", "zoe/first", "zoe/second.zip", "\u{1f980}"]
    );
    assert_eq!(class.submissions[0].student, "\\u{1b}[31mred", "nothing acts on a terminal");
    assert_eq!(class.submissions[5].student, "zoe");
    assert_eq!(class.submissions[5].form, Form::Archive);
    assert_eq!((class.submissions[3].student.as_str(), &class.submissions[3].form), ("yan", &Form::Archive));
    assert_eq!(class.left_out, ["notes.txt"]);
}

#[test]
fn what_is_no_longer_handed_in_is_left_out_until_it_is_there_again() {
    let folder = folder();
    filled(folder.path(), &run(3), &["a", "b", "c"].map(unreadable));
    let names = || {
        let table = Table::read(&[folder.path()], None).expect("a table");
        let names: Vec<String> = table.rows.iter().map(|row| row.student.clone()).collect();
        (names.join(" "), table.notes, table.run.submissions)
    };
    let results = Results::open(folder.path(), &run(2), true).expect("it can be opened");
    let gone = results.leave_out(&run(2), &BTreeSet::from(["a", "new"])).expect("it can be written");
    assert_eq!(gone, ["b", "c"]);
    drop(results);
    let (there, notes, submissions) = names();
    assert_eq!((there.as_str(), submissions), ("a", 1));
    // One was taken out, and a new one is not judged yet: they do not make up for each other.
    assert!(notes.iter().any(|note| note.contains("1 of 2 submissions are graded")), "{notes:?}");
    assert!(notes.iter().any(|note| note.ends_with("did not find them any more: b, c")), "{notes:?}");
    let results = Results::open(folder.path(), &run(3), true).expect("it can be opened");
    assert!(results.leave_out(&run(3), &BTreeSet::from(["a", "b", "c"])).expect("nothing to write").is_empty());
    assert!(results.has("c", "d"), "its verdict is still known");
    assert_eq!(names(), ("a b c".to_owned(), Vec::new(), 3));
}

#[test]
fn what_a_killed_run_left_half_written_is_taken_away() {
    let folder = folder();
    filled(folder.path(), &run(1), &[unreadable("a")]);
    keep_source(folder.path(), "d", Vec::new()).expect("it can be kept");
    let halves = ["", "sources"].map(|place| folder.path().join(place).join(".kata-unfinished-abcdef"));
    halves.iter().for_each(|half| fs::write(half, "{\"for").expect("it can be written"));
    drop(Results::open(folder.path(), &run(1), true).expect("it can be opened"));
    assert!(halves.iter().all(|half| !half.exists()));
    assert!(read_source(&[folder.path()], "d").expect("it can be read").is_some());
}
