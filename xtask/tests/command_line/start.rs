//! `start` makes a workspace, and never overwrites work.

use std::fs;
use std::process::Command;

use crate::toy::{DONE, Ran, Toy, text};

#[test]
fn a_new_workspace_is_made_and_the_next_step_is_said() {
    let toy = Toy::alone();
    let ran = toy.run(&["start", "toy", "--no-watch"]).code(0);
    ran.says("where you work; the traits of the seams are given").says("cargo xtask watch --dir");
    assert!(toy.root().join("workspace/toy/BRIEF.md").is_file());
}

#[test]
fn at_l5_the_seams_are_yours_to_design() {
    let toy = Toy::alone();
    toy.run(&["start", "toy", "--no-watch", "--level", "l5"]).code(0).says("yours to design");
    let source = fs::read_to_string(toy.root().join("workspace/toy/src/lib.rs")).expect("it is there");
    assert_eq!(source, fs::read_to_string(toy.root().join("katas/toy/starter/open/src/lib.rs")).expect("it is there"));
}

#[test]
fn starting_again_keeps_what_was_written() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let again = toy.run(&["start", "toy", "--no-watch", "--dir", &workspace.dir()]).code(0);
    again.says("is there already (a round at L4): nothing was changed");
    assert_eq!(fs::read_to_string(workspace.source()).expect("it is there"), DONE.text());
}

#[test]
fn a_folder_with_something_else_in_it_is_a_setup_error() {
    let toy = Toy::shared();
    let dir = toy.own().join("thesis");
    fs::create_dir(&dir).expect("it can be made");
    fs::write(dir.join("chapter-1.txt"), "Call me").expect("it can be written");
    let ran = toy.run(&["start", "toy", "--no-watch", "--dir", &text(&dir)]).code(2);
    ran.complains("thesis: is there already and is no workspace");
}

#[test]
fn a_workspace_is_a_package_like_any_other_that_needs_no_network() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--offline"]).current_dir(workspace.dir()).env_remove("CARGO_TARGET_DIR");
    Ran::of(cargo).code(0).says("it_can_be_built ... ok");
}
