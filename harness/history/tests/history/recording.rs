//! What is recorded is there, once, as it was last said.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::os::unix::fs::PermissionsExt;

use kata_history::{Kind, Mark, Rating, Tally};
use kata_verdict::{Group, Level, Outcome, Score, Tier};

use crate::support::{Home, check, entry, missed, round, verdict};

#[test]
fn a_history_that_is_not_there_is_empty_and_reading_it_makes_nothing() {
    let home = Home::new();
    assert!(home.read().entries.is_empty());
    assert!(!home.dir().exists());
}

#[test]
fn an_entry_comes_back_as_it_was_recorded() {
    let home = Home::new();
    let round = round("toy", 3, &["+parks", "-last-spot-has-one-winner", "?charges"]);
    home.history().record(&round).expect("it can be recorded");
    assert_eq!(home.read().entries, [round]);
}

#[test]
fn an_entry_says_what_was_passed_missed_and_left_out() {
    let round = round("toy", 3, &["+parks", "-last-spot-has-one-winner", "?charges"]);
    assert_eq!(round.kind, Kind::Round);
    assert_eq!((round.passed, round.left_out), (vec!["parks".to_owned()], vec!["charges".to_owned()]));
    assert_eq!(round.groups[&Group::Behaviour], Tally { passed: 1, missed: 1 });
    assert_eq!(round.missed[0].title, "last spot has one winner");
    assert_eq!(round.last.score, Score { points: 1, of: 2 });
}

#[test]
fn a_later_entry_with_the_same_id_takes_the_place_of_the_earlier_one() {
    let home = Home::new();
    for (id, kata) in [("a", "old"), ("b", "other"), ("a", "new")] {
        let entry = kata_history::Entry { kata: kata.to_owned(), ..entry(id) };
        home.history().record(&entry).expect("it can be recorded");
    }
    let katas: Vec<String> = home.read().entries.into_iter().map(|entry| entry.kata).collect();
    assert_eq!(katas, ["other", "new"]);
}

#[test]
fn entries_come_in_the_order_in_which_they_ended() {
    let home = Home::new();
    for days in [2, 9, 5] {
        home.history().record(&round("toy", days, &[&format!("+{days}")])).expect("it can be recorded");
    }
    let passed: Vec<String> = home.read().entries.into_iter().map(|entry| entry.passed.concat()).collect();
    assert_eq!(passed, ["9", "5", "2"]);
}

#[test]
fn ratings_come_later_and_change_nothing_else() {
    let home = Home::new();
    let round = round("toy", 3, &["+parks"]);
    home.history().record(&round).expect("it can be recorded");
    let rating = Rating { question: "Why one lock?".to_owned(), score: Score { points: 2, of: 3 } };
    assert_eq!(home.history().rate(&round.id, vec![rating.clone()]), Ok(true));
    assert_eq!(home.history().rate("no such round", vec![rating.clone()]), Ok(false));
    assert_eq!(home.read().entries, [kata_history::Entry { ratings: vec![rating], ..round }]);
}

#[test]
fn a_practice_that_is_judged_on_each_save_does_not_make_the_file_grow() {
    let home = Home::new();
    for _ in 0..40 {
        home.tight().record(&entry("the same practice")).expect("it can be recorded");
        home.tight().record(&entry("another")).expect("it can be recorded");
    }
    assert_eq!(home.ids(), ["the same practice", "another"]);
    let lines = home.text().lines().count();
    assert!(lines <= 5, "{lines} lines for two practices");
}

#[test]
fn what_nothing_took_the_place_of_is_all_kept_however_often_it_is_rewritten() {
    let home = Home::new();
    let expected: Vec<String> = (0..60).map(|number| number.to_string()).collect();
    for id in &expected {
        home.tight().record(&entry(id)).expect("it can be recorded");
        home.tight().record(&entry(id)).expect("it can be recorded");
    }
    assert_eq!(home.ids(), expected);
}

#[test]
fn a_file_that_is_a_link_stays_one() {
    let home = Home::new();
    let elsewhere = home.dir().with_file_name("synchronised.jsonl");
    fs::write(&elsewhere, "").expect("it can be written");
    fs::create_dir_all(home.dir()).expect("it can be made");
    std::os::unix::fs::symlink(&elsewhere, home.history().path()).expect("it can be linked");
    for _ in 0..9 {
        home.tight().record(&entry("a")).expect("it can be recorded");
    }
    assert!(home.history().path().is_symlink());
    assert_eq!(home.ids(), ["a"]);
}

