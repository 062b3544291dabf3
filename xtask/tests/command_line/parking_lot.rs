//! A newcomer's way through the first kata, on the clone itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::toy::{Ran, text, xtask};

fn clone() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent").to_owned()
}

fn run(arguments: &[&str]) -> Ran {
    let mut command = xtask();
    command.args(arguments).env("KATA_ROOT", clone());
    Ran::of(command)
}

/// Puts an accepted solution in the place of what is in the workspace.
fn solve(workspace: &Path) {
    solve_with(workspace, "one-lock");
}

/// Puts the accepted solution with this name in the place of what is in the workspace.
fn solve_with(workspace: &Path, name: &str) {
    let solution = clone().join("solutions/parking-lot/accepted").join(name).join("src");
    fs::remove_dir_all(workspace.join("src")).expect("it is there");
    fs::create_dir(workspace.join("src")).expect("it can be made");
    for entry in fs::read_dir(solution).expect("it is there").map(|entry| entry.expect("an entry")) {
        fs::copy(entry.path(), workspace.join("src").join(entry.file_name())).expect("it can be copied");
    }
}

#[test]
fn a_workspace_goes_from_nothing_written_to_everything_passed() {
    let own = tempfile::tempdir().expect("a temporary folder");
    let workspace = own.path().join("lot");
    let dir = text(&workspace);
    run(&["start", "parking-lot", "--no-watch", "--dir", &dir]).code(0).says("Parking lot, L4, 45 minutes");
    let grade = ["grade", "--tier", "quick", "--dir", &dir];
    run(&grade).code(1).says("behaviour 0 of").says("not written yet: src/lot.rs:").says("no signal yet");
    run(&["hint", "--dir", &dir]).code(0).says("hint 1 of ");

    solve(&workspace);
    run(&grade).code(0).says("signal L6");
    run(&["hint", "--dir", &dir]).code(0).says("Every check passed");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["test", "--offline"]).current_dir(&workspace).env_remove("CARGO_TARGET_DIR");
    Ran::of(cargo).code(0).says("the_nearest_spot_is_given_first ... ok");
}

#[test]
fn a_race_is_shown_and_replayed_in_the_learners_own_lines() {
    let solution = "parking-lot/flawed/find-then-lock";
    let check = "last-spot-has-one-winner";
    let graded = run(&["grade", "--solution", solution, "--check", check, "--tier", "quick"]).code(1);
    let again = format!("Again: cargo xtask replay {check} --solution {solution}");
    graded.says("Shortest failing schedule (").says("src/").says("park(KA-01)").says(&again);
    let replay = ["replay", check, "--solution", solution, "--tier", "quick"];
    let (first, second) = (run(&replay).code(1), run(&replay).code(1));
    assert_eq!(first.out, second.out);
    first.says("Shortest failing schedule (").says("park(KA-02)");
}

/// Where this fails, put what the program prints into README.md, under "How to read a verdict".
#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string(clone().join("README.md")).expect("it is there");
    let sample = readme.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("it has a sample");
    let solution = "parking-lot/flawed/find-then-lock";
    let check = ["--check", "last-spot-has-one-winner", "--tier", "quick"];
    let graded = run(&[&["grade", "--solution", solution][..], &check].concat()).code(1);
    assert!(sample.starts_with("✗ the last spot has exactly one winner"), "{sample}");
    for line in sample.lines() {
        // How wide a headline is depends on the terminal.
        let (text, _) = line.split_once("   ").filter(|_| line.starts_with('✗')).unwrap_or((line, ""));
        assert!(graded.out.contains(text), "README.md shows {text:?}, but the program prints:\n{}", graded.out);
    }
}

#[test]
fn a_twist_comes_late_is_not_attempted_at_first_and_is_judged_with_its_cost() {
    let own = tempfile::tempdir().expect("a temporary folder");
    let workspace = own.path().join("lot");
    let dir = text(&workspace);
    run(&["start", "parking-lot", "--no-watch", "--dir", &dir]).code(0);
    solve(&workspace);
    let grade = ["grade", "--tier", "quick", "--dir", &dir, "--group", "twist"];
    let before = run(&grade).code(0);
    assert!(!before.out.contains("charg") && !before.out.contains("bike"), "{}", before.out);

    run(&["twist", "electric", "--dir", &dir]).code(0).says("write `pub fn build_with_electric(");
    let asked = run(&grade).code(0).says("(not attempted)").says("charging is paid at the exit");
    assert!(!asked.out.contains("bike"), "{}", asked.out);

    solve_with(&workspace, "one-lock-with-twists");
    run(&["twist", "bikes", "--dir", &dir]).code(0);
    let since = text(&workspace.join(".kata/twists/electric"));
    let done = run(&[&grade[..], &["--since", &since]].concat()).code(0);
    done.says("✓ charging is paid at the exit").says("✓ bikes that leave at once").says("added: ");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["check", "--offline"]).current_dir(&workspace).env_remove("CARGO_TARGET_DIR");
    Ran::of(cargo).code(0);
}
