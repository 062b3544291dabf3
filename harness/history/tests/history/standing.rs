//! The best and the last result per kata and level.

use kata_history::{Entry, Kind, Mark, summary};
use kata_verdict::{Level, Score, Submission};

use crate::support::{DAY, NOW, round};

#[test]
fn each_kata_and_level_has_its_best_its_last_and_its_trend() {
    let entries = [
        round("toy", 9, &["+a", "-b", "-c", "-d"]),
        Entry { level: Level::L5, ..round("toy", 8, &["+a", "+b"]) },
        round("toy", 5, &["+a", "+b", "+c", "-d"]),
        Entry { kind: Kind::Practice, ..round("toy", 2, &["+a", "+b", "-c", "-d"]) },
        round("game", 1, &["+a"]),
    ];
    let standings = summary(&entries);
    let rows: Vec<(&str, Level, usize)> =
        standings.iter().map(|row| (row.kata.as_str(), row.level, row.sittings())).collect();
    assert_eq!(rows, [("game", Level::L4, 1), ("toy", Level::L4, 3), ("toy", Level::L5, 1)]);
    let toy = &standings[1];
    assert_eq!((toy.rounds, toy.practices), (2, 1));
    assert_eq!(toy.trend, [25, 75, 50]);
    assert_eq!((toy.best.mark.score.points, toy.best.ended), (3, NOW - 5 * DAY));
    assert_eq!((toy.last.mark.score.points, toy.last.kind), (2, Kind::Practice));
}

#[test]
fn the_best_of_a_practice_counts_though_its_last_was_worse() {
    let best = Mark { score: Score { points: 4, of: 4 }, ..round("toy", 1, &["+a"]).last };
    let practice = round("toy", 1, &["+a", "-b", "-c", "-d"]).with_best(Some(best));
    let standing = &summary(&[practice])[0];
    assert_eq!((standing.best.mark.percent(), standing.last.mark.percent()), (100, 25));
}

#[test]
fn a_round_that_did_not_compile_is_part_of_the_trend() {
    let mut broken = round("toy", 1, &[]);
    broken.last.submission = Submission::DoesNotCompile;
    let standing = &summary(&[round("toy", 2, &["+a"]), broken])[0];
    assert_eq!(standing.trend, [100, 0]);
    assert_eq!(standing.best.mark.submission, Submission::Graded);
}
