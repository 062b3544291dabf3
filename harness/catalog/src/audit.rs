//! What a kata still lacks, apart from what running its suite shows.

use std::path::{Path, PathBuf};

use kata_verdict::Group;

use crate::files::is_hidden;
use crate::{Error, Kata, twist};

const CLARIFICATIONS: usize = 8;
const DEBRIEF: usize = 6;
/// How long a round may last, as `round --minutes` takes it.
const MINUTES: std::ops::RangeInclusive<u32> = 1..=600;

/// What `kata.toml` and the brief still lack, as sentences. `groups` are those that the suite has checks in. In a draft
/// nothing is counted, but what is there has to be whole.
pub fn audit_content(kata: &Kata, groups: &[Group]) -> Vec<String> {
    let manifest = kata.manifest();
    let mut gaps = Vec::new();
    if !manifest.draft {
        at_least("clarifications", manifest.clarifications.len(), CLARIFICATIONS, &mut gaps);
        at_least("debrief questions", manifest.debrief.len(), DEBRIEF, &mut gaps);
    }
    for group in groups {
        match manifest.hints.of(*group) {
            None => gaps.push(format!("kata.toml has no hints for {}: three are needed, weak to strong", group.word())),
            Some(hints) if hints.iter().any(|hint| hint.trim().is_empty()) => {
                gaps.push(format!("kata.toml has an empty hint for {}", group.word()));
            }
            Some(_) => {}
        }
    }
    if !MINUTES.contains(&manifest.minutes) {
        gaps.push(format!("kata.toml says {} minutes: a round lasts 1 to {}", manifest.minutes, MINUTES.end()));
    }
    gaps.extend(twist::audit(kata));
    gaps.extend(empty_texts(kata).into_iter().map(|what| format!("kata.toml has an empty {what}")));
    if kata.brief().map_or(true, |brief| brief.trim().is_empty()) {
        gaps.push("BRIEF.md is missing or empty".to_owned());
    }
    gaps
}

fn at_least(what: &str, found: usize, needed: usize, gaps: &mut Vec<String>) {
    if found < needed {
        gaps.push(format!("kata.toml has {found} {what}: at least {needed} are needed"));
    }
}

fn empty_texts(kata: &Kata) -> Vec<&'static str> {
    let manifest = kata.manifest();
    let empty = |text: &str| text.trim().is_empty();
    let mut found = Vec::new();
    let facts = [("title", empty(&manifest.title)), ("summary", empty(&manifest.summary))];
    found.extend(facts.into_iter().filter(|(_, is_empty)| *is_empty).map(|(what, _)| what));
    if manifest.phases.is_empty() || manifest.phases.iter().any(|phase| empty(&phase.name) || phase.minutes == 0) {
        found.push("list of phases, or phase");
    }
    if manifest.roles.iter().any(|role| empty(&role.name) || empty(&role.purpose)) {
        found.push("role");
    }
    if manifest.clarifications.iter().any(|item| empty(&item.question) || empty(&item.answer)) {
        found.push("clarification");
    }
    if manifest.debrief.iter().any(|item| empty(&item.question) || empty(&item.answer) || item.rubric.is_empty()) {
        found.push("debrief question, answer or rubric");
    }
    found
}

/// Files and folders that no part of a kata knows of, relative to the root.
pub fn audit_files(kata: &Kata) -> Result<Vec<PathBuf>, Error> {
    let solutions = kata.root().path().join("solutions").join(kata.slug());
    let mut strays = Vec::new();
    let mut look = |dir: &Path, known: &dyn Fn(&str) -> bool| strays_in(kata, dir, known, &mut strays);
    look(&kata.dir(), &|name| {
        ["kata.toml", "questions.toml", "BRIEF.md", "api", "suite", "starter", "twists"].contains(&name)
    })?;
    look(&kata.dir().join("starter"), &|name| ["given", "open", "tests"].contains(&name))?;
    for twist in folders(&kata.dir().join("twists")) {
        look(&twist, &|name| name == "TWIST.md")?;
    }
    look(&solutions, &|name| ["accepted", "flawed", "README.md"].contains(&name))?;
    for accepted in folders(&solutions.join("accepted")) {
        look(&accepted, &|name| ["README.md", "src"].contains(&name))?;
    }
    look(&solutions.join("accepted"), &|name| !name.contains('.'))?;
    look(&solutions.join("flawed"), &|name| name.ends_with(".patch") || !name.contains('.'))?;
    for flawed in folders(&solutions.join("flawed")) {
        look(&flawed, &|name| ["flaw.toml", "src"].contains(&name))?;
    }
    Ok(strays)
}

fn strays_in(kata: &Kata, dir: &Path, known: &dyn Fn(&str) -> bool, strays: &mut Vec<PathBuf>) -> Result<(), Error> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(|error| Error::of(kata.root().relative(dir), error.to_string()))?;
        let name = entry.file_name();
        if !is_hidden(&name) && !name.to_str().is_some_and(known) {
            strays.push(kata.root().relative(&entry.path()).to_owned());
        }
    }
    Ok(())
}

fn folders(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}
