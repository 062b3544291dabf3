//! `reveal` shows the accepted designs beside the learner's own.

use crate::toy::{DONE, Toy, UNDONE};

#[test]
fn the_designs_are_listed_with_their_notes_and_yours_in_the_same_terms() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let ran = toy.run(&["reveal", "--dir", &workspace.dir()]).code(0);
    ran.says("yours\n").says("counted\n").says("plain\n").says("Next: `cargo xtask reveal counted`");
}

#[test]
fn one_design_is_shown_with_a_diff_from_yours_to_it() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let ran = toy.run(&["reveal", "plain", "--dir", &workspace.dir()]).code(0);
    ran.says("lines of code").says("src/lib.rs").says("-        0\n").says("+        42\n");
}

#[test]
fn what_is_the_same_as_yours_has_no_diff() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let plain = toy.root().join("solutions/toy/accepted/plain/src/lib.rs");
    workspace.save(&std::fs::read_to_string(plain).expect("it is there"));
    let ran = toy.run(&["reveal", "plain", "--dir", &workspace.dir()]).code(0);
    assert!(!ran.out.contains("@@"), "{}", ran.out);
}

#[test]
fn a_design_that_is_not_there_is_a_setup_error_that_names_what_was_meant() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    toy.run(&["reveal", "plan", "--dir", &workspace.dir()]).code(2).complains("did you mean `plain`?");
}
