//! What a file written whole is like, and what is in its way.

use std::fs::{self, Permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use kata_disk::{Access, Stage, Whole, put_aside};
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_private_file_is_its_owners_and_a_shared_one_is_like_any_other() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("plain"), "a").expect("it can be written");
    Whole::private().write(&at("private"), b"a").expect("it can be written");
    Whole::shared().named().write(&at("shared"), b"a").expect("it can be written");
    put_aside(&at("aside"), Access::Private, b"a").expect("it can be written");
    assert_eq!((mode(&at("private")), mode(&at("aside"))), (0o600, 0o600));
    assert_eq!(mode(&at("shared")), mode(&at("plain")));
}

#[test]
fn the_mode_of_what_is_replaced_is_kept_where_that_is_asked_for() {
    let folder = folder();
    let path = folder.path().join("file");
    let keeping = Whole::shared().keeping_mode();
    keeping.write(&path, b"first").expect("it can be written");
    fs::set_permissions(&path, Permissions::from_mode(0o750)).expect("it is ours");
    keeping.write(&path, b"second").expect("it can be written");
    assert_eq!((mode(&path), fs::read(&path).expect("it is there")), (0o750, b"second".to_vec()));
    Whole::private().unsynced().write(&path, b"third").expect("it can be written");
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("file");
    fs::create_dir(&path).expect("it can be made");
    fs::write(path.join("mine"), "mine").expect("it can be written");
    let error = Whole::shared().write(&path, b"a").expect_err("it is a folder");
    assert_eq!((&error.path, error.source.kind()), (&path, ErrorKind::IsADirectory));
    assert!(error.to_string().starts_with(&format!("{}: cannot be written: ", path.display())), "{error}");
    assert!(path.join("mine").exists());
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_folder_that_is_not_there_or_is_none_is_told() {
    let folder = folder();
    fs::write(folder.path().join("file"), "a").expect("it can be written");
    let kind = |path: &str| {
        Whole::shared().write(&folder.path().join(path), b"a").expect_err("there is no folder").source.kind()
    };
    assert_eq!(kind("missing/file"), ErrorKind::NotFound);
    assert_eq!(kind("file/file"), ErrorKind::NotADirectory);
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_new_file_takes_no_ones_place_and_a_link_is_replaced_and_not_followed() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("old"), "old").expect("it can be written");
    symlink("old", at("link")).expect("it can be made");
    symlink("nowhere", at("dangling")).expect("it can be made");
    for name in ["old", "link", "dangling"] {
        let error = Whole::shared().write_new(&at(name), b"new").expect_err("it is taken");
        assert_eq!(error.source.kind(), ErrorKind::AlreadyExists, "{name}");
    }
    Whole::shared().write_new(&at("new"), b"new").expect("it is free");
    Whole::shared().write(&at("link"), b"new").expect("it can be written");
    assert_eq!(fs::read(at("old")).expect("it is there"), b"old");
    assert!(fs::symlink_metadata(at("link")).is_ok_and(|meta| meta.is_file()));
    assert_eq!(names(folder.path()), ["dangling", "link", "new", "old"]);
}

#[test]
fn a_stage_that_is_not_published_or_cannot_be_leaves_nothing() {
    let folder = folder();
    let place = folder.path().join("place");
    let staged = || {
        let stage = Stage::begin(folder.path(), Access::Private).expect("it can be made");
        fs::create_dir(stage.path().join("src")).expect("it can be made");
        stage
    };
    drop(staged());
    assert!(names(folder.path()).is_empty());
    staged().publish(&place).expect("nothing is there");
    assert_eq!(mode(&place), 0o700);
    fs::write(place.join("mine"), "mine").expect("it can be written");
    staged().publish(&place).expect_err("something is there");
    assert_eq!(
        (names(folder.path()), names(&place)),
        (vec!["place".to_owned()], vec!["mine".to_owned(), "src".to_owned()])
    );
}
