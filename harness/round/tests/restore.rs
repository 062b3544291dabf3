//! Snapshots: what they take, what they give back, and how much room they need.

mod desk;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;

use desk::Desk;
use kata_round::{Kind, Reason, Save, blob_name, inflate};

#[test]
fn a_restore_gives_back_every_byte_and_keeps_what_was_there() {
    let desk = Desk::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
    desk.write("src/lot/two words.rs", &bytes);
    desk.write("src/100%.rs", "fn f() {}\r\n");
    desk.write("src/empty.rs", "");
    let mut round = desk.start();
    fs::set_permissions(desk.path().join("src/100%.rs"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::remove_dir_all(desk.path().join("src/lot")).unwrap();
    desk.write("src/100%.rs", "changed");
    desk.write("src/new.rs", "new");
    desk.write("src/notes.txt", "no source");
    desk.write("tests/sample.rs", "no source either");
    let restored = round.restore(1).unwrap();
    assert_eq!(restored.kept, 2);
    assert_eq!(restored.written, ["src/100%.rs", "src/lot/two words.rs"].map(PathBuf::from));
    assert_eq!(restored.removed, [PathBuf::from("src/new.rs")]);
    assert_eq!(fs::read(desk.path().join("src/lot/two words.rs")).unwrap(), bytes);
    assert_eq!(fs::read(desk.path().join("src/100%.rs")).unwrap(), b"fn f() {}\r\n");
    let mode = fs::metadata(desk.path().join("src/100%.rs")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read(desk.path().join("src/notes.txt")).unwrap(), b"no source");
    let left: Vec<_> = fs::read_dir(desk.path().join("src")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 5, "{left:?}");
    assert_eq!(round.view().restored[0].what, 1);
    round.restore(2).unwrap();
    assert_eq!(fs::read(desk.path().join("src/new.rs")).unwrap(), b"new");
    assert!(!desk.path().join("src/lot/two words.rs").exists());
    let unknown = round.restore(9).unwrap_err();
    assert_eq!(unknown.to_string(), "there is no snapshot 9: they go from 1 to 3");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_kept_and_given_back() {
    let desk = Desk::new();
    let name = desk.path().join(OsStr::from_bytes(b"src/caf\xe9.rs"));
    fs::write(&name, b"// caf\xe9").unwrap();
    let mut round = desk.start();
    assert!(round.view().snapshots[0].files.contains_key("src/caf%E9.rs"));
    fs::remove_file(&name).unwrap();
    round.restore(1).unwrap();
    assert_eq!(fs::read(&name).unwrap(), b"// caf\xe9");
}

#[test]
fn links_and_editors_leftovers_are_no_source_and_no_link_is_followed() {
    let desk = Desk::new();
    desk.write("elsewhere/secret.rs", "secret");
    desk.write("src/.lot.rs", "an editor's");
    desk.write("src/lot/floor.rs", "first");
    let mut round = desk.start();
    symlink("../elsewhere/secret.rs", desk.path().join("src/link.rs")).unwrap();
    fs::rename(desk.path().join("src/lot"), desk.path().join("elsewhere/lot")).unwrap();
    symlink("../elsewhere", desk.path().join("src/lot")).unwrap();
    assert_eq!(round.save().unwrap(), Save::Kept(2));
    let snapshot = &round.view().snapshots[1];
    assert_eq!(snapshot.files.keys().collect::<Vec<_>>(), ["Cargo.toml", "src/lib.rs"]);
    let skipped: Vec<_> = snapshot.skipped.iter().map(|skipped| (&*skipped.path, &*skipped.why)).collect();
    assert_eq!(skipped, [("src/link.rs", "a symbolic link")]);
    let error = round.restore(1).unwrap_err();
    assert!(
        error.to_string().ends_with("src/lot: is no folder of its own: move it away, and restore again"),
        "{error}"
    );
    assert!(!desk.path().join("elsewhere/floor.rs").exists());
    fs::remove_file(desk.path().join("src/lot")).unwrap();
    round.restore(1).unwrap();
    assert_eq!(fs::read(desk.path().join("src/lot/floor.rs")).unwrap(), b"first");
    assert!(desk.path().join("src/link.rs").is_symlink());
}

#[test]
fn too_much_source_takes_no_snapshot_and_says_so() {
    let desk = Desk::new();
    let mut round = desk.start();
    desk.write("src/data.rs", vec![b' '; 3 << 20]);
    let error = round.save().unwrap_err();
    assert_eq!(error.kind, Kind::TooMuch);
    assert!(error.to_string().contains("200 files or 2 MiB"), "{error}");
    assert_eq!(round.restore(1).unwrap_err().kind, Kind::TooMuch);
    assert_eq!(round.twist_shown("electric").unwrap(), 1);
    fs::remove_file(desk.path().join("src/data.rs")).unwrap();
    (0..=200).for_each(|n| desk.write(&format!("src/m{n}.rs"), ""));
    assert_eq!(round.save().unwrap_err().kind, Kind::TooMuch);
    assert_eq!(round.freeze(Reason::Submitted).unwrap_err().kind, Kind::TooMuch);
    desk.clock.pass(100 * desk::MINUTE);
    let freeze = round.freeze(Reason::TimeUp).unwrap();
    assert_eq!(freeze.snapshot, 1);
    assert!(freeze.note.unwrap().contains("so no snapshot was taken"));
}

#[test]
fn an_object_that_was_changed_is_not_taken_for_the_source() {
    let desk = Desk::new();
    desk.write("src/lot.rs", "pub struct Lot;".repeat(50));
    let mut round = desk.start();
    let name = round.view().snapshots[0].files["src/lot.rs"].clone();
    let path = round.objects().dir().join(&name);
    let other = round.view().snapshots[0].files["src/lib.rs"].clone();
    fs::copy(round.objects().dir().join(other), &path).unwrap();
    desk.write("src/lot.rs", "mine");
    let error = round.restore(1).unwrap_err();
    assert_eq!(error.kind, Kind::Damaged);
    assert!(error.to_string().ends_with("is not what its name says: it was changed"), "{error}");
    assert_eq!(fs::read(desk.path().join("src/lot.rs")).unwrap(), b"mine");
    fs::write(&path, [7; 40]).unwrap();
    assert!(round.source_of(1).unwrap_err().to_string().contains("cannot be read"));
}

#[test]
fn what_inflates_without_end_is_cut_off() {
    let bomb = {
        use std::io::Write;
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        (0..4).for_each(|_| encoder.write_all(&[0; 1 << 20]).unwrap());
        encoder.finish().unwrap()
    };
    let name = blob_name(&vec![0; 4 << 20]);
    let error = inflate(&name, &bomb).unwrap_err();
    assert!(error.ends_with("holds more than a snapshot may"), "{error}");
}

/// Types an accepted solution in 300 saves, and looks at what is left on the disk.
#[test]
fn three_hundred_saves_of_a_real_solution_take_little_room() {
    let desk = Desk::new();
    let mut round = desk.start();
    let sources = solution();
    let total: usize = sources.iter().map(|(_, text)| text.len()).sum();
    let mut typed = Vec::new();
    for step in 1..=300 {
        let mut left = total * step / 300;
        for (path, text) in &sources {
            let end = left.min(text.len());
            left -= end;
            desk.write(path, &text[..end]);
        }
        assert!(matches!(round.save().unwrap(), Save::Kept(_)), "step {step}");
        typed.push(sources.iter().map(|(path, _)| fs::read(desk.path().join(path)).unwrap()).collect::<Vec<_>>());
    }
    for (step, contents) in typed.iter().enumerate() {
        let kept = round.source_of(u32::try_from(step).unwrap() + 2).unwrap();
        assert!(
            sources.iter().zip(contents).all(|((path, _), content)| kept[path] == *content),
            "snapshot {}",
            step + 2
        );
    }
    let copies: usize = typed.iter().flatten().map(Vec::len).sum();
    let objects: u64 =
        fs::read_dir(round.objects().dir()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    let log = desk.log().len();
    println!("source {total} B; 300 copies {copies} B; objects {objects} B; log {log} B");
    assert!(objects < copies as u64 / 6, "objects {objects}, copies {copies}");
    assert!(log < 500_000, "log {log}");
}

/// The sources of the first accepted design of the parking lot, by path.
fn solution() -> Vec<(String, Vec<u8>)> {
    let designs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../solutions/parking-lot/accepted");
    let mut designs: Vec<_> = fs::read_dir(designs).unwrap().map(|entry| entry.unwrap().path()).collect();
    designs.sort();
    let src = designs[0].join("src");
    let files =
        fs::read_dir(src).unwrap().map(|entry| entry.unwrap()).filter(|entry| entry.file_type().unwrap().is_file());
    let mut files: Vec<_> = files
        .map(|entry| (format!("src/{}", entry.file_name().to_str().unwrap()), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}
