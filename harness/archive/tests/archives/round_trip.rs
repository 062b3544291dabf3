//! What is handed in is what comes out.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use kata_archive::{ChainState, Saved, pack, read, read_file, read_folder, save};
use kata_round::{AssignmentRef, Reason};
use kata_verdict::Level;

use crate::support::{DONE, Desk, MINUTE, Numbers, STARTER, WALL, members, noted, plan};

fn file<'a>(files: &'a kata_catalog::Files, path: &str) -> Option<&'a [u8]> {
    files.iter().find(|(found, _)| found == Path::new(path)).map(|(_, bytes)| bytes.as_slice())
}

#[test]
fn a_round_that_is_over_hands_in_what_was_frozen_and_nothing_is_odd() {
    let archive = Desk::played(plan()).pack();
    let submitted = &archive.submitted;
    assert_eq!(submitted.notes, Vec::<String>::new());
    assert_eq!(submitted.student, "Zoë Müller");
    assert_eq!((submitted.kata.as_str(), submitted.level), ("desk", Level::L4));
    assert_eq!(submitted.assignment.as_ref().map(|named| named.name.as_str()), Some("week-3"));
    assert_eq!((submitted.submitted_ms, submitted.packed_ms), (WALL + 30 * MINUTE, WALL + 31 * MINUTE));
    let paths: Vec<_> = submitted.files.iter().map(|(path, _)| path.to_str().expect("a text")).collect();
    assert_eq!(paths, ["Cargo.toml", "src/lib.rs", "src/part.rs"]);
    assert_eq!(file(&submitted.files, "src/lib.rs"), Some(DONE.as_bytes()));
    assert!(matches!(&submitted.chain, ChainState::Intact { entries, .. } if *entries >= 5), "{:?}", submitted.chain);
    let snapshots: Vec<_> = submitted.snapshots.iter().map(|one| (one.number, one.is_complete, one.is_late)).collect();
    assert_eq!(snapshots, [(1, true, false), (2, true, false), (3, true, false), (4, true, true)]);
    assert_eq!(submitted.versions["rustc"], "1.95.0");
}

#[test]
fn a_practice_hands_in_what_is_there_and_says_that_there_was_no_round() {
    let desk = Desk::new();
    let assignment = AssignmentRef { name: "week-3".to_owned(), sha256: "1".repeat(64) };
    let who = kata_archive::HandIn { assignment: Some(assignment.clone()), ..desk.hand_in(Some("李小龍")) };
    let submitted = pack(&desk.workspace(), &who).expect("an archive").submitted;
    assert_eq!(submitted.chain, ChainState::Absent);
    assert_eq!(submitted.notes, ["there is no log of a round: a practice, or a round that was taken out"]);
    assert_eq!((submitted.student.as_str(), submitted.assignment), ("李小龍", Some(assignment)));
    assert_eq!(file(&submitted.files, "src/lib.rs"), Some(STARTER.as_bytes()));
    assert_eq!((submitted.submitted_ms, submitted.packed_ms), (WALL, WALL));
}

#[test]
fn the_same_workspace_gives_the_same_bytes_and_every_byte_comes_back() {
    let desk = Desk::new();
    let hard: [(&[u8], &[u8]); 6] = [
        (b"src/empty.rs", b""),
        (b"src/binary.rs", &[0, 255, 13, 10, 26, 0]),
        (b"src/caf\xe9.rs", b"// Latin-1: caf\xe9\r\n"),
        ("src/größe/日本.rs".as_bytes(), "// 大きさ\n".as_bytes()),
        (b"src/100%25 sure.rs", b"// percent\n"),
        (b"src/deep/er/and/deeper.rs", b"// deep\n"),
    ];
    for (path, bytes) in hard {
        desk.write(OsStr::from_bytes(path), bytes);
    }
    let archive = desk.pack();
    assert_eq!(archive, desk.pack());
    assert_eq!(read(&archive.bytes).as_ref(), Ok(&archive.submitted));
    for (path, bytes) in hard {
        let path = PathBuf::from(OsStr::from_bytes(path));
        let found = archive.submitted.files.iter().find(|(found, _)| *found == path);
        assert_eq!(found.map(|(_, found)| found.as_slice()), Some(bytes), "{}", path.display());
    }
    assert_eq!(archive.submitted.files.len(), hard.len() + 2);
}

