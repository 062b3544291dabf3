//! Time that runs out while nobody watches.

mod desk;

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use desk::{Desk, MINUTE, WALL};
use kata_round::{Kind, Reason};

/// In 2001: whatever a test writes was touched after.
const LONG_AGO: u64 = 1_000_000_000_000;

#[test]
fn a_source_that_nobody_touched_since_counts_as_it_is() {
    let desk = Desk::at(WALL);
    let mut round = desk.start();
    drop(round.take_seat().unwrap());
    desk.clock.pass(40 * MINUTE);
    desk.write("src/lib.rs", "// written while no live view ran");
    desk.clock.pass(65 * MINUTE);
    let freeze = round.freeze(Reason::TimeUp).unwrap();
    assert_eq!((freeze.snapshot, freeze.elapsed_ms), (2, 45 * MINUTE));
    assert_eq!(
        freeze.note.unwrap(),
        "the time ran out 1 h before anybody looked; the source was last touched before the end, and counts as it is"
    );
    assert_eq!(round.view().late().count(), 0);
    assert_eq!(round.view().last_compiling(), None);
}

#[test]
fn a_source_that_was_touched_after_the_end_is_late_and_the_last_snapshot_counts() {
    let desk = Desk::at(LONG_AGO);
    let mut round = desk.start();
    desk.write("src/lib.rs", "// in time");
    round.save().unwrap();
    desk.clock.pass(105 * MINUTE);
    desk.write("src/lib.rs", "// too late");
    let freeze = round.freeze(Reason::Submitted).unwrap();
    assert_eq!((freeze.snapshot, freeze.reason), (2, Reason::TimeUp));
    assert_eq!(
        freeze.note.unwrap(),
        "the time ran out 1 h before anybody looked; the source was touched after the end, so snapshot 2 counts"
    );
    assert_eq!(round.view().late().map(|snapshot| snapshot.number).collect::<Vec<_>>(), [3]);
    assert_eq!(round.source_of(3).unwrap()["src/lib.rs"], b"// too late");
}

#[test]
fn a_date_that_was_put_back_does_not_make_a_source_old() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let desk = Desk::at(u64::try_from(now).unwrap() - 120 * MINUTE);
    let mut round = desk.start();
    desk.clock.pass(105 * MINUTE);
    desk.write("src/lib.rs", "// too late");
    for name in ["src/lib.rs", "Cargo.toml"] {
        let file = fs::File::options().write(true).open(desk.path().join(name)).unwrap();
        file.set_modified(UNIX_EPOCH).unwrap();
    }
    assert_eq!(round.freeze(Reason::TimeUp).unwrap().snapshot, 1);
}

#[test]
fn a_source_that_is_what_was_kept_counts_whatever_its_dates_say() {
    let desk = Desk::at(LONG_AGO);
    let mut round = desk.start();
    desk.clock.pass(50 * MINUTE);
    let freeze = round.freeze(Reason::TimeUp).unwrap();
    assert_eq!(freeze.note.unwrap(), "the time ran out 5 min before anybody looked");
    assert_eq!((freeze.snapshot, round.view().snapshots.len()), (1, 1));
}

#[test]
fn a_save_that_came_before_anybody_froze_is_late_all_the_same() {
    let desk = Desk::at(LONG_AGO);
    let mut round = desk.start();
    desk.clock.pass(46 * MINUTE);
    desk.write("src/lib.rs", "// too late");
    round.save().unwrap();
    assert!(round.view().snapshots[1].is_late);
    assert_eq!(round.freeze(Reason::TimeUp).unwrap().snapshot, 1);
}

#[test]
fn a_busy_machine_may_freeze_a_moment_late() {
    let desk = Desk::at(LONG_AGO);
    let mut round = desk.start();
    desk.write("src/lib.rs", "// the last word");
    desk.clock.pass(45 * MINUTE + 4000);
    let freeze = round.freeze(Reason::TimeUp).unwrap();
    assert_eq!((freeze.snapshot, freeze.elapsed_ms, freeze.note), (2, 45 * MINUTE, None));
}

#[test]
fn a_pause_keeps_the_time_from_running_out() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(44 * MINUTE);
    round.pause().unwrap();
    desk.clock.pass(600 * MINUTE);
    assert_eq!(round.freeze(Reason::TimeUp).unwrap_err().kind, Kind::NotNow);
    round.resume().unwrap();
    assert_eq!(round.now().left_ms, MINUTE);
}

#[test]
fn a_source_that_is_gone_at_the_end_leaves_the_last_snapshot() {
    let desk = Desk::new();
    let mut round = desk.start();
    fs::remove_dir_all(desk.path().join("src")).unwrap();
    assert_eq!(round.freeze(Reason::Submitted).unwrap_err().kind, Kind::Gone);
    assert_eq!(round.view().frozen, None);
    desk.clock.pass(45 * MINUTE);
    let freeze = round.freeze(Reason::TimeUp).unwrap();
    assert_eq!(freeze.snapshot, 1);
    let note = freeze.note.unwrap();
    assert!(
        note.starts_with("the source could not be kept at the end (") && note.ends_with("snapshot 1 counts"),
        "{note}"
    );
}
