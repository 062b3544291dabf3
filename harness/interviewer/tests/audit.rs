//! What an author is told of a kata whose interviewer does not understand its candidates.

use std::fs;

use kata_catalog::Root;
use kata_interviewer::proof;

const KATA: &str = r#"
format = 1
title = "Toy"
minutes = 45
summary = "A toy."

[[clarifications]]
question = "Must the toy survive a restart?"
answer = "No."
about = ["restart|database"]

[[clarifications]]
question = "How large is the toy?"
answer = "Small."
about = ["large|size|how many"]
"#;

/// What is said of a toy kata with these phrasings.
fn audit(questions: &str) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("xtask/Cargo.toml", ""),
        ("katas/toy/kata.toml", KATA),
        ("katas/toy/questions.toml", &format!("format = 1\n{questions}")),
    ] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }
    let kata = Root::at(dir.path()).expect("a root").kata("toy").expect("the kata can be read");
    let about = |gap: &String| gap.contains("no question is about");
    proof::audit(&kata).into_iter().filter(|gap| !about(gap)).collect()
}

#[test]
fn a_kata_that_understands_is_told_nothing() {
    let asked = "[[asked]]\nabout = \"Must the toy survive a restart?\"\nphrasings = [\"does the toy survive a restart\"]\n\
                 [[asked]]\nphrasings = [\"Is the toy red?\"]\n";
    assert_eq!(audit(asked), [""; 0]);
}

#[test]
fn an_answer_that_was_not_asked_for_is_named() {
    let nothing = "[[asked]]\nphrasings = [\"does the toy survive a restart\"]\n";
    let other = "[[asked]]\nabout = \"How large is the toy?\"\nphrasings = [\"does the toy survive a restart\"]\n";
    let complaint =
        "questions.toml: \"does the toy survive a restart\" is given the answer to \"Must the toy survive a restart?\"";
    assert_eq!(audit(nothing), [complaint]);
    assert_eq!(audit(other)[0], complaint);
}

#[test]
fn phrasings_that_get_no_answer_are_named_where_they_are_too_many() {
    let found = audit("[[asked]]\nabout = \"How large is the toy?\"\nphrasings = [\"What are its dimensions?\"]\n");
    assert_eq!(found, ["questions.toml: 0 of 1 are answered, at least 90 % must; not\n    What are its dimensions?"]);
}

#[test]
fn a_word_that_every_question_has_is_nothing_to_be_about() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in
        [("xtask/Cargo.toml", ""), ("katas/toy/kata.toml", KATA), ("katas/toy/questions.toml", "format = 1")]
    {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }
    let kata = Root::at(dir.path()).expect("a root").kata("toy").expect("the kata can be read");
    let complaint = "kata.toml: in `about` of \"How large is the toy?\", no question is about: how many";
    assert_eq!(proof::audit(&kata), [complaint]);
}
