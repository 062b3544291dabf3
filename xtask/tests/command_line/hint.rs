//! `hint` gives a stronger hint each time.

use crate::toy::{DONE, Toy, UNDONE};

#[test]
fn hints_for_the_first_miss_grow_stronger() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    let hints = ["look at answers-42", "What is the answer?", "It is a number.", "It is 42.", "It is 42."];
    for (index, hint) in hints.iter().enumerate() {
        let ran = toy.run(&["hint", "--dir", &workspace.dir()]).code(0);
        ran.says(&format!("hint {} of 4", (index + 1).min(4))).says(hint);
    }
}

#[test]
fn a_check_can_be_named() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(1);
    toy.run(&["hint", "one-winner", "--dir", &workspace.dir()]).code(0).says("look at one-winner");
    toy.run(&["hint", "one-winer", "--dir", &workspace.dir()]).code(2).complains("did you mean `one-winner`?");
}

#[test]
fn where_nothing_was_missed_there_is_nothing_to_hint_at() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    toy.run(&["hint", "--dir", &workspace.dir()])
        .code(2)
        .complains("has no verdict yet: run `cargo xtask grade --dir mine` first");
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    toy.run(&["hint", "--dir", &workspace.dir()]).code(0).says("Every check passed");
}

#[test]
fn a_group_needs_no_verdict() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    for (index, hint) in ["What is the answer?", "It is a number.", "It is 42."].iter().enumerate() {
        let ran = toy.run(&["hint", "--group", "behaviour", "--dir", &workspace.dir()]).code(0);
        ran.says(&format!("hint {} of 3", index + 1)).says(hint);
    }
    toy.run(&["hint", "--group", "seams", "--dir", &workspace.dir()]).code(0).says("There is no hint for: seams");
}
