//! `results` hands a class's results on: in the forms of others, and with what is alike side by side.

use std::fs;
use std::path::{Path, PathBuf};

use kata_assignment::{Graded, RECORD_FORMAT, RUN_FORMAT, Record, Results, Run, keep_source};
use kata_verdict::{Level, Tier};

use crate::toy::{Toy, text};

fn run(submissions: usize) -> Run {
    Run {
        format: RUN_FORMAT,
        assignment: "week-3".into(),
        kata: "toy".into(),
        level: Level::L4,
        tier: Tier::Quick,
        twist: None,
        due: None,
        feedback: "none".into(),
        suite: "0".repeat(64),
        compiler: "rustc".into(),
        shard: None,
        submissions,
        gone: Vec::new(),
    }
}

/// A folder of results in which nothing could be judged, with the sources that were handed in.
fn results(toy: &Toy, sources: &[(&str, &str)]) -> PathBuf {
    let folder = toy.own().join("results");
    let mut results = Results::open(&folder, &run(sources.len()), false).expect("a folder");
    for (number, (student, source)) in sources.iter().enumerate() {
        let digest = format!("{number:064x}");
        let record = Record {
            format: RECORD_FORMAT,
            submission: (*student).into(),
            student: (*student).into(),
            attempt: 1,
            submitted: Some(1_796_000_000_000),
            late: false,
            digest: digest.clone(),
            graded: Graded::Unreadable("it is not one".into()),
            notes: Vec::new(),
        };
        results.append(&record).expect("it is written");
        keep_source(&folder, &digest, vec![("src/lot.rs".into(), (*source).into())]).expect("it is kept");
    }
    folder
}

/// A source of this repository that is long enough to be compared.
fn lot() -> String {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
    fs::read_to_string(repository.join("solutions/parking-lot/accepted/one-lock/src/lot.rs")).expect("a solution")
}

#[test]
fn what_is_alike_is_shown_side_by_side_as_a_hint() {
    let toy = Toy::alone();
    let other = lot().replace("Lot", "Garage").replace("fn new", "// \u{1b}[31m mine \u{202e}\n    fn made");
    let folder = results(&toy, &[("Zoë", &lot()), ("李小龍", &other), ("A", "fn build() {}")]);
    let shown = toy.run(&["results", &text(&folder), "--similar"]).code(0);
    let shown = shown
        .says("3 submissions compared: 1 pair alike by 60 % or more.")
        .says("A hint, and no proof")
        .says("pub(crate) struct Lot {")
        .says("│ pub(crate) struct Garage {");
    let headline = shown.out.lines().find(|line| line.starts_with("Zoë (")).expect("a headline");
    assert!(headline.contains("%) and 李小龍 ("), "{headline}");
    assert!(!shown.out.contains(['\u{1b}', '\u{202e}']), "what a terminal would obey is shown, and not sent");
    let plain = toy.run(&["results", &text(&folder)]).code(0);
    assert!(!plain.out.contains("alike"), "{}", plain.out);
}

#[test]
fn no_two_alike_is_an_answer_and_a_source_that_is_not_there_is_told() {
    let toy = Toy::alone();
    let folder = results(&toy, &[("A", &lot()), ("B", "fn build() {}"), ("C", "")]);
    fs::remove_file(folder.join("sources").join(format!("{:064x}.json", 2))).expect("it was there");
    toy.run(&["results", &text(&folder), "--similar=30"])
        .code(0)
        .says("2 submissions compared: no two are alike by 30 % or more.")
        .says("note: 1 submission could not be compared, since the source is not here: grade-all --resume keeps it");
    toy.run(&["results", &text(&folder), "--similar", "--format", "csv"]).code(2).complains("leave --format away");
}

#[test]
fn each_student_has_a_file_in_the_folder_that_is_named() {
    let toy = Toy::alone();
    let folder = results(&toy, &[("../Zoë", ""), ("B", "")]);
    let out = toy.own().join("handed/on");
    let ran = toy.run(&["results", &text(&folder), "--format", "gradescope", "--out", &text(&out)]).code(0);
    ran.says(&format!("2 files in {}", out.display()));
    let mut names: Vec<String> = fs::read_dir(&out)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["B.json", "_Zoë.json"]);
    toy.run(&["results", &text(&folder), "--format", "check50"])
        .code(2)
        .complains("check50 is a file for each student, and there are 2: name a folder for them with --out");
    toy.run(&["results", &text(&folder), "--format", "junit", "--out", &text(&out)])
        .code(2)
        .complains("junit is one text for all: leave --out away");
    toy.run(&["results", &text(&folder), "--format", "junit"]).code(0).says("<testsuite name=\"B\"");
}

#[test]
fn one_student_s_file_needs_no_folder() {
    let toy = Toy::alone();
    let folder = results(&toy, &[("A", "")]);
    let ran = toy.run(&["results", &text(&folder), "--format", "classroom50"]).code(0);
    let value: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!((&value["schema"], &value["owner"]), (&"classroom50/result/v1".into(), &"A".into()));
}
