//! What a newer program wrote is kept, whatever this one does.

use serde_json::Value;

use crate::support::{Home, entry};

const NEWER: &str = r#"{"format":2,"id":"a","mood":"fine","kata":["toy","game"]}"#;

#[test]
fn entries_of_a_newer_version_are_counted_and_survive_each_rewrite_byte_for_byte() {
    let home = Home::new();
    home.history().record(&entry("a")).expect("it can be recorded");
    home.scribble(format!("{NEWER}\n").as_bytes());
    for _ in 0..20 {
        home.tight().record(&entry("a")).expect("it can be recorded");
    }
    assert!(home.text().lines().any(|line| line == NEWER), "{}", home.text());
    assert!(home.text().lines().count() < 6, "it was never rewritten");
    let record = home.read();
    assert_eq!((record.newer, record.entries.len(), record.unreadable.len()), (1, 1, 0));
}

#[test]
fn one_that_this_version_could_read_is_of_a_newer_version_all_the_same() {
    let home = Home::new();
    let mut later = serde_json::to_value(entry("a")).expect("it has a JSON form");
    later["format"] = Value::from(2);
    home.scribble(format!("{later}\n").as_bytes());
    let record = home.read();
    assert_eq!((record.newer, record.entries.len()), (1, 0));
}

#[test]
fn a_field_that_a_newer_program_added_to_this_form_survives_a_rewrite() {
    let home = Home::new();
    let mut later = serde_json::to_value(entry("b")).expect("it has a JSON form");
    later["mood"] = Value::from("fine");
    home.scribble(format!("{later}\n").as_bytes());
    for _ in 0..9 {
        home.tight().record(&entry("a")).expect("it can be recorded");
    }
    assert_eq!(home.ids(), ["b", "a"]);
    assert!(home.text().contains(r#""mood":"fine""#), "{}", home.text());
}

#[test]
fn the_documented_example_is_an_entry_of_this_form() {
    let doc = include_str!("../../../../docs/HISTORY.md");
    let example = doc.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it has an example");
    let value: Value = serde_json::from_str(example).expect("it is JSON");
    let home = Home::new();
    home.scribble(format!("{value}\n").as_bytes());
    let record = home.read();
    assert_eq!(record.unreadable, []);
    // Each field of the form is in the example, and the other way round.
    assert_eq!(serde_json::to_value(&record.entries[0]).expect("it has a JSON form"), value);
    let documented = |name: &str| doc.contains(&format!("| `{name}`"));
    let undocumented: Vec<&String> =
        value.as_object().expect("an object").keys().filter(|key| !documented(key)).collect();
    assert!(undocumented.is_empty(), "docs/HISTORY.md has no row for {undocumented:?}");
}
