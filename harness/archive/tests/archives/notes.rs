//! A change after the fact shows: as a note for a human, never as a crash.

use std::path::Path;
use std::sync::Arc;

use crate::support::{DONE, Desk, MINUTE, WALL, forged, meddled, noted, plan};
use kata_archive::{ChainState, MANIFEST, Manifest, Submitted};
use kata_round::{Reading, Reason, Round, SimulatedClock, blob_name};

/// A change to a manifest, and what is noted of it.
type Restated<'a> = (&'a dyn Fn(&mut Manifest), &'a str);

const LOG: &str = "round/log.jsonl";

/// The log with the line that holds `part` changed.
fn edited(log: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let text = std::str::from_utf8(log).expect("a text");
    assert!(text.contains(part), "{part} is missing in {text}");
    let lines = text.lines().map(|line| if line.contains(part) { change(line) } else { line.to_owned() });
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect::<String>().into_bytes()
}

fn broken_at(submitted: &Submitted) -> u64 {
    let ChainState::Broken { entry, .. } = submitted.chain else { panic!("{:?}", submitted.chain) };
    entry
}

#[test]
fn a_source_that_was_swapped_shows_against_the_manifest_and_against_the_log() {
    let archive = Desk::played(plan()).pack();
    let swap =
        |members: &mut crate::support::Members| members.insert("src/lib.rs".to_owned(), b"// another\n".to_vec());
    let submitted = meddled(&archive, |members| _ = swap(members));
    noted(&submitted, &["`src/lib.rs` was changed after the archive was made", "`src/lib.rs` is not as it was frozen"]);
    assert!(submitted.files.contains(&(Path::new("src/lib.rs").to_owned(), b"// another\n".to_vec())));
    let submitted = forged(&archive, |members| _ = swap(members));
    assert_eq!(submitted.notes, ["`src/lib.rs` is not as it was frozen in snapshot 3"]);
    assert_ne!(submitted.receipt, archive.submitted.receipt, "the student's receipt does not fit");
}

#[test]
fn a_file_that_was_added_or_taken_out_shows() {
    let archive = Desk::played(plan()).pack();
    let submitted = meddled(&archive, |members| {
        members.remove("src/part.rs");
        members.insert("src/more.rs".to_owned(), b"".to_vec());
    });
    noted(
        &submitted,
        &[
            "`src/more.rs` was added after the archive was made",
            "`src/part.rs`, which manifest.json names, is missing",
            "`src/more.rs` is not as it was frozen",
            "`src/part.rs` is not as it was frozen",
        ],
    );
}

#[test]
fn a_changed_entry_breaks_the_chain_at_its_place() {
    let archive = Desk::played(plan()).pack();
    for (part, at) in [("\"seq\":0,", 0), ("\"seq\":2,", 2), ("\"seq\":4,", 4)] {
        let submitted = forged(&archive, |members| {
            let log = edited(&members[LOG], part, |line| line.replace("\"elapsed_ms\":", "\"elapsed_ms\":1"));
            members.insert(LOG.to_owned(), log);
        });
        assert_eq!(broken_at(&submitted), at, "{part}");
        noted(&submitted, &["the round's log was changed, or is damaged"]);
        assert!(submitted.notes[0].contains("was changed after it was written"), "{:?}", submitted.notes);
    }
}

#[test]
fn an_entry_that_was_taken_out_or_a_log_that_was_cut_shows() {
    let archive = Desk::played(plan()).pack();
    let submitted = forged(&archive, |members| {
        let log = edited(&members[LOG], "\"seq\":2,", |_| String::new());
        members.insert(LOG.to_owned(), log);
    });
    assert_eq!(broken_at(&submitted), 3);
    let submitted = forged(&archive, |members| {
        let log = edited(&members[LOG], "\"what\":\"frozen\"", |_| String::new());
        members.insert(LOG.to_owned(), log);
    });
    noted(&submitted, &["the round was not over when the archive was made"]);
    let whole = archive.submitted.log.len();
    let submitted = forged(&archive, |members| members.get_mut(LOG).expect("a log").truncate(whole - 10));
    noted(&submitted, &["ends in an entry that was not written whole", "the log is another one than when"]);
    let submitted = forged(&archive, |members| _ = members.remove(LOG));
    assert_eq!(submitted.chain, ChainState::Absent);
    noted(&submitted, &["there is no log of a round", "contents belong to no snapshot"]);
}

#[test]
fn a_log_that_is_none_is_broken_from_its_beginning() {
    let archive = Desk::played(plan()).pack();
    for log in [&b""[..], b"\n", b"not a log\n", b"{}\n{}\n", b"\xff\xfe\n", b"[1,2]\n"] {
        let submitted = forged(&archive, |members| _ = members.insert(LOG.to_owned(), log.to_vec()));
        assert!(matches!(submitted.chain, ChainState::Broken { entry: 0, .. }), "{:?}", submitted.chain);
        assert_eq!(submitted.files.len(), 3, "what there is to judge is there");
    }
}

