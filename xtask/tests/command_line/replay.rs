//! `replay` runs the failing schedule of a check again.

use crate::toy::{DONE, Toy, UNDONE};

#[test]
fn the_failing_schedule_is_run_again_and_its_timeline_printed() {
    let toy = Toy::shared();
    let workspace = toy.workspace(UNDONE);
    let ran = toy.run(&["replay", "one-winner", "--dir", &workspace.dir()]).code(1);
    ran.says("found after 41 of 249").says("driver-2  src/lib.rs:33  store  free = 2");
}

#[test]
fn a_check_that_passes_has_nothing_to_replay() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    let ran = toy.run(&["replay", "one-winner", "--dir", &workspace.dir()]).code(0);
    ran.says("all 249 schedules").says("Nothing to replay: no schedule fails.");
}

#[test]
fn a_check_without_schedules_fails_the_same_way_each_time() {
    let toy = Toy::shared();
    let ran = toy.run(&["replay", "answers-42", "--solution", "toy/off-by-one"]).code(1);
    ran.says("act() gave 43").says("it does not depend on a schedule");
}

#[test]
fn an_unknown_check_is_answered_with_the_nearest() {
    let toy = Toy::shared();
    toy.run(&["replay", "one-winer", "--solution", "toy/plain"]).code(2).complains("one-winner");
}
