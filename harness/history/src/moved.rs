//! A workspace that was moved, or renamed: the same sitting, under another path.
//!
//! Each id ends with the folder in which its sitting began. What comes before that (which kata, when it began) moves along with a workspace;
//! so a sitting that is like one of the history but for its folder goes on with that one, if that one's workspace is not in its place any more.

use std::path::Path;

use kata_workspace::Workspace;

use crate::line::{Line, lines};
use crate::{Entry, Kind};

/// The id under which the sitting `id` in the workspace `dir` stands in the history that these bytes hold: its own, unless it began elsewhere.
pub(crate) fn known_as(history: &[u8], id: &str, dir: &Path) -> String {
    let shown = dir.display().to_string();
    let Some(stem) = id.strip_suffix(shown.as_str()).filter(|stem| !stem.is_empty()) else { return id.to_owned() };
    let alike = alike(history, stem);
    if let Some(here) = alike.iter().rev().find(|entry| entry.dir.as_deref() == Some(dir)) {
        return here.id.clone();
    }
    let left: Vec<&Entry> = alike.iter().filter(|entry| was_left(entry)).collect();
    match left.as_slice() {
        [one] => one.id.clone(),
        // None, or nobody can tell which.
        _ => id.to_owned(),
    }
}

/// The sittings whose ids begin with `stem`, each as it was last recorded.
fn alike(history: &[u8], stem: &str) -> Vec<Entry> {
    let mut alike: Vec<Entry> = Vec::new();
    let holds = |line: &[u8]| line.windows(stem.len()).any(|part| part == stem.as_bytes());
    for (_, line) in lines(history).filter(|(_, line)| holds(line)) {
        if let Line::Entry(entry) = Line::read(line)
            && entry.id.starts_with(stem)
        {
            alike.retain(|known| known.id != entry.id);
            alike.push(*entry);
        }
    }
    alike
}

/// Whether the workspace of an entry is not in its place any more: there is none, or another one that was made anew.
fn was_left(entry: &Entry) -> bool {
    let Some(dir) = &entry.dir else { return false };
    if !Workspace::is_at(dir) {
        return true;
    }
    // One that cannot be read may be the one.
    Workspace::open(dir).is_ok_and(|there| match entry.kind {
        Kind::Practice => there.state().created != entry.started || there.state().kata != entry.kata,
        Kind::Round => there.state().created > entry.ended,
    })
}