#[test]
fn a_manifest_that_does_not_agree_with_the_log_shows() {
    let archive = Desk::played(plan()).pack();
    let restated = |change: &dyn Fn(&mut Manifest)| {
        forged(&archive, |members| {
            let mut manifest: Manifest = serde_json::from_slice(&members[MANIFEST]).expect("a manifest");
            change(&mut manifest);
            members.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).expect("a text"));
        })
    };
    let cases: [Restated<'_>; 7] = [
        (&|manifest| manifest.student = "Somebody Else".to_owned(), "the round was begun by Zoë Müller"),
        (&|manifest| manifest.kata = "other".to_owned(), "the round was of desk at L4, the archive says other at L4"),
        (&|manifest| manifest.assignment = None, "begun for another assignment"),
        (&|manifest| manifest.submitted_ms -= 60_000, "name different times for the end of the round"),
        (&|manifest| manifest.packed_ms = WALL, "made before the last entry of its log"),
        (&|manifest| manifest.packed_ms += 50 * 60 * MINUTE, "was made 2 days 2 h after the source was frozen"),
        (&|manifest| manifest.log_head = Some("0".repeat(64)), "the log is another one than when the archive was made"),
    ];
    for (change, note) in cases {
        noted(&restated(change), &[note]);
    }
    let hostile = restated(&|manifest| manifest.student = "A\u{202e}B\u{1b}[2J".to_owned());
    assert_eq!(hostile.student, "A\\u{202e}B\\u{1b}[2J");
}

#[test]
fn contents_of_snapshots_that_are_not_what_they_say_show() {
    let archive = Desk::played(plan()).pack();
    let object = |bytes: &[u8]| format!("round/objects/{}", blob_name(bytes));
    let submitted = forged(&archive, |members| {
        let kept = members[&object(b"// after the end\n")].clone();
        members.insert(object(DONE.as_bytes()), kept);
        members.insert(object(b"// the starter\n"), b"no deflated bytes".to_vec());
        members.insert(object(b"a stranger"), b"x".to_vec());
    });
    noted(
        &submitted,
        &["is not what its name says: it was changed", "cannot be read", "1 contents belong to no snapshot"],
    );
    let submitted = forged(&archive, |members| _ = members.remove(&object(DONE.as_bytes())));
    noted(&submitted, &["1 of 5 contents of snapshots are not in the archive"]);
    assert!(!submitted.snapshots[2].is_complete && submitted.snapshots[1].is_complete);
}

#[test]
fn what_an_instructor_should_know_of_an_honest_round_is_said() {
    let desk = Desk::new();
    let mut round = desk.begin(plan());
    desk.clock.pass(MINUTE);
    round.pause().expect("it stands still");
    desk.clock.pass(12 * MINUTE);
    round.resume().expect("it goes on");
    let running = desk.pack().submitted;
    noted(
        &running,
        &["the round was not over when the archive was made", "the clock was stopped 1 time, 12 min in all"],
    );
    desk.clock.pass(50 * MINUTE);
    round.freeze(Reason::TimeUp).expect("it is frozen");
    desk.clock.pass(26 * 60 * MINUTE);
    let late = desk.pack().submitted;
    noted(&late, &["the archive was made 1 day 2 h after the source was frozen", "the clock was stopped 1 time"]);
    assert!(matches!(late.chain, ChainState::Intact { .. }));
}

#[test]
fn what_no_archive_of_ours_holds_is_left_out_and_named() {
    let archive = Desk::played(plan()).pack();
    let submitted = meddled(&archive, |members| {
        for name in ["README.md", ".DS_Store", "__MACOSX/src/._lib.rs", "src/secret.txt"] {
            members.insert(name.to_owned(), b"hello".to_vec());
        }
    });
    assert_eq!(submitted.files, archive.submitted.files);
    noted(&submitted, &["4 that no archive of ours holds were left out: `.DS_Store`, `README.md`, "]);
}

#[test]
fn a_flood_of_notes_is_bounded() {
    let archive = Desk::played(plan()).pack();
    let submitted = meddled(&archive, |members| {
        for number in 0..150 {
            members.insert(format!("src/x{number}.rs"), Vec::new());
        }
    });
    let more = submitted.notes.iter().filter(|note| note.as_str() == "and 144 more like it").count();
    assert_eq!((submitted.notes.len(), more), (14, 2), "one kind hides no other: {:#?}", submitted.notes);
}

#[test]
fn a_round_on_a_simulated_clock_is_told() {
    let desk = Desk::new();
    let clock = tempfile::NamedTempFile::new().expect("a file");
    let reading = Reading { wall_ms: WALL, boot: "first".to_owned(), uptime_ms: 60_000 };
    SimulatedClock::set(clock.path(), &reading).expect("it is written");
    let clock = SimulatedClock::open(clock.path()).expect("a clock");
    Round::start(desk.path(), plan(), Arc::new(clock)).expect("a round");
    noted(&desk.pack().submitted, &["the round ran on a simulated clock"]);
}
