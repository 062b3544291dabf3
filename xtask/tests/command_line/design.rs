//! `design` draws a submission, and `grade --since` says what a change of it cost.

use serde_json::Value;

use crate::toy::{DONE, Toy, UNDONE};

#[test]
fn a_workspace_is_drawn_in_each_format() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let design = |format: &str| toy.run(&["design", "--dir", &workspace.dir(), "--format", format]).code(0);
    toy.run(&["design", "--dir", &workspace.dir()]).code(0).says("Toy «driver»\n└─ by Mine");
    design("text").says("Toy «driver»\n└─ by Mine");
    design("mermaid").says("classDiagram\n").says("    Toy <|.. Mine");
    design("svg").says("<svg ").says(">«driver»<").says(">Mine<");
}

#[test]
fn what_does_not_compile_is_drawn_as_far_as_it_parses() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    workspace.save("struct Lot { book: Book } struct Book; fn later() -> Nothing { 1 }");
    toy.run(&["design", "--dir", &workspace.dir()]).code(0).says("2 types\n\nLot\n└─ Book\n");
    workspace.save("struct Lot {");
    let ran = toy.run(&["design", "--dir", &workspace.dir(), "--format", "svg"]).code(2);
    ran.complains("there is nothing to draw yet");
}

#[test]
fn the_cost_of_a_change_is_told_with_the_verdict() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let snapshot = toy.own().join("before");
    std::fs::create_dir_all(snapshot.join("src")).expect("it can be made");
    std::fs::write(snapshot.join("src/lib.rs"), UNDONE.text()).expect("it can be written");
    workspace.save(&DONE.text());

    let since = snapshot.to_str().expect("UTF-8");
    let grade = |more: &[&str]| toy.run(&[&["grade", "--dir", &workspace.dir(), "--since"], more].concat());
    grade(&[since]).code(0).says("Since then: 2 of ").says("changed: Mine::");
    let json: Value = serde_json::from_str(&grade(&[since, "--format", "json"]).code(0).out).expect("one JSON object");
    assert_eq!(json["change"]["changed"].as_array().map(Vec::len), Some(2));
    grade(&["nowhere"]).code(2).complains("nowhere/src: ");
}
