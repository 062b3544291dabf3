//! A damaged file, a full disk, a folder that cannot be written to: each is named, and nothing else is lost.

use std::fs;
use std::process::Command;
use std::time::Duration;

use kata_history::History;

use crate::support::{Home, Talker, child, entry, part_of_child, round};

#[test]
fn a_broken_line_in_the_middle_is_named_and_all_others_are_read() {
    let home = Home::new();
    for id in ["a", "b", "c"] {
        home.history().record(&entry(id)).expect("it can be recorded");
    }
    let text = home.text().replacen("\"id\":\"b\"", "\"id\":\u{0}b\"", 1);
    fs::write(home.history().path(), text).expect("it can be written");
    let record = home.read();
    assert_eq!(home.ids(), ["a", "c"]);
    assert_eq!(record.unreadable.len(), 1);
    assert_eq!(record.unreadable[0].line, 2);
}

#[test]
fn a_broken_line_is_put_aside_when_the_file_is_rewritten() {
    let home = Home::new();
    home.scribble(b"{\"format\":1, \"id\n\xff\xfe not even text\n");
    for _ in 0..9 {
        home.tight().record(&entry("a")).expect("it can be recorded");
    }
    let aside = fs::read(home.dir().join("history.unreadable")).expect("it is there");
    assert_eq!(aside, b"{\"format\":1, \"id\n\xff\xfe not even text\n");
    let record = home.read();
    assert_eq!((record.unreadable.len(), record.aside), (0, Some(home.dir().join("history.unreadable"))));
    assert_eq!(home.ids(), ["a"]);
}

#[test]
fn a_torn_last_line_is_skipped_and_put_aside_by_the_next_entry() {
    let home = Home::new();
    home.history().record(&entry("a")).expect("it can be recorded");
    home.scribble(b"{\"format\":1,\"id\":\"torn");
    assert_eq!((home.ids(), home.read().unreadable[0].line), (vec!["a".to_owned()], 2));
    home.history().record(&entry("b")).expect("it can be recorded");
    assert_eq!(home.ids(), ["a", "b"]);
    assert_eq!(home.aside(), "{\"format\":1,\"id\":\"torn\n");
}

#[test]
fn a_last_line_that_lacks_only_its_end_is_an_entry() {
    let home = Home::new();
    home.history().record(&entry("a")).expect("it can be recorded");
    fs::write(home.history().path(), home.text().trim_end()).expect("it can be written");
    home.history().record(&entry("b")).expect("it can be recorded");
    assert_eq!((home.ids(), home.aside()), (vec!["a".to_owned(), "b".to_owned()], String::new()));
}

#[test]
fn a_file_that_is_no_history_at_all_is_put_aside_whole() {
    let home = Home::new();
    home.scribble(b"shopping list\neggs");
    home.history().record(&entry("a")).expect("it can be recorded");
    assert_eq!((home.ids(), home.aside().as_str()), (vec!["a".to_owned()], "shopping list\neggs\n"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_named() {
    let home = Home::new();
    fs::create_dir_all(home.dir()).expect("it can be made");
    std::os::unix::fs::symlink("/dev/full", home.history().path()).expect("it can be linked");
    let error = home.history().record(&entry("a")).expect_err("there is no room").to_string();
    assert!(error.contains("history.jsonl: cannot be written: No space left"), "{error}");
}

/// The shell sets the limit, and keeps the signal away that would end the child there.
#[test]
fn an_entry_that_did_not_fit_leaves_nothing_behind() {
    const NAME: &str = "damage::an_entry_that_did_not_fit_leaves_nothing_behind";
    if let Some((dir, word)) = part_of_child(NAME) {
        let refused = History::open(dir).record(&entry(&word)).is_err();
        println!("ack {refused}");
        return;
    }
    let home = Home::new();
    // Two blocks of 512 or 1,024 bytes, as the shell counts; an entry has more than 1,024 and the file is cut in its middle.
    home.history().record(&round("toy", 1, &["+small"])).expect("it can be recorded");
    let before = home.text();
    let plain = child(NAME, &home.dir(), "large");
    let mut limited = Command::new("sh");
    limited
        .args(["-c", r#"trap "" XFSZ; ulimit -f 1; exec "$0" "$@""#])
        .arg(plain.get_program())
        .args(plain.get_args());
    limited.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    assert_eq!(Talker::start(limited).next().as_deref(), Some("true"));
    assert_eq!(home.text(), before);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let error = History::open("/dev/null/home").record(&entry("a")).expect_err("it is no folder").to_string();
    assert!(error.starts_with("/dev/null/home: cannot be made: "), "{error}");
}

#[test]
fn where_nothing_can_be_locked_there_is_still_something_to_read() {
    let home = Home::new();
    home.history().record(&entry("a")).expect("it can be recorded");
    let lock = home.dir().join("history.lock");
    fs::remove_file(&lock).expect("it is there");
    assert_eq!(home.ids(), ["a"]);
    // A folder in its place cannot be written to, not even by root.
    fs::create_dir(&lock).expect("it can be made");
    assert_eq!(home.ids(), ["a"]);
    let error = home.history().record(&entry("b")).expect_err("it cannot be locked").to_string();
    assert!(error.contains("history.lock: cannot be written: "), "{error}");
}

#[test]
fn a_process_that_never_lets_go_of_the_lock_is_not_waited_for_without_end() {
    let home = Home::new();
    home.history().record(&entry("a")).expect("it can be recorded");
    let lock = fs::File::open(home.dir().join("history.lock")).expect("it is there");
    lock.lock().expect("it can be locked");
    let impatient = home.history().with_bounds(0, Duration::from_millis(1));
    let error = impatient.record(&entry("b")).expect_err("it is held").to_string();
    assert!(error.contains("another program has held it"), "{error}");
    // A reader reads all the same.
    assert_eq!(impatient.read().expect("it can be read").entries.len(), 1);
    drop(lock);
    home.history().record(&entry("b")).expect("it is free again");
}
