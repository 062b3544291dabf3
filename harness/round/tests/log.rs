//! A log that was cut, changed, or written by a newer program.

mod desk;

use std::fs;

use desk::{Desk, MINUTE};
use kata_round::{Break, Kind, Round, RoundView, Save, verify_chain};

/// A round of five entries, two of them snapshots.
fn played() -> Desk {
    let desk = Desk::new();
    let mut round = desk.start();
    round.seated("xtask").unwrap();
    desk.clock.pass(MINUTE);
    desk.write("src/lib.rs", "mod lot;");
    assert_eq!(round.save().unwrap(), Save::Kept(2));
    round.compiled(2, true).unwrap();
    desk.clock.pass(MINUTE);
    desk
}

fn broken(log: &str) -> Break {
    verify_chain(log.as_bytes()).unwrap().broken.expect("the chain should be broken")
}

fn lines(desk: &Desk) -> Vec<String> {
    String::from_utf8(desk.log()).unwrap().split_inclusive('\n').map(str::to_owned).collect()
}

#[test]
fn a_log_cut_at_any_byte_gives_back_every_whole_entry_and_goes_on() {
    let desk = played();
    let whole = desk.log();
    let ends: Vec<usize> = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    // The first two entries are there from the beginning or not at all: a round is moved into its place whole.
    for cut in ends[1]..=whole.len() {
        fs::write(desk.round_file("log.jsonl"), &whole[..cut]).unwrap();
        _ = fs::remove_file(desk.round_file("log.torn"));
        let entries = ends.iter().filter(|end| **end <= cut).count();
        let torn = cut - ends[entries - 1];
        let mut round = desk.open();
        assert_eq!(round.view().chain.entries, entries, "cut at {cut}");
        assert_eq!(round.now().elapsed_ms, 2 * MINUTE);
        assert_eq!(RoundView::read(desk.path()).unwrap().chain.torn_bytes, torn);
        let save = round.save().unwrap();
        assert_eq!(save.snapshot(), 2, "cut at {cut}");
        round.seated("xtask").unwrap();
        let chain = verify_chain(&desk.log()).unwrap();
        assert!(chain.is_whole() && chain.torn_bytes == 0, "cut at {cut}: {chain:?}");
        let aside = fs::read(desk.round_file("log.torn")).unwrap_or_default();
        assert_eq!(aside.strip_suffix(b"\n").unwrap_or_default(), &whole[ends[entries - 1]..cut]);
        let notes = &round.view().notes;
        assert_eq!(notes.iter().any(|note| note.what.contains("unfinished entry")), torn > 0, "cut at {cut}");
    }
}

#[test]
fn what_a_loss_of_power_leaves_at_the_end_is_no_entry() {
    for rubbish in [&b"\0\0\0\0\0\0"[..], b"\0\0\0\n", b"{\"format\":1,\"seq\":5,\0\0\0\"}\n", b"\n", b"\xff\xfe"] {
        let desk = played();
        let mut log = desk.log();
        log.extend_from_slice(rubbish);
        fs::write(desk.round_file("log.jsonl"), &log).unwrap();
        let mut round = desk.open();
        round.seated("xtask").unwrap();
        assert!(verify_chain(&desk.log()).unwrap().is_whole());
        let aside = fs::read(desk.round_file("log.torn")).unwrap();
        assert_eq!(&aside[..rubbish.len()], rubbish);
    }
}

#[test]
fn a_reader_leaves_an_entry_alone_that_somebody_is_writing() {
    let desk = played();
    let mut reader = desk.open();
    let (log, line) = (desk.log(), lines(&desk).pop().unwrap());
    fs::write(desk.round_file("log.jsonl"), &log[..log.len() - line.len() / 2]).unwrap();
    let mut second = desk.open();
    assert_eq!(second.view().chain.entries, 4);
    fs::write(desk.round_file("log.jsonl"), &log).unwrap();
    assert!(second.refresh().unwrap());
    assert_eq!(second.view(), reader.view());
    assert!(!reader.refresh().unwrap());
}

#[test]
fn a_changed_line_is_named_and_the_round_goes_on() {
    let desk = played();
    let changed = String::from_utf8(desk.log()).unwrap().replace("\"compiles\":true", "\"compiles\":false");
    assert_eq!(broken(&changed).to_string(), "line 5 (entry 4): was changed after it was written");
    fs::write(desk.round_file("log.jsonl"), &changed).unwrap();
    let mut round = desk.open();
    round.seated("xtask").unwrap();
    assert_eq!(round.view().chain.broken.as_ref().unwrap().seq, Some(4));
    assert_eq!(broken(&String::from_utf8(desk.log()).unwrap()).line, 5);
}

#[test]
fn every_changed_byte_of_a_log_shows() {
    let desk = played();
    let log = desk.log();
    for at in 0..log.len() {
        let mut changed = log.clone();
        changed[at] ^= 1;
        match verify_chain(&changed) {
            Ok(chain) => assert!(chain.broken.is_some() || chain.torn_bytes > 0, "byte {at} was changed unseen"),
            Err(error) => assert_eq!(error.kind, Kind::Newer),
        }
    }
}