#[test]
fn an_archive_that_somebody_unpacked_reads_the_same() {
    let archive = Desk::played(plan()).pack();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in members(&archive.bytes) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    assert_eq!(read_folder(folder.path()).as_ref(), Ok(&archive.submitted));
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("src/link.rs")).expect("a link");
    let submitted = read_folder(folder.path()).expect("it can be read");
    assert_eq!(submitted.files, archive.submitted.files, "no link is followed");
    noted(&submitted, &["`src/link.rs`"]);
}

#[test]
fn a_plain_unzip_reads_it_too() {
    let archive = Desk::played(plan()).pack();
    let (folder, zip) = (tempfile::tempdir().expect("a folder"), tempfile::NamedTempFile::new().expect("a file"));
    fs::write(zip.path(), &archive.bytes).expect("a file");
    let python =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])";
    let ran = std::process::Command::new("python3").args(["-c", python]).arg(zip.path()).arg(folder.path()).status();
    // Not every machine has another program that reads zips.
    if ran.is_ok_and(|status| status.success()) {
        assert_eq!(read_folder(folder.path()).as_ref(), Ok(&archive.submitted));
    }
}

#[test]
fn a_round_whose_source_was_spoilt_is_handed_in_all_the_same() {
    let desk = Desk::played(plan());
    for object in fs::read_dir(desk.path().join(".kata/round/objects")).expect("a folder").flatten() {
        fs::write(object.path(), "spoilt").expect("a file");
    }
    let submitted = desk.pack().submitted;
    noted(&submitted, &["`src/lib.rs` is not as it was frozen in snapshot 3", "are not in the archive"]);
    assert_eq!(file(&submitted.files, "src/lib.rs"), Some("// after the end\n".as_bytes()));

    let desk = Desk::played(plan());
    desk.write(".kata/round/log.jsonl", "spoilt\n");
    let submitted = desk.pack().submitted;
    assert!(matches!(submitted.chain, ChainState::Broken { entry: 0, .. }), "{:?}", submitted.chain);
    assert!(submitted.round.is_none());
}

#[test]
fn who_hands_in_is_asked_for_and_taken_from_the_round() {
    let desk = Desk::new();
    let error = pack(&desk.workspace(), &desk.hand_in(None)).expect_err("nobody is named");
    assert!(error.to_string().starts_with("it is not said who hands this in: use --student"), "{error}");
    let played = Desk::played(plan());
    let archive = pack(&played.workspace(), &played.hand_in(None)).expect("an archive");
    assert_eq!(archive.submitted.student, "Zoë Müller");
    let other = pack(&played.workspace(), &played.hand_in(Some("Somebody Else"))).expect("an archive");
    noted(&other.submitted, &["the round was begun by Zoë Müller"]);
}

#[test]
fn what_is_too_much_or_nothing_is_said_before_it_is_handed_in() {
    let desk = Desk::new();
    fs::remove_file(desk.path().join("src/lib.rs")).expect("it was there");
    let error = pack(&desk.workspace(), &desk.hand_in(Some("A"))).expect_err("there is nothing");
    assert!(error.to_string().contains("holds no .rs file: there is nothing to hand in"), "{error}");
    desk.write("src/lib.rs", vec![b' '; 2 * 1024 * 1024 + 1]);
    let error = pack(&desk.workspace(), &desk.hand_in(Some("A"))).expect_err("it is too much");
    assert!(error.to_string().contains("2 MiB of source"), "{error}");
    desk.write("src/lib.rs", "");
    desk.write("src/Lib.rs", "");
    let both = fs::read_dir(desk.path().join("src")).expect("a folder").count() == 2;
    let packed = pack(&desk.workspace(), &desk.hand_in(Some("A")));
    // A file system that minds no case has but one of them.
    assert_eq!(packed.is_err_and(|error| error.to_string().contains("one file on some machines")), both);
}

