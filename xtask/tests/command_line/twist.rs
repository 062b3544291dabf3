//! `twist` reveals a late requirement, and says what to do with it.

use std::fs;

use crate::toy::{DONE, Toy};

/// A framework in miniature whose kata has these twists.
fn toy_with(ids: &[&str]) -> Toy {
    let toy = Toy::alone();
    let kata = toy.root().join("katas/toy");
    let write = |path: &str, text: &str| {
        let path = kata.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    };
    let mut manifest = fs::read_to_string(kata.join("kata.toml")).expect("it is there");
    write("api/src/twists/mod.rs", "");
    for id in ids {
        manifest += &format!("\n[[twists]]\nid = \"{id}\"\ntitle = \"The {id}\"\nsummary = \"Now with {id}.\"\n");
        write(&format!("twists/{id}/TWIST.md"), &format!("# {id}\n\n    pub fn build_with_{id}(config: Config)\n"));
        write(&format!("api/src/twists/{id}.rs"), "//! Late.\n");
    }
    write("kata.toml", &manifest);
    toy
}

#[test]
fn a_twist_is_revealed_and_the_next_steps_are_said() {
    let toy = toy_with(&["lift"]);
    let workspace = toy.workspace(DONE);
    let ran = toy.run(&["twist", "lift", "--dir", &workspace.dir()]).code(0);
    let ran = ran.says("The lift\nNow with lift.\n").says("TWIST.md").says("api/src/twists/lift.rs");
    let ran = ran.says("write `pub fn build_with_lift(config: Config)` in src/lib.rs");
    ran.says("grade --dir mine --since mine/.kata/twists/lift");
    assert_eq!(fs::read_to_string(workspace.source()).expect("it is there"), DONE.text());
}

#[test]
fn without_a_name_those_come_that_are_left_until_all_are_revealed() {
    let toy = toy_with(&["lift", "ramp"]);
    let workspace = toy.workspace(DONE);
    let twist = ["twist", "--dir", &workspace.dir()];
    let (first, second) = (toy.run(&twist).code(0).out, toy.run(&twist).code(0).out);
    let is_of = |out: &str, id: &str| out.starts_with(&format!("The {id}\n"));
    assert!(is_of(&first, "lift") && is_of(&second, "ramp") || is_of(&first, "ramp") && is_of(&second, "lift"));
    toy.run(&twist).code(2).complains("every twist of toy is revealed already: lift, ramp");
}

#[test]
fn asking_for_the_same_twist_again_keeps_the_first_snapshot() {
    let toy = toy_with(&["lift"]);
    let workspace = toy.workspace(DONE);
    toy.run(&["twist", "--dir", &workspace.dir()]).code(0);
    workspace.save("// begun\n");
    toy.run(&["twist", "lift", "--dir", &workspace.dir()]).code(0).says("revealed before");
    let kept = workspace.source().with_file_name("../.kata/twists/lift/src/lib.rs");
    assert_eq!(fs::read_to_string(kept).expect("it is there"), DONE.text());
}

#[test]
fn a_twist_that_is_not_there_is_a_setup_error() {
    let toy = toy_with(&["lift"]);
    let workspace = toy.workspace(DONE);
    toy.run(&["twist", "lfit", "--dir", &workspace.dir()])
        .code(2)
        .complains("toy has no twist called `lfit`: did you mean `lift`?");
    let none = Toy::shared();
    let workspace = none.workspace(DONE);
    none.run(&["twist", "--dir", &workspace.dir()]).code(2).complains("toy has no twist");
}
