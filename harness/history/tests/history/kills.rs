//! `kill -9` at any point: what was recorded is there.

use crate::support::{Home, Talker, child, entry, part_of_child, tight};

/// How often a writer is killed.
const KILLS: usize = 20;

#[test]
fn a_writer_that_is_killed_loses_nothing_that_it_had_recorded() {
    const NAME: &str = "kills::a_writer_that_is_killed_loses_nothing_that_it_had_recorded";
    if let Some((dir, word)) = part_of_child(NAME) {
        for number in 0.. {
            let id = format!("{word}-{number}");
            tight(&dir).record(&entry(&id)).expect("it can be recorded");
            // Superseded at once, so that it is killed while it rewrites the file as well.
            tight(&dir).record(&entry("the same")).expect("it can be recorded");
            println!("ack {id}");
        }
    }
    let home = Home::new();
    let mut recorded = vec!["the same".to_owned()];
    for kill in 0..KILLS {
        let mut writer = Talker::start(child(NAME, &home.dir(), &kill.to_string()));
        // Each time a little later; what it does at that moment is chance.
        recorded.extend((0..=kill % 5).map(|_| writer.next().expect("it writes")));
        recorded.extend(writer.kill());
    }
    home.tight().record(&entry("after them all")).expect("nobody holds the lock any more");
    let ids = home.ids();
    let lost: Vec<&String> = recorded.iter().filter(|id| !ids.contains(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(home.read().unreadable, []);
}
