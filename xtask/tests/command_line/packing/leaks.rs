//! No answer leaves with a students' pack: each line of what is hidden is looked for in each file of it.
//!
//! A line counts if it says something: 12 characters or more, 8 of them letters. What students are meant to have (the API without twists, the
//! starters, the brief, the crates of the harness that they need) may say the same line, word by word; nothing else of the clone may.
//! Prose of 24 characters or more is looked for inside of lines as well. In the sealed file, what the interviewer is there to tell may stand besides.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::DeflateDecoder;
use kata_assignment::{Assignment, Feedback};
use kata_catalog::{Kata, Root, SEALED, Sealed};
use kata_pack::{Order, Students};
use kata_verdict::Level;
use serde_json::Value;

use super::repository;

/// The crates of the harness that students are meant to have.
const MEANT: [&str; 10] =
    ["archive", "candidate", "catalog", "console", "disk", "interviewer", "process", "round", "verdict", "workspace"];

/// What is hidden of a kata, or meant to be seen.
#[derive(Default)]
struct Lines {
    /// Whole lines, trimmed.
    lines: BTreeSet<String>,
    /// Sentences, which may stand inside of a line.
    prose: BTreeSet<String>,
    /// All of it.
    text: String,
}

impl Lines {
    fn add(&mut self, text: &str) {
        self.text += text;
        self.text.push('\n');
        self.lines.extend(text.lines().map(str::trim).filter(|line| says_something(line)).map(str::to_owned));
    }

    fn say<'a>(&mut self, sentences: impl IntoIterator<Item = &'a String>) {
        for sentence in sentences {
            self.add(sentence);
            self.prose.extend(Some(sentence.trim().to_owned()).filter(|sentence| sentence.chars().count() >= 24));
        }
    }

    /// Every file below a folder. In a patch, the mark before each line is no part of it.
    fn add_files(&mut self, folder: &Path) {
        for path in files(folder) {
            let text = fs::read_to_string(&path).expect("text");
            match path.extension().is_some_and(|end| end == "patch") {
                true => self.add(&text.lines().map(|line| line.get(1..).unwrap_or("")).collect::<Vec<_>>().join("\n")),
                false => self.add(&text),
            }
        }
    }
}

fn says_something(line: &str) -> bool {
    line.chars().count() >= 12 && line.chars().filter(|letter| letter.is_alphabetic()).count() >= 8
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry")) {
        match entry.file_type().expect("a type").is_dir() {
            true if entry.file_name() == "target" => {}
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found
}

/// A kata, and the pack of an assignment of it.
struct Packed {
    kata: Kata,
    twist: Option<String>,
    files: Vec<(String, Vec<u8>)>,
}

impl Packed {
    /// An assignment with this twist of the kata's, counted from 0; none where it has fewer.
    fn of(slug: &str, twist: usize) -> Packed {
        let root = Root::at(repository()).expect("a root");
        let kata = root.kata(slug).expect("a kata");
        let twist = kata.manifest().twists.get(twist).map(|twist| twist.id.clone());
        let assignment = Assignment {
            name: "week-3".to_owned(),
            kata: slug.to_owned(),
            level: Level::L4,
            minutes: 45,
            opens: None,
            due: None,
            twist: twist.clone(),
            feedback: Feedback::None,
        };
        let order = Order {
            root: &root,
            assignment: &assignment,
            text: "",
            suite: "",
            commit: None,
            vendor: false,
            now_s: 1_800_000_000,
        };
        let students = Students::of(&order).expect("a pack");
        let files = students.files.into_iter().map(|file| (file.name, file.bytes)).collect();
        Packed { kata, twist, files }
    }

    /// What no file in plain text may say.
    fn hidden(&self) -> Lines {
        let mut hidden = self.answers();
        let manifest = self.kata.manifest();
        hidden.say(
            manifest.clarifications.iter().flat_map(|item| item.also.iter().chain([&item.question, &item.answer])),
        );
        hidden.say(manifest.twists.iter().flat_map(|twist| [&twist.title, &twist.summary]));
        hidden.add_files(&self.kata.dir().join("twists"));
        for twist in &manifest.twists {
            hidden.add(&String::from_utf8(self.kata.reveal(&twist.id).expect("a twist").api).expect("text"));
        }
        hidden
    }

    /// What not even the sealed file may say: all but the clarifications and the one twist.
    fn sealed_from_all(&self) -> Lines {
        let mut hidden = self.answers();
        let others = self.kata.manifest().twists.iter().filter(|twist| Some(&twist.id) != self.twist.as_ref());
        for twist in others {
            hidden.say([&twist.title, &twist.summary]);
            hidden.add_files(&self.kata.dir().join("twists").join(&twist.id));
            hidden.add(&String::from_utf8(self.kata.reveal(&twist.id).expect("a twist").api).expect("text"));
        }
        hidden
    }

    /// The suite, the solutions, the debrief, the hints.
    fn answers(&self) -> Lines {
        let mut answers = Lines::default();
        answers.add_files(&self.kata.dir().join("suite/src"));
        answers.add_files(&repository().join("solutions").join(self.kata.slug()));
        let manifest = self.kata.manifest();
        for topic in &manifest.debrief {
            answers.say(topic.rubric.iter().chain([&topic.question, &topic.answer]));
        }
        answers.say(kata_verdict::Group::ALL.iter().filter_map(|group| manifest.hints.of(*group)).flatten());
        answers
    }

    /// What students are meant to have.
    fn meant(&self) -> Lines {
        let mut meant = Lines::default();
        for (_, bytes) in self.kata.api().expect("an API") {
            meant.add(&String::from_utf8(bytes).expect("text"));
        }
        meant.add_files(&self.kata.dir().join("starter"));
        meant.add(&self.kata.brief().expect("a brief"));
        for crate_ in MEANT {
            meant.add_files(&repository().join("harness").join(crate_).join("src"));
        }
        meant
    }

    /// What of this stands in the pack, file by file; what is meant to be seen aside.
    fn leaks(&self) -> Vec<String> {
        let (mut hidden, mut sealed_from_all) = (self.hidden(), self.sealed_from_all());
        let meant = self.meant();
        let known = self.known_to_the_interviewer();
        for (lines, known) in [(&mut hidden, None), (&mut sealed_from_all, Some(&known))] {
            let all = || std::iter::once(&meant).chain(known);
            lines.lines.retain(|line| !all().any(|known| known.lines.contains(line)));
            lines.prose.retain(|sentence| !all().any(|known| known.text.contains(sentence)));
        }
        // A test that has nothing to look for would pass whatever is packed.
        assert!(hidden.lines.len() > 1000 && hidden.prose.len() > 20, "{} {}", hidden.lines.len(), hidden.prose.len());
        let looked = self.files.iter().map(|(name, bytes)| match name.ends_with(SEALED) {
            true => (name, texts(&inflated(bytes)), &sealed_from_all),
            false => (name, String::from_utf8(bytes.clone()).expect("text"), &hidden),
        });
        looked.flat_map(|(name, text, lines)| found(name, &text, lines)).collect()
    }

    fn known_to_the_interviewer(&self) -> Lines {
        let mut known = Lines::default();
        let manifest = self.kata.manifest();
        known.say(
            manifest.clarifications.iter().flat_map(|item| item.also.iter().chain([&item.question, &item.answer])),
        );
        if let Some(twist) = &self.twist {
            let reveal = self.kata.reveal(twist).expect("a twist");
            known.add(&reveal.brief);
            known.add(&String::from_utf8(reveal.api).expect("text"));
        }
        known
    }
}

fn found(name: &str, text: &str, hidden: &Lines) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| hidden.lines.contains(*line));
    let prose = hidden.prose.iter().filter(|sentence| text.contains(sentence.as_str()));
    lines.chain(prose.map(String::as_str)).map(|line| format!("{name}: {line}")).collect()
}

