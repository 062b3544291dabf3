//! A kata as a students' pack has it: what is not there in plain text is read from the sealed file.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use kata_catalog::{Error, Kata, Root, SEALED, Sealed};

fn repository() -> Root {
    Root::at(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).expect("the repository")
}

/// Parking lot without an answer, and with this beside it.
fn packed(dir: &Path, sealed: &[u8]) -> Result<Kata, Error> {
    let home = dir.join("katas/parking-lot");
    fs::create_dir_all(&home).expect("it can be made");
    fs::create_dir_all(dir.join("xtask")).expect("it can be made");
    fs::write(dir.join("xtask/Cargo.toml"), "").expect("it can be written");
    let manifest = "format = 1\ntitle = \"Parking lot\"\nminutes = 45\nsummary = \"A lot.\"\n";
    fs::write(home.join("kata.toml"), manifest).expect("it can be written");
    fs::write(home.join(SEALED), sealed).expect("it can be written");
    Root::at(dir).expect("a root").kata("parking-lot")
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish()).expect("it can be deflated")
}

#[test]
fn what_was_sealed_is_known_again_and_nothing_else_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let whole = repository().kata("parking-lot").expect("a kata");
    let sealed = Sealed::of(&whole, Some("electric")).and_then(|sealed| sealed.to_bytes()).expect("sealed");
    let kata = packed(dir.path(), &sealed).expect("a kata");
    assert_eq!(kata.manifest().clarifications, whole.manifest().clarifications);
    assert_eq!(kata.manifest().interview, whole.manifest().interview);
    assert_eq!(kata.reveal("electric"), whole.reveal("electric"));
    assert!(kata.reveal("bikes").is_err(), "it was not sealed");
    assert!(kata.manifest().debrief.is_empty());
    let none = Sealed::of(&whole, None).and_then(|sealed| sealed.to_bytes()).expect("sealed");
    assert!(packed(dir.path(), &none).expect("a kata").manifest().twists.is_empty());
    let unknown = Sealed::of(&whole, Some("eletric")).expect_err("there is none").to_string();
    assert!(unknown.contains("did you mean `electric`?"), "{unknown}");
}

#[test]
fn a_sealed_file_that_is_newer_or_damaged_is_told_from_one_that_is_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let message = |sealed: &[u8]| packed(dir.path(), sealed).expect_err("it should be refused").to_string();
    let newer = message(&deflated("{\"format\": 2, \"hologram\": true}"));
    assert!(
        newer.starts_with("katas/parking-lot/interviewer.sealed: has format 2, and this program reads up to 1"),
        "{newer}"
    );
    for damaged in [&b"no deflated text"[..], &[], &deflated("{}"), &deflated("{\"format\": 1}")] {
        assert!(message(damaged).contains("interviewer.sealed: is damaged"), "{}", message(damaged));
    }
}
