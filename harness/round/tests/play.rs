//! A round from its start to its end, and what its log tells of it.

mod desk;

use std::fs;
use std::sync::Barrier;

use desk::{DAY, Desk, MINUTE, plan};
use kata_round::{Asked, Kind, Reason, Round, RoundView, Save, verify_chain};

fn spent(view: &RoundView) -> Vec<u64> {
    view.phase_times().iter().map(|time| time.spent_ms / MINUTE).collect()
}

#[test]
fn a_round_is_played_and_read_back_from_its_log_alone() {
    let desk = Desk::new();
    let mut round = desk.start();
    assert_eq!(round.graded("abc").unwrap_err().kind, Kind::NotNow);
    round.seated("xtask 0.1.0").unwrap();
    desk.clock.pass(3 * MINUTE);
    let asked = Asked {
        question: "may a bike use a car spot?".to_owned(),
        matched: Some("Is the set of vehicle and spot classes fixed?".to_owned()),
        unanswered: None,
        answer: "No.".to_owned(),
    };
    round.asked(asked.clone()).unwrap();
    assert_eq!(round.next_phase().unwrap(), 1);
    desk.clock.pass(2 * MINUTE);
    desk.write("src/lib.rs", "mod lot;");
    assert_eq!(round.save().unwrap(), Save::Kept(2));
    assert_eq!(round.save().unwrap(), Save::Unchanged(2));
    round.compiled(2, false).unwrap();
    desk.write("src/lot.rs", "pub struct Lot;");
    assert_eq!(round.save().unwrap(), Save::Kept(3));
    round.compiled(3, true).unwrap();
    desk.clock.pass(5 * MINUTE);
    round.pause().unwrap();
    desk.clock.pass(20 * MINUTE);
    assert!(round.now().is_paused);
    round.resume().unwrap();
    round.hint_shown("last-spot", 0).unwrap();
    assert!(!round.now().is_twist_due);
    desk.clock.pass(25 * MINUTE);
    assert!(round.now().is_twist_due);
    assert_eq!(round.twist_shown("electric").unwrap(), 3);
    assert!(!round.now().is_twist_due);
    desk.write("src/lot.rs", "pub struct Lot {");
    desk.clock.pass(6 * MINUTE);
    assert_eq!(round.now().left_ms, 4 * MINUTE);
    let freeze = round.freeze(Reason::Submitted).unwrap();
    assert_eq!((freeze.snapshot, freeze.elapsed_ms, freeze.note), (4, 41 * MINUTE, None));
    desk.clock.pass(MINUTE);
    desk.write("src/lot.rs", "pub struct Lot {}");
    assert_eq!(round.save().unwrap(), Save::Kept(5));
    round.graded("abc").unwrap();

    let view = RoundView::read(desk.path()).unwrap();
    assert_eq!(&view, round.view());
    assert_eq!(spent(&view), [3, 12, 20, 6]);
    assert_eq!(view.asked[0].what, asked);
    assert_eq!(view.pauses[0].length_ms(), Some(20 * MINUTE));
    assert_eq!(view.hints.len(), 1);
    assert_eq!(view.twist.as_ref().unwrap().at.elapsed_ms, 35 * MINUTE);
    assert_eq!(view.last_compiling().unwrap().number, 3);
    assert_eq!(view.late().map(|snapshot| snapshot.number).collect::<Vec<_>>(), [5]);
    assert_eq!(view.scorecard.as_deref(), Some("abc"));
    assert!(verify_chain(&desk.log()).unwrap().is_whole(), "{:?}", view.chain);
}

#[test]
fn a_second_terminal_asks_and_submits_while_the_first_one_follows() {
    let desk = Desk::new();
    let mut live = desk.start();
    let mut second = desk.open();
    second
        .asked(Asked { question: "?".to_owned(), matched: None, unanswered: None, answer: "Yours.".to_owned() })
        .unwrap();
    assert_eq!(live.view().asked.len(), 0);
    assert!(live.refresh().unwrap());
    assert!(!live.refresh().unwrap());
    assert_eq!(live.view().asked.len(), 1);
    desk.write("src/lib.rs", "// more");
    let freeze = second.freeze(Reason::Submitted).unwrap();
    assert_eq!(live.freeze(Reason::Submitted).unwrap(), freeze);
    assert_eq!(live.pause().unwrap_err().to_string(), "the round is over");
    assert!(verify_chain(&desk.log()).unwrap().is_whole());
}

#[test]
fn an_unfinished_round_is_not_begun_anew_and_a_finished_one_is_kept_aside() {
    let desk = Desk::new();
    let mut round = desk.start();
    let again = Round::start(desk.path(), plan(), desk.clock.clone()).err().unwrap();
    assert_eq!(again.kind, Kind::Unfinished);
    assert!(again.to_string().contains("`cargo xtask round --resume`"), "{again}");
    round.freeze(Reason::Submitted).unwrap();
    let old = desk.log();
    desk.clock.pass(DAY);
    let next = desk.start();
    assert_eq!(next.view().snapshots.len(), 1);
    assert_eq!(fs::read(desk.path().join(".kata/rounds/2030-03-17T17-46-40Z/log.jsonl")).unwrap(), old);
}

