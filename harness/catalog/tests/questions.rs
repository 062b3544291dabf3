//! What an author is told of a `questions.toml` that proves too little.

use std::fs;

use kata_catalog::{Root, audit_questions};

const KATA: &str = "format = 1\ntitle = \"Toy\"\nminutes = 45\nsummary = \"A toy.\"\n\
    [[clarifications]]\nquestion = \"How large is it?\"\nanswer = \"Small.\"\nalso = [\"What size is it?\"]\n";

/// What is said of a kata with these phrasings; None: without the file.
fn audit(kata: &str, questions: Option<&str>) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files =
        [("xtask/Cargo.toml", Some("")), ("katas/toy/kata.toml", Some(kata)), ("katas/toy/questions.toml", questions)];
    for (path, text) in files.into_iter().filter_map(|(path, text)| Some((path, text?))) {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }
    audit_questions(&Root::at(dir.path()).expect("a root").kata("toy").expect("the kata can be read"))
}

#[test]
fn a_kata_without_phrasings_is_told_so_unless_it_is_a_draft() {
    let missing = "questions.toml is missing: write down 40 ways to ask, as AUTHORING.md says";
    assert_eq!(audit(KATA, None), [missing]);
    assert_eq!(audit(&format!("draft = true\n{KATA}"), None), [""; 0]);
}

#[test]
fn too_few_phrasings_are_counted() {
    let asked = "format = 1\n[[asked]]\nphrasings = [\"a\", \"b\", \"c\"]\n";
    assert_eq!(
        audit(KATA, Some(asked)),
        [
            "questions.toml has 3 phrasings: at least 40 are needed",
            "questions.toml has 0 near misses: at least 15 are needed",
            "questions.toml has 0 held-out phrasings: at least 1 are needed",
            "questions.toml never asks \"How large is it?\"",
        ]
    );
}

#[test]
fn a_phrasing_that_was_taught_or_stands_there_twice_proves_nothing() {
    let draft = format!("draft = true\n{KATA}");
    let asked =
        "format = 1\n[[asked]]\nabout = \"How big is it?\"\nphrasings = [\"what size is it\", \"Big?\", \"big\"]\n";
    assert_eq!(
        audit(&draft, Some(asked)),
        [
            "questions.toml asks \"what size is it\", which is known already: use other words",
            "questions.toml asks \"big\", which is known already: use other words",
            "questions.toml: no clarification asks \"How big is it?\"",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    let found = audit(KATA, Some("format = 1\n[[asked]]\nphrasing = []\n"));
    assert_eq!(found, ["katas/toy/questions.toml:3: unknown field `phrasing`: did you mean `phrasings`?"]);
    let newer = audit(KATA, Some("format = 2\n"));
    assert!(newer[0].contains("has format 2, and this program reads up to 1"), "{newer:?}");
}
