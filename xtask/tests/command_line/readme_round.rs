//! The story of a round that the README tells, played.

use std::fs;
use std::path::Path;

use crate::playing::Playing;
use crate::terminal::Terminal;

const FLAW: &str = "flawed/plate-checked-before-the-lock";

/// Plays what the README tells, up to the moment that it shows. Answers the screen.
fn play(playing: &Playing) -> (Terminal, String) {
    let dir = playing.dir();
    let mut terminal = playing.show(&["round", "parking-lot", "--seed", "3", "--dir", "mine"]);
    terminal.wait_shown("of 7 passed");
    playing.at(3, 20);
    terminal.press("c");
    terminal.wait_shown("Enter asks");
    terminal.press("Does the tariff follow the vehicle or the spot?\r");
    terminal.wait_shown("1 question");
    playing.at(21, 0);
    solve(playing.toy().root(), Path::new(&dir));
    terminal.wait_shown("7 of 7 passed");
    playing.at(35, 0);
    terminal.wait_shown("The interviewer adds");
    playing.at(36, 40);
    terminal.wait_shown("7 of 7 passed");
    let screen = terminal.wait_shown("08:20 left");
    (terminal, screen)
}

/// Puts a solution with a race in the place of what is there.
fn solve(root: &Path, dir: &Path) {
    let root = kata_catalog::Root::at(root).expect("a root");
    let solutions = root.kata("parking-lot").and_then(|kata| kata.solutions()).expect("they can be read");
    let files = solutions.find(FLAW).and_then(|solution| solution.files()).expect("it is there");
    for (path, bytes) in files {
        fs::write(dir.join(path), bytes).expect("it can be written");
    }
}

/// Where this fails, put what the program prints into README.md, under "A timed round".
#[test]
fn the_readme_tells_the_story_of_a_round_in_the_programs_own_words() {
    let playing = Playing::of_the_clone();
    let readme = fs::read_to_string(playing.toy().root().join("README.md")).expect("it is there");
    let story = readme.split("## A timed round\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a story");
    let samples: Vec<&str> = story.split("```text\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    let (mut terminal, screen) = play(&playing);
    let shown: Vec<&str> = screen.lines().map(str::trim_end).collect();
    let expected: Vec<&str> = samples[0].lines().collect();
    // How many snapshots there are depends on how the system tells of several files that are written one after the other.
    let is_same = |(expected, shown): (&&str, &&str)| {
        expected == shown || [expected, shown].iter().all(|line| line.starts_with(" saved    "))
    };
    let same = expected.len() == shown.len() && expected.iter().zip(&shown).all(is_same);
    assert!(same, "README.md shows:\n{}\nbut the program shows:\n{screen}", samples[0]);
    terminal.press("sy");
    terminal.wait_for("cargo xtask history");
    assert_eq!(terminal.end(), Some(1));
    let printed = plain(&terminal.printed());
    for line in samples[1].lines().filter(|line| !line.starts_with('…')) {
        assert!(printed.contains(line.trim_end()), "README.md shows {line:?}, but the program prints:\n{printed}");
    }
}

/// What was printed, without its colours.
fn plain(printed: &str) -> String {
    let mut parts = printed.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    first
        + &parts
            .map(|part| part.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).get(1..).unwrap_or(""))
            .collect::<String>()
}
