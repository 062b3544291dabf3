//! Two processes may write at once.

use kata_history::Record;

use crate::support::{Home, Talker, child, entry, part_of_child, tight};

/// How many entries each writer records, and how often.
const ENTRIES: usize = 60;

fn write(dir: &std::path::Path, word: &str) {
    for number in 0..ENTRIES {
        // The second one supersedes the first, so that the file is rewritten again and again while the others write.
        for _ in 0..2 {
            tight(dir).record(&entry(&format!("{word}-{number}"))).expect("it can be recorded");
        }
    }
}

#[test]
fn three_processes_that_write_at_once_lose_no_entry() {
    const NAME: &str = "writers::three_processes_that_write_at_once_lose_no_entry";
    if let Some((dir, word)) = part_of_child(NAME) {
        return write(&dir, &word);
    }
    let home = Home::new();
    let writers = ["a", "b", "c"].map(|word| Talker::start(child(NAME, &home.dir(), word)));
    for writer in writers {
        assert!(writer.succeeded());
    }
    let mut expected: Vec<String> =
        ["a", "b", "c"].iter().flat_map(|word| (0..ENTRIES).map(move |number| format!("{word}-{number}"))).collect();
    let mut ids = home.ids();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
    let Record { unreadable, aside, .. } = home.read();
    assert_eq!((unreadable, aside), (Vec::new(), None));
}

#[test]
fn whoever_reads_while_others_write_never_sees_half_a_line() {
    const NAME: &str = "writers::whoever_reads_while_others_write_never_sees_half_a_line";
    if let Some((dir, word)) = part_of_child(NAME) {
        write(&dir, &word);
        println!("ack done");
        return;
    }
    let home = Home::new();
    home.history().record(&entry("first")).expect("it can be recorded");
    let mut writer = Talker::start(child(NAME, &home.dir(), "a"));
    let is_done = std::thread::spawn(move || writer.next());
    let mut seen = 0;
    while !is_done.is_finished() {
        let record = home.read();
        assert_eq!(record.unreadable, []);
        assert!(record.entries.len() >= seen, "an entry was there, and is gone");
        seen = record.entries.len();
    }
    assert_eq!(is_done.join().expect("it listens").as_deref(), Some("done"));
}
