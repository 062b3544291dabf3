//! `new-kata` makes a kata that compiles, and that `verify` finds nothing wrong with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::toy::{Ran, Toy, lay_out, xtask};

const TEMPLATE: &str = "harness/catalog/template";

fn clone() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent").to_owned()
}

/// A copy of this clone without katas. It stays from run to run, and so does what is built in it; one test alone uses it.
fn copy() -> PathBuf {
    let (from, to) = (clone(), Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-kata"));
    for part in ["harness", "xtask"] {
        lay_out(&from.join(part), &to.join(part));
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        fs::copy(from.join(file), to.join(file)).expect("it can be copied");
    }
    for part in ["katas", "solutions"] {
        let _ = fs::remove_dir_all(to.join(part));
        fs::create_dir(to.join(part)).expect("it can be made");
    }
    to
}

/// The miniature, with the template.
fn miniature() -> Toy {
    let toy = Toy::alone();
    lay_out(&clone().join(TEMPLATE), &toy.root().join(TEMPLATE));
    toy
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("it is there").map(|entry| entry.expect("an entry").path());
    let (dirs, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    own.chain(dirs.iter().flat_map(|dir| sources(dir))).collect()
}

#[test]
fn a_new_kata_is_green_as_a_draft() {
    let root = copy();
    let run = |arguments: &[&str]| {
        let mut command = xtask();
        command.args(arguments).current_dir(&root).env("KATA_ROOT", &root).env("CARGO_TARGET_DIR", root.join("target"));
        Ran::of(command)
    };
    run(&["new-kata", "queue-desk"]).code(0).says("Made katas/queue-desk and solutions/queue-desk");
    run(&["verify", "queue-desk"])
        .code(0)
        .says("queue-desk (a draft")
        .says("compiles, and fails 2 checks")
        .says("accepted  1 of 1")
        .says("flawed    1 of 1")
        .says("checks    2 of 2")
        .says("Nothing falls short.");

    let manifest = root.join("katas/queue-desk/kata.toml");
    let text = fs::read_to_string(&manifest).expect("it is there");
    fs::write(&manifest, text.replace("draft = true\n", "")).expect("it can be written");
    run(&["verify", "queue-desk"]).code(1).says("1 behaviour checks: at least 12 are needed");
}

#[test]
fn what_is_made_bears_its_own_name_and_is_formatted_whatever_that_is() {
    let toy = miniature();
    for name in ["auction", "zebra-crossing"] {
        toy.run(&["new-kata", name]).code(0);
        for dir in ["katas", "solutions"].map(|part| toy.root().join(part).join(name)) {
            let sources = sources(&dir);
            let left = sources.iter().find(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("my_kata")));
            assert_eq!(left, None);
            let mut rustfmt = Command::new("rustfmt");
            rustfmt.args(["--check", "--edition", "2024", "--config-path"]).arg(clone().join("rustfmt.toml"));
            rustfmt.args(&sources);
            Ran::of(rustfmt).code(0);
        }
    }
}

#[test]
fn a_name_that_cannot_be_used_is_a_setup_error_that_says_why() {
    let toy = miniature();
    for (name, why) in [
        ("Rate_Limiter", "did you mean `rate-limiter`?"),
        ("rate--limiter", "lower-case words with hyphens"),
        ("../elsewhere", "lower-case words with hyphens"),
        ("", "lower-case words with hyphens"),
        ("_", "lower-case words with hyphens"),
        ("2-doors", "has to begin with a letter"),
        ("match", "is a word that Rust"),
        ("kata", "a crate of the harness"),
        ("toy", "katas/toy: is there already, and is left alone"),
    ] {
        toy.run(&["new-kata", name]).code(2).complains(why);
    }
}

#[test]
fn solutions_that_are_there_are_left_alone() {
    let toy = miniature();
    let mine = toy.root().join("solutions/auction/notes.md");
    fs::create_dir_all(mine.parent().expect("a parent")).expect("it can be made");
    fs::write(&mine, "sold").expect("it can be written");
    toy.run(&["new-kata", "auction"]).code(2).complains("solutions/auction: is there already");
    assert_eq!(fs::read_to_string(mine).expect("it is there"), "sold");
    assert!(!toy.root().join("katas/auction").exists());
}
