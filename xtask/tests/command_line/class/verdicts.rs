//! Each verdict is the one that `grade` gives.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use super::desk::{Class, LOOPS, timeless};
use crate::toy::{DONE, Mine, Ran, UNDONE, text};

/// The verdict that `grade` gives on the same folder.
fn alone(class: &Class, student: &str) -> Value {
    let dir = text(&class.dir().join(student));
    let ran = Ran::of(class.command(&["grade", "--dir", &dir, "--tier", "quick", "--level", "l4", "--format", "json"]));
    timeless(serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{student}: {ran:?}")))
}

/// Source that means harm, or is none.
fn hostile(class: &Class) {
    let act = |act: &'static str| Mine { act, ..DONE }.text();
    class.hand_in("loops", &LOOPS.text());
    class.hand_in(
        "aborts",
        &act("{ struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!() } } let _bomb = Bomb; panic!() }"),
    );
    class
        .hand_in("overflows", &format!("{}\nfn deep(n: u32) -> u32 {{ deep(n + 1) + deep(n + 2) }}\n", act("deep(0)")));
    class.hand_in("unsafe", &act("unsafe { *std::ptr::null() }"));
    class.hand_in("reads", &format!("{}\nconst SUITE: &str = include_str!(\"/etc/passwd\");\n", DONE.text()));
    class.hand_in("nested", &format!("pub fn f() -> u32 {{ {}1{} }}\n", "(".repeat(200_000), ")".repeat(200_000)));
    class.hand_in("empty", "");
    class.hand_in("huge", &format!("{}//{}\n", DONE.text(), " ".repeat(3 << 20)));
    let latin = class.hand_in("latin", "");
    fs::write(latin.join("src/lib.rs"), b"// caf\xe9\n").expect("it can be written");
    let linked = class.hand_in("linked", &DONE.text());
    symlink("/dev/zero", linked.join("src/zero.rs")).expect("it can be linked");
    fs::remove_file(linked.join("Cargo.toml")).expect("it is there");
    symlink("/dev/zero", linked.join("Cargo.toml")).expect("it can be linked");
}

#[test]
fn every_verdict_is_the_one_that_grade_gives_whatever_the_others_do() {
    let class = Class::new();
    class.hand_in("Zoë Müller", &DONE.text());
    class.hand_in("李小龍", &UNDONE.text());
    class.hand_in("misses", &Mine { act: "41", ..DONE }.text());
    class.hand_in("broken", "pub fn build(");
    hostile(&class);
    class.grade("results", &["--jobs", "2"]).code(0).says("Next: cargo xtask results results");
    let rows = class.rows(&["results"]);
    assert_eq!(rows.len(), 14);
    for row in &rows {
        let student = row["student"].as_str().expect("a name");
        assert_eq!(row["record"]["graded"]["verdict"], alone(&class, student), "{student}");
    }
    let standing = |student: &str| {
        let row = rows.iter().find(|row| row["student"] == student).expect("a row");
        row["standing"].as_str().expect("a word").to_owned()
    };
    for (student, is) in [
        ("Zoë Müller", "graded"),
        ("loops", "graded"),
        ("broken", "does-not-compile"),
        ("empty", "does-not-compile"),
        ("unsafe", "refused"),
        ("huge", "refused"),
        ("linked", "refused"),
    ] {
        assert_eq!(standing(student), is, "{student}");
    }
    class.leaves_nothing();
}

#[test]
fn a_table_is_aligned_for_names_of_any_script_and_says_what_is_missing() {
    let class = Class::new();
    class.hand_in("Zoë Müller", &DONE.text());
    class.hand_in("李小龍", &UNDONE.text());
    fs::create_dir(class.dir().join("nobody")).expect("it can be made");
    fs::write(class.toy.own().join("roster.txt"), "# week 3\nZoe\u{308} Müller\n李小龍\nEtoile\n")
        .expect("it can be written");
    class.grade("results", &[]).code(0).says("3 submissions: 2 graded · 1 does not compile");
    let ran = Ran::of(class.command(&["results", "results", "--roster", "roster.txt"])).code(0);
    ran.says(
        "week-3: toy at L4, quick

student     result            score   signal  missed
Etoile      missing
Zoë Müller  graded            2 of 2  L6
nobody      does not compile
李小龍      graded            0 of 2          answers-42 and 1 more

2 graded · 1 does not compile · 1 missing
note: not on the roster: nobody
",
    );
    let csv = Ran::of(class.command(&["results", "results", "--format", "csv"])).code(0);
    csv.says("student,attempt,").says("Zoë Müller,1,1,yes,,no,graded,2,2,L6,,Zoë Müller,");
}

#[test]
fn what_is_wrong_with_the_folders_is_said_before_anything_is_judged() {
    let class = Class::new();
    let empty = class.grade("results", &[]).code(2);
    empty.complains("class: holds no submission: put a folder (with its src/) or an archive (*.zip)");
    class.hand_in("alice", &DONE.text());
    class.grade("class/results", &[]).code(2).complains("class/results lies in class: keep the results");
    class.grade(".", &[]).code(2).complains("class lies in .: keep the results");
    class.grade("week-3.toml", &[]).code(2).complains("week-3.toml");
    let missing = class.command(&["grade-all", "nowhere", "--assignment", "week-3.toml", "--out", "results"]);
    Ran::of(missing).code(2).complains("nowhere: there is no such folder");
    let missing = class.command(&["results", "class"]);
    Ran::of(missing).code(2).complains("this is no folder of results");
}
