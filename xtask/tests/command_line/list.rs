//! `list` shows the katas and the best result so far.

use crate::toy::{DONE, Toy, text};

#[test]
fn a_kata_that_was_not_started_says_how_to() {
    let ran = Toy::alone().run(&["list"]).code(0);
    ran.says("toy  Toy, 45 minutes")
        .says("seam  allocation  Which spot is given.")
        .says("not started: cargo xtask start toy");
}

#[test]
fn the_best_result_counts_wherever_the_workspace_is() {
    let toy = Toy::alone();
    toy.run(&["start", "toy", "--no-watch"]).code(0);
    toy.run(&["list"]).code(0).says("no verdict yet");
    toy.run(&["grade"]).code(1);
    toy.run(&["list"]).code(0).says("best so far: 0 of 2 at L4 (deep), no signal yet");
    let elsewhere = toy.workspace(DONE);
    toy.run(&["grade", "--dir", &elsewhere.dir()]).code(0);
    toy.run(&["list"]).code(0).says("best so far: 2 of 2 at L4 (deep), signal L6");
}

#[test]
fn the_json_form_names_kata_roles_and_best_result() {
    let toy = Toy::alone();
    let list = || serde_json::from_str::<serde_json::Value>(&toy.run(&["list", "--format", "json"]).code(0).out);
    let fresh = list().expect("one JSON object");
    assert_eq!(fresh["katas"][0]["kata"], "toy");
    assert_eq!(fresh["katas"][0]["roles"][0]["name"], "allocation");
    assert!(fresh["katas"][0]["best"].is_null());
    let workspace = toy.workspace(DONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    assert_eq!(list().expect("one JSON object")["katas"][0]["best"]["score"]["points"], 2);
}

#[test]
fn a_broken_kata_is_named_with_file_and_line() {
    let toy = Toy::alone();
    let path = toy.root().join("katas/toy/kata.toml");
    let broken = std::fs::read_to_string(&path).expect("it is there").replace("minutes = 45", "minuts = 45");
    std::fs::write(path, broken).expect("it can be written");
    let ran = toy.run(&["list"]).code(2);
    ran.complains("error: katas/toy/kata.toml:3: unknown field `minuts`: did you mean `minutes`?");
}

#[test]
fn a_clone_is_found_from_anywhere_inside_it() {
    let toy = Toy::alone();
    let mut command = toy.command(&["list"]);
    command.env_remove("KATA_ROOT").current_dir(toy.root().join("katas/toy/api"));
    crate::toy::Ran::of(command).code(0).says("toy  Toy");
    let mut command = toy.command(&["list"]);
    command.env("KATA_ROOT", toy.own());
    crate::toy::Ran::of(command).code(2).complains(&format!("{}: KATA_ROOT names no folder", text(&toy.own())));
}

#[test]
fn a_draft_is_marked_and_whoever_starts_it_is_told() {
    let toy = Toy::alone();
    toy.run(&["list"]).code(0).says("toy  Toy, 45 minutes\n");
    let path = toy.root().join("katas/toy/kata.toml");
    let ready = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(path, ready.replace("minutes = 45", "draft = true\nminutes = 45")).expect("it can be written");
    toy.run(&["list"]).code(0).says("toy  Toy, 45 minutes (a draft)\n");
    toy.run(&["list", "--format", "json"]).code(0).says("\"draft\": true");
    toy.run(&["start", "toy", "--no-watch"]).code(0).says("This kata is a draft");
    toy.run(&["start", "toy", "--no-watch"]).code(0).says("is there already").says("This kata is a draft");
}
