//! Practices from before there was a history: `tests/fixtures/before-history` is what the last program without one left in a workspace.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use kata_history::{Entry, Kind, import, is_missing, summary};
use kata_verdict::{Level, Score, Tier};
use kata_workspace::Workspace;

use crate::support::{Home, NOW};

/// The workspace of that time, judged last at `NOW`.
fn old_workspace(folder: &Path) -> Workspace {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/before-history/.kata");
    fs::create_dir_all(folder.join(".kata")).expect("it can be made");
    for name in ["state.toml", "results.json"] {
        fs::copy(fixture.join(name), folder.join(".kata").join(name)).expect("it can be copied");
    }
    judged_at(folder, NOW);
    Workspace::open(folder).expect("it can be opened")
}

fn judged_at(folder: &Path, seconds: u64) {
    let results = File::options().write(true).open(folder.join(".kata/results.json")).expect("it is there");
    results.set_modified(UNIX_EPOCH + Duration::from_secs(seconds)).expect("it can be set");
}

fn change_results(folder: &Path, from: &str, to: &str) {
    let path = folder.join(".kata/results.json");
    let old = fs::read_to_string(&path).expect("it is there");
    assert!(old.contains(from), "{old}");
    fs::write(&path, old.replace(from, to)).expect("it can be written");
}

fn imported() -> Entry {
    let folder = tempfile::tempdir().expect("a temporary folder");
    import(&old_workspace(folder.path())).expect("there is something to speak of")
}

#[test]
fn best_last_and_checks_of_an_old_practice_are_all_there() {
    let entry = imported();
    assert_eq!((entry.kind, entry.kata.as_str(), entry.level), (Kind::Practice, "toy", Level::L4));
    assert_eq!(entry.ended, NOW);
    assert_eq!((entry.last.score, entry.last.tier), (Score { points: 1, of: 2 }, Tier::Quick));
    assert_eq!((entry.best().score, entry.best().signal), (Score { points: 2, of: 2 }, Some(Level::L6)));
    assert_eq!(entry.missed.iter().map(|check| check.title.as_str()).collect::<Vec<_>>(), ["one winner"]);
    assert_eq!((entry.passed.join(" "), entry.left_out.join(" ")), ("answers-42 nobody-waits".into(), "rests".into()));
    let standing = &summary(&[entry])[0];
    assert_eq!((standing.best.mark.percent(), standing.last.mark.percent()), (100, 50));
}

#[test]
fn it_is_recorded_like_any_other_and_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    let home = Home::new();
    let entry = import(&workspace).expect("there is something to speak of");
    assert!(is_missing(&entry, &home.read().entries));
    home.history().record(&entry).expect("it can be recorded");
    assert_eq!(home.read().entries, [entry]);
    let again = import(&workspace).expect("it is still there");
    assert!(!is_missing(&again, &home.read().entries));
}

#[test]
fn a_verdict_that_could_not_be_recorded_is_made_up_for() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    let recorded = import(&workspace).expect("there is something to speak of");
    judged_at(folder.path(), NOW + 600);
    let newer = import(&workspace).expect("there is something to speak of");
    assert_eq!(newer.id, recorded.id);
    assert!(is_missing(&newer, &[recorded]));
}

#[test]
fn the_best_at_another_level_is_not_the_best_of_this_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    change_results(
        folder.path(),
        r#""level": "L4",
    "tier": "deep""#,
        r#""level": "L6",
    "tier": "deep""#,
    );
    let entry = import(&workspace).expect("there is something to speak of");
    assert_eq!((entry.level, entry.best), (Level::L4, None));
}

#[test]
fn a_workspace_in_which_nothing_is_right_yet_is_no_practice() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    change_results(folder.path(), r#""outcome": "passed""#, r#""outcome": "failed""#);
    assert_eq!(import(&workspace), None);
}

#[test]
fn a_round_is_not_taken_for_a_practice() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    fs::create_dir(folder.path().join(".kata/round")).expect("it can be made");
    assert_eq!(import(&workspace), None);
}

#[test]
fn results_of_a_newer_program_or_broken_ones_are_left_alone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = old_workspace(folder.path());
    change_results(folder.path(), r#""format": 1"#, r#""format": 9"#);
    assert_eq!(import(&workspace), None);
    fs::write(folder.path().join(".kata/results.json"), "half of it").expect("it can be written");
    assert_eq!(import(&workspace), None);
}