#[test]
fn what_killed_programs_left_unfinished_is_taken_away_by_the_next_round() {
    let desk = Desk::new();
    let left = |letters: &str| desk.path().join(".kata").join(format!(".kata-unfinished-{letters}"));
    let (folder, file) = (left("aFolde"), left("a1File"));
    fs::create_dir_all(folder.join("objects")).unwrap();
    fs::write(folder.join("log.jsonl"), "{}\n").unwrap();
    fs::write(&file, "half").unwrap();
    desk.start();
    assert!(!folder.exists() && !file.exists());
}

#[test]
fn time_is_up_when_it_is_up_and_not_before() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.clock.pass(45 * MINUTE - 1);
    let early = round.freeze(Reason::TimeUp).unwrap_err();
    assert_eq!(early.to_string(), "the time is not up yet: 0 s are left");
    desk.clock.pass(1);
    assert!(round.now().is_time_up);
    assert_eq!(round.pause().unwrap_err().kind, Kind::NotNow);
    let freeze = round.freeze(Reason::Submitted).unwrap();
    assert_eq!((freeze.reason, freeze.elapsed_ms), (Reason::TimeUp, 45 * MINUTE));
}

#[test]
fn a_workspace_without_a_round_says_how_to_begin_one() {
    let desk = Desk::new();
    let error = Round::open(desk.path(), desk.clock.clone()).err().unwrap();
    assert_eq!(error.kind, Kind::NoRound);
    assert!(error.to_string().ends_with("has no round: begin one with `cargo xtask round <kata>`"), "{error}");
}

#[test]
fn four_may_write_at_once() {
    let desk = Desk::new();
    desk.start();
    let together = Barrier::new(4);
    std::thread::scope(|scope| {
        for name in ["a", "b", "c", "d"] {
            let (mut round, together) = (desk.open(), &together);
            scope.spawn(move || {
                together.wait();
                (0..100).for_each(|_| round.note(name).unwrap());
            });
        }
    });
    let view = RoundView::read(desk.path()).unwrap();
    assert!(view.chain.is_whole(), "{:?}", view.chain);
    assert_eq!(view.notes.len(), 400);
}

#[test]
fn of_two_who_begin_at_once_one_begins() {
    let desk = Desk::new();
    let together = Barrier::new(2);
    let begin = || {
        together.wait();
        Round::start(desk.path(), plan(), desk.clock.clone()).map_err(|error| error.kind)
    };
    let (first, second) = std::thread::scope(|scope| {
        let threads = [scope.spawn(begin), scope.spawn(begin)].map(|thread| thread.join().unwrap());
        threads.into()
    });
    let kinds = [first.as_ref().err(), second.as_ref().err()];
    assert!(kinds.contains(&None) && kinds.contains(&Some(&Kind::Unfinished)), "{kinds:?}");
    let view = first.or(second).ok().unwrap().view().clone();
    assert_eq!(RoundView::read(desk.path()).unwrap(), view);
}

#[test]
fn a_second_live_view_is_told_who_has_the_seat_and_since_when() {
    let desk = Desk::new();
    let round = desk.start();
    let seat = round.take_seat().unwrap();
    desk.clock.pass(12 * MINUTE);
    let error = desk.open().take_seat().unwrap_err();
    assert_eq!(error.kind, Kind::Held);
    let pid = std::process::id();
    let told = format!("the round is open in process {pid} for 12 min (since 2030-03-17 17:46:40 UTC)");
    assert!(error.to_string().contains(&told), "{error}");
    drop(seat);
    desk.open().take_seat().unwrap();
}

#[test]
fn a_workspace_that_is_deleted_mid_round_is_missed_and_not_made_again() {
    let desk = Desk::new();
    let mut round = desk.start();
    fs::remove_dir_all(desk.path()).unwrap();
    for error in [round.save().unwrap_err(), round.pause().unwrap_err(), round.pulse().unwrap_err()] {
        assert_eq!(error.kind, Kind::Gone);
        assert!(error.to_string().contains("was the workspace moved or deleted?"), "{error}");
    }
    assert!(!desk.path().exists());
}

#[test]
fn a_round_in_the_place_of_another_is_not_written_to() {
    let desk = Desk::new();
    let mut round = desk.start();
    let other = Desk::at(desk::WALL + 5);
    other.start();
    fs::rename(desk.path().join(".kata/round"), desk.path().join(".kata/away")).unwrap();
    fs::rename(other.path().join(".kata/round"), desk.path().join(".kata/round")).unwrap();
    let log = desk.log();
    for _ in 0..2 {
        let error = round.note("mine").unwrap_err();
        assert!(error.to_string().contains("is another round's by now"), "{error}");
    }
    assert_eq!(desk.log(), log);
}