fn inflated(bytes: &[u8]) -> Value {
    let mut text = Vec::new();
    DeflateDecoder::new(bytes).read_to_end(&mut text).expect("deflated");
    serde_json::from_slice(&text).expect("JSON")
}

/// Every text in a JSON value, one below the other.
fn texts(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone() + "\n",
        Value::Array(all) => all.iter().map(texts).collect(),
        Value::Object(all) => all.values().map(texts).collect(),
        _ => String::new(),
    }
}

#[test]
fn no_line_of_what_is_hidden_stands_in_the_pack_of_any_kata() {
    for slug in Root::at(repository()).expect("a root").slugs().expect("katas") {
        for twist in [0, 1, 99] {
            let packed = Packed::of(&slug, twist);
            assert_eq!(packed.leaks(), Vec::<String>::new(), "{slug}");
            let folders: BTreeSet<&str> =
                packed.files.iter().filter_map(|(name, _)| name.strip_prefix("harness/")?.split('/').next()).collect();
            assert_eq!(folders, BTreeSet::from(MEANT));
        }
    }
}

#[test]
fn what_comes_late_is_not_even_named_by_the_tools_in_a_pack() {
    // These two are words that no tool has another use for.
    let packed = Packed::of("parking-lot", 0);
    let tools = packed.files.iter().filter(|(name, _)| !name.starts_with("katas/"));
    for (name, bytes) in tools {
        let text = String::from_utf8(bytes.clone()).expect("text").to_lowercase();
        assert!(!text.contains("electric") && !text.contains("bikes"), "{name} names a twist");
    }
}

#[test]
fn a_line_that_is_planted_is_found() {
    let mut packed = Packed::of("parking-lot", 0);
    let clean = packed.files.clone();
    let read = |path: &str| fs::read_to_string(repository().join(path)).expect("it is there");
    let long = |text: &str| {
        let mut lines = text.lines().map(str::trim).filter(|line| says_something(line) && line.len() > 40);
        lines.next_back().expect("a line").to_owned()
    };
    let manifest = packed.kata.manifest().clone();
    let other = packed.kata.reveal("electric").expect("a twist");
    for planted in [
        long(&read("katas/parking-lot/suite/src/lib.rs")),
        long(&read("solutions/parking-lot/accepted/one-lock/src/lot.rs")),
        manifest.debrief[0].answer.clone(),
        format!("# {}", manifest.debrief[0].rubric[0]),
        manifest.hints.of(kata_verdict::Group::Behaviour).expect("hints")[0].clone(),
        long(&other.brief),
        long(&String::from_utf8(other.api.clone()).expect("text")),
        manifest.clarifications[0].answer.clone(),
    ] {
        packed.files = clean.clone();
        packed.files.push(("xtask/src/more.rs".to_owned(), format!("    {planted}\n").into_bytes()));
        assert!(!packed.leaks().is_empty(), "nothing was found of: {planted}");
    }
    let sealed = Sealed::of(&packed.kata, Some("electric")).and_then(|sealed| sealed.to_bytes()).expect("sealed");
    packed.files = clean;
    packed.files.iter_mut().filter(|(name, _)| name.ends_with(SEALED)).for_each(|(_, bytes)| bytes.clone_from(&sealed));
    assert!(!packed.leaks().is_empty(), "the other twist was not found in the sealed file");
}
