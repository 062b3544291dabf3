//! What the history looks like, at 80 columns and without colour.

use std::collections::BTreeMap;
use std::path::PathBuf;

use insta::assert_snapshot;
use kata_history::{Check, Rating, Unreadable, advise, summary};
use kata_verdict::{Group, Level, Score, Tier};

use super::*;

/// 1 January 2026, midnight.
const NOW: u64 = 1_767_225_600;
const DAY: u64 = 86_400;

/// A round of parking lot so many days ago, with these points of 45.
fn round(days: u64, points: u32, missed: &[(&str, &str, Group)]) -> Entry {
    let score = Score { points, of: 45 };
    let signal = (points == 45).then_some(Level::L4);
    let missed = missed.iter().map(|(id, title, group)| Check {
        id: (*id).to_owned(),
        title: (*title).to_owned(),
        group: *group,
        level: Level::L4,
        unwritten: false,
    });
    Entry {
        format: kata_history::FORMAT,
        id: format!("round {days}"),
        kind: Kind::Round,
        kata: "parking-lot".to_owned(),
        level: Level::L4,
        started: NOW - days * DAY - 2_700,
        ended: NOW - days * DAY,
        minutes: Some(45),
        last: Mark { submission: Submission::Graded, tier: Tier::Deep, score, signal },
        best: None,
        groups: BTreeMap::new(),
        missed: missed.collect(),
        passed: Vec::new(),
        left_out: Vec::new(),
        hints: 0,
        twist: None,
        ratings: Vec::<Rating>::new(),
        dir: None,
        version: String::new(),
    }
}

const LAST_SPOT: (&str, &str, Group) =
    ("last-spot-has-one-winner", "the last spot has exactly one winner", Group::Concurrency);
const NEAREST: (&str, &str, Group) = ("nearest-spot", "the nearest spot is given first", Group::Behaviour);

fn listing(entries: Vec<Entry>) -> Listing {
    // Whoever runs the tests may do so on a terminal.
    colored::control::set_override(false);
    let katas = ["parking-lot", "shopping-cart", "task-scheduler"].map(str::to_owned);
    Listing {
        format: 1,
        path: PathBuf::from("/home/me/history.jsonl"),
        standings: summary(&entries),
        next: advise(&entries, &katas, Level::L4, NOW),
        newer: 0,
        unreadable: Vec::new(),
        aside: None,
        entries,
    }
}

fn shown(listing: &Listing, lists_all: bool) -> String {
    let view = View { width: 80, lists_all, now: NOW };
    let text = human(listing, &view, |path| path.display().to_string());
    let wide = text.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None, "a line is too long for the terminal");
    text
}

fn many() -> Vec<Entry> {
    let mut entries: Vec<Entry> =
        (0..12).map(|index| round(60 - index * 5, 5 + 3 * index as u32, &[LAST_SPOT])).collect();
    entries[11].passed = vec!["last-spot-has-one-winner".to_owned()];
    entries[11].missed.clear();
    let cart = |days, points| Entry { kata: "shopping-cart".to_owned(), ..round(days, points, &[NEAREST]) };
    let practice = Entry { kind: Kind::Practice, minutes: None, hints: 3, ..cart(3, 12) };
    let with_twist = Entry { twist: Some("coupons".to_owned()), hints: 1, level: Level::L5, ..cart(1, 45) };
    let mut broken = round(0, 0, &[]);
    broken.last.submission = Submission::DoesNotCompile;
    entries.extend([practice, with_twist, broken]);
    entries
}

