//! What to practise next, and why.

use kata_history::{Entry, Kind, Next, Untried, advise};
use kata_verdict::Level;

use crate::support::{NOW, round};

fn next(entries: &[Entry]) -> Next {
    advise(entries, &["game".to_owned(), "toy".to_owned()], Level::L4, NOW)
}

fn first(entries: &[Entry]) -> String {
    next(entries).checks.first().map(|advice| advice.check.id.clone()).unwrap_or_default()
}

#[track_caller]
fn why(entries: &[Entry], expected: &str) {
    assert_eq!(next(entries).checks.first().map(|advice| advice.why.as_str()), Some(expected));
}

#[test]
fn the_reason_says_how_often_when_last_and_whether_it_passed_since() {
    let missed =
        [round("toy", 40, &["-a"]), round("toy", 30, &["+a"]), round("toy", 20, &["-a"]), round("toy", 12, &["-a"])];
    why(&missed, "missed in 3 of 4 sittings, last 12 days ago, never passed since");
    why(&missed[..1], "missed in 1 of 1 sitting, 40 days ago, never passed");
    let mended = [&missed[..], &[round("toy", 5, &["+a"])]].concat();
    why(&mended, "missed in 3 of 5 sittings, last 12 days ago, passed once since, 5 days ago");
    let twice = [&mended[..], &[round("toy", 4, &["+a"])]].concat();
    why(&twice, "missed in 3 of 6 sittings, last 12 days ago, passed 2 times since, last 4 days ago");
}

#[test]
fn what_was_missed_more_often_comes_first() {
    let entries = [round("toy", 2, &["-a", "-z"]), round("toy", 1, &["+a", "-z"])];
    assert_eq!(first(&entries), "z");
}

#[test]
fn what_is_longer_ago_comes_first_among_equally_often_missed() {
    assert_eq!(first(&[round("toy", 1, &["-a"]), round("game", 30, &["-z"])]), "z");
    assert_eq!(first(&[round("toy", 30, &["-a"]), round("game", 1, &["-z"])]), "a");
}

#[test]
fn three_sittings_are_stronger_evidence_than_one() {
    let often = [round("toy", 3, &["-z"]), round("toy", 2, &["-z"]), round("toy", 1, &["-z", "-a"])];
    assert_eq!(first(&often), "z");
}

#[test]
fn what_passed_again_and_again_since_gives_way_to_what_never_did() {
    let entries =
        [round("toy", 9, &["-a"]), round("toy", 8, &["-a", "-z"]), round("toy", 7, &["+a"]), round("toy", 6, &["+a"])];
    let next = next(&[&entries[..], &[round("toy", 6, &["+a", "-z"])]].concat());
    let ids: Vec<&str> = next.checks.iter().map(|advice| advice.check.id.as_str()).collect();
    assert_eq!(ids, ["z", "a"]);
}

#[test]
fn the_lower_level_comes_first_among_equals() {
    let mut round = round("toy", 3, &["-a", "-b"]);
    round.missed[0].level = Level::L4;
    round.missed[1].level = Level::L3;
    assert_eq!(first(&[round]), "b");
}

#[test]
fn a_miss_above_the_level_does_not_count() {
    let mut round = round("toy", 3, &["-a"]);
    round.missed[0].level = Level::L6;
    assert_eq!(first(&[round]), "");
}

#[test]
fn a_check_that_the_kata_does_not_have_any_more_is_not_advised() {
    assert_eq!(first(&[round("toy", 9, &["-gone"]), round("toy", 1, &["+a"])]), "");
    assert_eq!(first(&[round("toy", 9, &["-gone"]), round("toy", 1, &["+a", "?gone"])]), "gone");
}

#[test]
fn only_a_practice_has_a_workspace_to_go_on_in() {
    let practice = Entry { kind: Kind::Practice, ..round("toy", 3, &["-a"]) };
    assert!(next(&[practice]).checks[0].dir.is_some());
    assert!(next(&[round("toy", 3, &["-a"])]).checks[0].dir.is_none());
}

#[test]
fn katas_that_were_never_tried_at_the_level_are_the_alternative() {
    let untried = |kata: &str| Untried { kata: kata.to_owned(), level: Level::L4 };
    assert_eq!(next(&[]).untried, [untried("game"), untried("toy")]);
    assert_eq!(next(&[round("toy", 1, &["+a"])]).untried, [untried("game")]);
    let other_level = Entry { level: Level::L5, ..round("toy", 1, &["+a"]) };
    assert_eq!(next(&[other_level]).untried.len(), 2);
}

#[test]
fn a_clock_that_was_set_back_changes_no_more_than_the_words() {
    let entry = round("toy", 0, &["-a"]);
    let next = advise(&[entry], &[], Level::L4, NOW - 86_400);
    assert_eq!(next.checks[0].why, "missed in 1 of 1 sitting, just now, never passed");
}
