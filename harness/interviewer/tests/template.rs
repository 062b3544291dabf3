//! What `new-kata` scaffolds: its few phrasings prove its one clarification.

use std::fs;
use std::path::{Path, PathBuf};

use kata_catalog::{Kata, Root, audit_questions, new_kata};
use kata_interviewer::proof::{self, Finding};
use kata_interviewer::{Interviewer, Reply};

const TEMPLATE: &str = "harness/catalog/template";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders can be made");
    for entry in fs::read_dir(from).expect("it is there").map(|entry| entry.expect("an entry")) {
        let (from, to): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { fs::copy(from, to).map(drop).expect("files can be copied") }
    }
}

/// A kata from the template, in a root of its own.
fn scaffolded(dir: &Path) -> Kata {
    let clone = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    copy(&clone.join(TEMPLATE), &dir.join(TEMPLATE));
    for folder in ["katas", "xtask"] {
        fs::create_dir_all(dir.join(folder)).expect("folders can be made");
    }
    fs::write(dir.join("xtask/Cargo.toml"), "").expect("files can be written");
    let root = Root::at(dir).expect("a root");
    new_kata(&root, "queue-desk").expect("it can be made");
    root.kata("queue-desk").expect("it can be read")
}

#[test]
fn a_new_kata_has_phrasings_that_its_interviewer_understands() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let kata = scaffolded(dir.path());
    let clarifications = &kata.manifest().clarifications;
    let questions = kata.questions().expect("it can be read").expect("a new kata has phrasings");
    assert_eq!((audit_questions(&kata), proof::audit(&kata)), (vec![], vec![]));
    let interviewer = Interviewer::new(clarifications, &kata.manifest().interview);
    let judged = proof::judge(&questions, clarifications, &interviewer);
    let not_right = judged.iter().filter(|one| one.finding() != Finding::Right);
    let not_right: Vec<&str> = not_right.map(|one| one.phrasing.as_str()).collect();
    assert_eq!(not_right, [""; 0]);
    for item in clarifications {
        let asked = questions.asked.iter().filter(|asked| asked.about.as_ref() == Some(&item.question));
        assert!(asked.count() > 0, "nobody asks {}", item.question);
        let taught = item.also.iter().chain([&item.question]);
        let answered = taught.filter(|taught| matches!(interviewer.ask(taught), Reply::Answer { .. }));
        assert_eq!(answered.count(), item.also.len() + 1);
    }
}