#[test]
fn an_empty_history_says_where_to_begin() {
    assert_snapshot!(shown(&listing(Vec::new()), false), @r"
    No round and no practice yet.

    Never tried at L4: parking-lot, shopping-cart, task-scheduler
        cargo xtask start parking-lot --level l4
    ");
}

#[test]
fn one_sitting_has_a_trend_of_one() {
    let entries = vec![round(12, 40, &[LAST_SPOT, NEAREST])];
    assert_snapshot!(shown(&listing(entries), false), @r"
    kata         level  sittings  best      last      trend
    parking-lot  L4     1         40 of 45  40 of 45  ▇

    Sittings
      12 days ago  parking-lot  L4  round  40 of 45

    What to practise next, and why
      the nearest spot is given first
        parking-lot, behaviour, L4: missed in 1 of 1 sitting, 12 days ago, never
        passed
        cargo xtask round parking-lot --level l4
      the last spot has exactly one winner
        parking-lot, concurrency, L4: missed in 1 of 1 sitting, 12 days ago, never
        passed

    Never tried at L4: shopping-cart, task-scheduler
        cargo xtask start shopping-cart --level l4
    ");
}

#[test]
fn of_many_sittings_the_last_are_listed_and_what_was_missed_most_comes_first() {
    assert_snapshot!(shown(&listing(many()), false), @r"
    kata           level  sittings  best          last             trend
    parking-lot    L4     13        38 of 45      did not compile  ▁▂▂▃▃▄▄▄▅▅▆▆▁
    shopping-cart  L4     1         12 of 45      12 of 45         ▂
    shopping-cart  L5     1         45 of 45, L4  45 of 45, L4     █

    Sittings
      just now     parking-lot    L4  round     did not compile
      1 day ago    shopping-cart  L5  round     45 of 45, L4     coupons, 1 hint
      3 days ago   shopping-cart  L4  practice  12 of 45         3 hints
      5 days ago   parking-lot    L4  round     38 of 45
      10 days ago  parking-lot    L4  round     35 of 45
      15 days ago  parking-lot    L4  round     32 of 45
      20 days ago  parking-lot    L4  round     29 of 45
      25 days ago  parking-lot    L4  round     26 of 45
      30 days ago  parking-lot    L4  round     23 of 45
      35 days ago  parking-lot    L4  round     20 of 45
      and 5 earlier: --all lists them

    What to practise next, and why
      the nearest spot is given first
        shopping-cart, behaviour, L4: missed in 2 of 2 sittings, last 1 day ago,
        never passed
        cargo xtask round shopping-cart --level l5
      the last spot has exactly one winner
        parking-lot, concurrency, L4: missed in 11 of 12 sittings, last 10 days ago,
        passed once since, 5 days ago

    Never tried at L4: task-scheduler
        cargo xtask start task-scheduler --level l4
    ");
}

#[test]
fn all_sittings_are_listed_when_asked_for() {
    let text = shown(&listing(many()), true);
    assert!(text.contains("  2 months ago  parking-lot") && !text.contains("earlier"), "{text}");
}

#[test]
fn what_cannot_be_shown_is_named() {
    let mut listing = listing(vec![round(1, 45, &[])]);
    listing.newer = 2;
    listing.unreadable = vec![Unreadable { line: 17, why: "expected value at line 1 column 1".to_owned() }];
    listing.aside = Some(PathBuf::from("/home/me/history.unreadable"));
    let text = human(&listing, &View { width: 80, lists_all: false, now: NOW }, |path| path.display().to_string());
    assert_snapshot!(text.split_once("\n!").map_or("", |(_, notes)| notes), @r"
     2 entries of a newer version: kept, and not shown; update your clone (git pull)
    ! /home/me/history.jsonl:17: no entry, passed over: expected value at line 1 column 1
    ! /home/me/history.unreadable: lines that were no entries; delete it when you like
    ");
}

#[test]
fn a_narrow_terminal_cuts_lines_and_wraps_reasons() {
    let text =
        human(&listing(many()), &View { width: 40, lists_all: true, now: NOW }, |path| path.display().to_string());
    let wide: Vec<&str> =
        text.lines().filter(|line| line.chars().count() > 40 && !line.contains("cargo xtask")).collect();
    assert!(wide.is_empty(), "{wide:?}");
}

#[test]
fn a_practice_goes_on_in_its_workspace_as_long_as_that_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let practice = Entry { kind: Kind::Practice, dir: Some(folder.path().to_owned()), ..round(1, 40, &[LAST_SPOT]) };
    let listing = listing(vec![practice]);
    let text = || human(&listing, &View { width: 200, lists_all: false, now: NOW }, |_| "here".to_owned());
    assert!(text().contains("    cargo xtask round parking-lot --level l4\n"), "{}", text());
    std::fs::create_dir(folder.path().join(".kata")).expect("it can be made");
    std::fs::write(folder.path().join(".kata/state.toml"), "").expect("it can be written");
    assert!(text().contains("    cargo xtask watch --dir here\n"), "{}", text());
}
