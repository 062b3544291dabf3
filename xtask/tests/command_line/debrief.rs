//! `debrief` asks one question at a time, and keeps each answer as soon as it is whole.

use crate::toy::{DONE, Ran, Toy, Workspace};

/// Runs `debrief` with this typed into it.
fn debrief(toy: &Toy, workspace: &Workspace, typed: &str) -> Ran {
    Ran::typing(toy.command(&["debrief", "--dir", &workspace.dir()]), typed)
}

#[test]
fn a_debrief_that_is_cut_short_goes_on_where_it_was() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let first = debrief(&toy, &workspace, "I read it\nin the brief\n\ny\nperhaps\nn\n").code(0);
    let first = first.says("Question 1 of 2").says("Why 42?").says("Because the brief says so.");
    first.says("Your rating: 1 of 2 points").says("with 1 of 2 questions left");
    let second = debrief(&toy, &workspace, "nothing\n\ny\n").code(0);
    assert!(!second.out.contains("Why 42?"), "an answered question is asked again:\n{}", second.out);
    second.says("What does the lock cost?").says("Your rating: 2 of 3 points").says("Every question is answered");
    let shown = toy.run(&["debrief", "--show", "--dir", &workspace.dir()]).code(0);
    shown.says("in the brief").says("✓ Names the brief").says("○ Does not guess").says("Nothing here.");
}

#[test]
fn a_model_answer_stays_unseen_until_the_question_is_answered() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let cut = debrief(&toy, &workspace, "");
    assert!(!cut.out.contains("Because the brief"), "{}", cut.out);
    let shown = toy.run(&["debrief", "--show", "--dir", &workspace.dir()]).code(0);
    let shown = shown.says("not answered yet");
    assert!(!shown.out.contains("Because the brief"), "{}", shown.out);
}

#[test]
fn an_answer_whose_rubric_was_not_gone_through_is_kept_and_only_rated() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    debrief(&toy, &workspace, "half\n\ny\n").code(0).says("2 of 2 questions left");
    let again = debrief(&toy, &workspace, "y\ny\n").code(0).says("of last time:").says("  half\n");
    again.says("Your rating: 2 of 2 points").says("1 of 2 questions left");
}

#[test]
fn answers_that_cannot_be_read_are_never_written_over() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    debrief(&toy, &workspace, "mine\n\ny\ny\n").code(0);
    let path = std::path::Path::new(&workspace.dir()).join(".kata/debrief.json");
    for (text, complaint) in [("{ half", "move it aside"), ("{\"format\": 99}", "update your clone")] {
        std::fs::write(&path, text).expect("it can be written");
        debrief(&toy, &workspace, "other\n\ny\ny\n").code(2).complains(complaint);
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text);
    }
}

#[test]
fn the_ratings_stand_beside_the_score_in_the_history() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    debrief(&toy, &workspace, "mine\n\ny\nn\n").code(0);
    let history = std::fs::read_to_string(toy.home().join("history.jsonl")).expect("there is a history");
    assert!(history.contains("\"question\":\"Why 42?\",\"score\":{\"points\":1,\"of\":2}"), "{history}");
}