#[test]
fn the_history_is_its_owners_alone_also_after_it_was_rewritten() {
    let home = Home::new();
    let mode = || fs::metadata(home.history().path()).expect("it is there").permissions().mode() & 0o777;
    home.tight().record(&entry("a")).expect("it can be recorded");
    assert_eq!(mode(), 0o600);
    for _ in 0..9 {
        home.tight().record(&entry("a")).expect("it can be recorded");
    }
    assert_eq!(mode(), 0o600);
}

#[test]
fn a_workspace_in_which_nothing_was_written_yet_is_told_from_one_that_fails() {
    let stub = |id: &str| {
        let mut check = check(id, Outcome::Failed);
        check.evidence.stub = Some("src/lib.rs:9".to_owned());
        check
    };
    let of = |checks| {
        let sitting = kata_history::Sitting::round("toy", std::path::Path::new("/w"), 0, 1);
        kata_history::Entry { kind: Kind::Practice, ..kata_history::Entry::of(&verdict("toy", checks), sitting) }
    };
    let untouched = of(vec![stub("a"), stub("b")]);
    assert!(untouched.is_unwritten() && untouched.counted_misses().next().is_none());
    assert!(!of(vec![check("a", Outcome::Failed), stub("b")]).is_unwritten());
    assert!(!of(vec![check("a", Outcome::Passed), stub("b")]).is_unwritten());
    let begun = of(vec![check("a", Outcome::Failed), stub("b")]);
    assert_eq!(begun.counted_misses().map(|check| check.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(missed(&begun).len(), 2);
}

#[test]
fn the_best_of_a_practice_is_kept_where_it_is_better_than_the_last() {
    let last = round("toy", 1, &["+a", "-b"]);
    let mark = |points, signal| Mark { score: Score { points, of: 2 }, signal, tier: Tier::Quick, ..last.last };
    assert_eq!(last.clone().with_best(Some(mark(2, Some(Level::L4)))).best().score.points, 2);
    assert_eq!(last.clone().with_best(Some(mark(1, None))).best, None);
    assert_eq!(last.clone().with_best(Some(mark(0, None))).best().score.points, 1);
}

#[test]
fn a_rewrite_leaves_the_old_file_whole_until_the_new_one_is_in_its_place() {
    let home = Home::new();
    home.tight().record(&entry("a")).expect("it can be recorded");
    let (mut old, mut before) = (File::open(home.history().path()).expect("it is there"), String::new());
    while home.text().starts_with(&before) {
        old.rewind().expect("it is a file");
        before.clear();
        old.read_to_string(&mut before).expect("it can be read");
        home.tight().record(&entry("b")).expect("it can be recorded");
    }
    let mut after = String::new();
    old.rewind().expect("it is a file");
    old.read_to_string(&mut after).expect("it can be read");
    assert!(after.starts_with(&before), "the file was changed in place");
}

#[test]
fn a_verdict_after_the_debrief_leaves_the_ratings_standing() {
    let home = Home::new();
    let rating = |points| vec![Rating { question: "Why one lock?".to_owned(), score: Score { points, of: 3 } }];
    let ratings = || home.read().entries[0].ratings.clone();
    home.tight().record(&entry("a")).expect("it can be recorded");
    for points in [1, 2] {
        assert_eq!(home.tight().rate("a", rating(points)), Ok(true));
        assert_eq!(ratings(), rating(points));
        for _ in 0..9 {
            home.tight().record(&entry("a")).expect("it can be recorded");
        }
        assert_eq!(ratings(), rating(points));
    }
    assert!(home.text().lines().count() <= 5, "{}", home.text());
}

#[test]
fn a_round_whose_workspace_was_moved_is_the_same_one_unless_two_could_be_meant() {
    let at = |dir: &str, ended| {
        let sitting = kata_history::Sitting::round("toy", std::path::Path::new(dir), 0, ended);
        kata_history::Entry::of(&verdict("toy", vec![check("parks", Outcome::Passed)]), sitting)
    };
    let home = Home::new();
    let record = |dir, ended| home.history().record(&at(dir, ended)).expect("it can be recorded");
    record("/nowhere/a", 1);
    record("/nowhere/b", 2);
    assert_eq!(home.ids(), ["round toy 0 /nowhere/a"], "nothing is at a any more");
    record("/nowhere/b", 3);
    assert_eq!(home.read().entries[0].ended, 3);
    home.scribble(format!("{}\n", serde_json::to_string(&at("/nowhere/c", 4)).expect("it has a JSON form")).as_bytes());
    record("/nowhere/d", 5);
    assert_eq!(home.ids().len(), 3, "b and c have both left");
}