#[test]
fn numbers_that_no_round_has_are_doubted_and_overflow_nothing() {
    let desk = played();
    let log = String::from_utf8(desk.log()).unwrap();
    let extremes = [
        ("\"elapsed_ms\":60000", "\"elapsed_ms\":18446744073709551615"),
        ("\"uptime_ms\":560000", "\"uptime_ms\":18446744073709551615"),
        ("\"wall_ms\":1900000060000", "\"wall_ms\":18446744073709551615"),
        ("\"boot\":\"first\",\"uptime_ms\":560000", "\"boot\":\"other\",\"uptime_ms\":0"),
        ("\"snapshot\":2", "\"snapshot\":4294967295"),
    ];
    for (usual, extreme) in extremes {
        let forged = log.replacen(usual, extreme, 1);
        assert_ne!(forged, log, "{usual}");
        let view = RoundView::of_log(desk::chain_anew(&forged).as_bytes()).unwrap();
        assert_eq!(view.chain.broken, None);
        assert!(!view.chain.doubts.is_empty(), "{usual}");
        view.phase_times_until(u64::MAX);
        view.clock_notes.iter().for_each(|note| drop(note.what.to_string()));
    }
    let endless = log
        .replacen("\"minutes\":45", "\"minutes\":4294967295", 1)
        .replace("\"seconds\":600", "\"seconds\":18446744073709551615");
    let view = RoundView::of_log(desk::chain_anew(&endless).as_bytes()).unwrap();
    assert_eq!(view.phase_times_until(u64::MAX).len(), 4);
    assert_eq!(view.phase_at(u64::MAX - 1), 1);
}

#[test]
fn removed_swapped_and_foreign_lines_show() {
    let desk = played();
    let log = lines(&desk);
    let pick = |order: &[usize]| order.iter().map(|line| log[*line].as_str()).collect::<String>();
    let removed = broken(&pick(&[0, 1, 3, 4])).to_string();
    assert_eq!(removed, "line 3 (entry 3): entry 2 should be here: entries were removed, added or moved");
    assert_eq!(broken(&pick(&[0, 2, 1, 3, 4])).line, 2);
    assert_eq!(broken(&pick(&[0, 1, 1, 2, 3, 4])).line, 3);
    let anew = desk::chain_anew(&pick(&[0, 1, 2]).replace("\"xtask\"", "\"other\""));
    let replaced: String = [&anew, &log[3], &log[4]].map(String::as_str).concat();
    let what = broken(&replaced).to_string();
    assert_eq!(what, "line 4 (entry 3): does not follow from the entry before: that one was replaced");
    assert_eq!(broken("{}\n").line, 1);
    assert_eq!(broken("").line, 1);
    assert_eq!(verify_chain(&desk.log()).unwrap().head, desk.open().view().chain.head);
}

#[test]
fn a_log_that_lost_its_last_entries_is_noticed_by_the_pulse() {
    let desk = played();
    desk.open().pulse().unwrap();
    fs::write(desk.round_file("log.jsonl"), lines(&desk)[..3].concat()).unwrap();
    let mut round = desk.open();
    assert_eq!(round.now().elapsed_ms, 2 * MINUTE);
    round.seated("xtask").unwrap();
    round.left().unwrap();
    let notes: Vec<_> = round.view().notes.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(notes, ["the log was found to be 2 entries shorter than it was"]);
}

#[test]
fn a_round_of_a_newer_program_is_refused_and_left_as_it_is() {
    let desk = played();
    let mut older = desk.open();
    let newer = String::from_utf8(desk.log()).unwrap() + "{\"format\":2,\"seq\":5,\"event\":{\"what\":\"beamed\"}}\n";
    fs::write(desk.round_file("log.jsonl"), &newer).unwrap();
    for _ in 0..2 {
        let errors = [
            Round::open(desk.path(), desk.clock.clone()).err().unwrap(),
            Round::start(desk.path(), desk::plan(), desk.clock.clone()).err().unwrap(),
            older.refresh().unwrap_err(),
            older.save().unwrap_err(),
            verify_chain(newer.as_bytes()).unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind, Kind::Newer);
            let advice =
                "has format 2, and this program reads up to 1: update your clone (git pull); nothing was changed";
            assert!(error.to_string().ends_with(advice), "{error}");
        }
    }
    assert_eq!(desk.log(), newer.as_bytes());
}

#[test]
fn a_log_without_a_beginning_is_kept_aside_when_the_next_round_begins() {
    for log in ["", "{\"format\":1}\n", "rubbish\nmore rubbish\n"] {
        let desk = played();
        fs::write(desk.round_file("log.jsonl"), log).unwrap();
        let error = Round::open(desk.path(), desk.clock.clone()).err().unwrap();
        assert_eq!(error.kind, Kind::Damaged);
        assert!(
            error.to_string().contains("`cargo xtask round <kata>` begins another round, in a folder of its own"),
            "{error}"
        );
        desk.start();
        let kept = desk.path().join(".kata/rounds/unreadable-2030-03-17T17-48-40Z/log.jsonl");
        assert_eq!(fs::read_to_string(kept).unwrap(), log);
    }
}

#[test]
fn a_round_whose_log_alone_is_gone_says_what_is_missing_and_what_is_left() {
    let desk = played();
    fs::remove_file(desk.round_file("log.jsonl")).unwrap();
    for error in [Round::open(desk.path(), desk.clock.clone()).err(), RoundView::read(desk.path()).err()] {
        let error = error.unwrap();
        assert_eq!(error.kind, Kind::Lost);
        let said = error.to_string();
        assert!(said.contains(".kata/round/log.jsonl: is gone") && said.contains("objects/"), "{said}");
    }
    desk.start();
    assert!(desk.path().join(".kata/rounds/unreadable-2030-03-17T17-48-40Z/objects").is_dir());
}