#[test]
fn a_submission_as_large_as_it_may_be_is_handed_in() {
    let desk = Desk::new();
    for number in 0..198 {
        desk.write(format!("src/part_{number}.rs"), vec![b'x'; 10_000]);
    }
    let archive = desk.pack();
    assert_eq!(archive.submitted.files.len(), 200);
    assert!(archive.bytes.len() < 100_000, "{}", archive.bytes.len());
}

#[test]
fn an_earlier_archive_is_replaced_and_nothing_else_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.zip");
    let desk = Desk::played(plan());
    let archive = desk.pack();
    assert_eq!(save(&archive, &path, false), Ok(Saved::New));
    assert_eq!(fs::read(&path).expect("a file"), archive.bytes);
    assert_eq!(read_file(&path).as_ref(), Ok(&archive.submitted));
    desk.clock.pass(MINUTE);
    assert_eq!(save(&desk.pack(), &path, false), Ok(Saved::Replaced));

    let other = pack(&desk.workspace(), &desk.hand_in(Some("Somebody Else"))).expect("an archive");
    let error = save(&other, &path, false).expect_err("it is another's").to_string();
    assert!(error.contains("is the archive of Zoë Müller for desk, and was left as it is"), "{error}");
    fs::write(&path, "a letter").expect("a file");
    let error = save(&archive, &path, false).expect_err("it is no archive").to_string();
    assert!(error.contains("is another file, and was left as it is"), "{error}");
    assert_eq!(fs::read(&path).expect("a file"), b"a letter");
    assert_eq!(save(&archive, &path, true), Ok(Saved::Forced));
    let other = AssignmentRef { name: "week-4".to_owned(), sha256: "4".repeat(64) };
    let later = Desk::played(kata_round::Plan { assignment: Some(other), ..plan() }).pack();
    assert!(save(&later, &path, false).is_err(), "it is for another assignment");
    let error = save(&archive, folder.path(), true).expect_err("it is a folder").to_string();
    assert!(error.contains("is no plain file"), "{error}");
    let error = save(&archive, &folder.path().join("no/where.zip"), false).expect_err("no such folder").to_string();
    assert!(error.contains("cannot be written"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing else is left");
}

#[test]
fn the_receipt_is_another_one_for_anything_else() {
    let desk = Desk::played(plan());
    let first = desk.pack().submitted.receipt;
    let parts: Vec<_> = first.split('-').map(str::len).collect();
    assert_eq!(parts, [4, 4, 4], "{first}");
    assert_eq!(desk.pack().submitted.receipt, first);
    desk.clock.pass(1);
    assert_ne!(desk.pack().submitted.receipt, first);
}

#[test]
fn of_more_snapshots_than_fit_the_one_that_counts_is_there() {
    let desk = Desk::new();
    let mut round = desk.begin(plan());
    let mut noise = Numbers::new(3);
    let mut fill = |desk: &Desk| {
        let large: Vec<u8> = (0..1_900_000).map(|_| noise.byte()).collect();
        desk.write("src/large.rs", large);
    };
    fill(&desk);
    round.freeze(Reason::Submitted).expect("it is frozen");
    for _ in 0..9 {
        fill(&desk);
        round.save().expect("it is kept");
    }
    let submitted = desk.pack().submitted;
    let complete: Vec<bool> = submitted.snapshots.iter().map(|snapshot| snapshot.is_complete).collect();
    assert!(complete[1], "the frozen one is there: {complete:?}");
    assert!(complete[complete.len() - 1] && complete.contains(&false), "{complete:?}");
    noted(&submitted, &["contents of snapshots are not in the archive"]);
}
