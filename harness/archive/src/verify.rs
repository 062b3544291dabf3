//! What in an archive does not fit together: each a note for a human, who decides what it means.

use std::collections::BTreeSet;

use kata_round::{RoundView, blob_name, inflate, span};

use crate::contents::Contents;
use crate::limits::MAX_INFLATED;
use crate::manifest::{MANIFEST, Manifest};
use crate::member::{LOG, OBJECTS};
use crate::submitted::ChainState;
use crate::{same_name, shown, student};

/// An archive that was made so much later than the source was frozen is worth a word.
const LONG_AFTER_MS: u64 = 60 * 60 * 1000;

/// How many notes of a kind are shown.
const FEW: usize = 6;

/// Everything that does not fit together, the gravest first.
pub(crate) fn notes(
    contents: &Contents,
    manifest: &Manifest,
    round: Option<&RoundView>,
    chain: &ChainState,
) -> Vec<String> {
    let mut notes = Vec::new();
    match chain {
        ChainState::Broken { entry, what } => {
            notes.push(format!("the round's log was changed, or is damaged: entry {entry} {what}"));
        }
        ChainState::Absent => {
            notes.push("there is no log of a round: a practice, or a round that was taken out".to_owned())
        }
        ChainState::Intact { .. } => {}
    }
    if let Some(round) = round {
        notes.extend(against_round(contents, manifest, round));
    }
    notes.extend(few(against_manifest(contents, manifest)));
    notes.extend(objects(contents, round));
    notes.extend(round.map(told_by).unwrap_or_default());
    if manifest.packed_ms.saturating_sub(manifest.submitted_ms) > LONG_AFTER_MS {
        let after = span(manifest.packed_ms - manifest.submitted_ms);
        notes.push(format!("the archive was made {after} after the source was frozen"));
    }
    if !contents.left_out.is_empty() {
        let names = contents.left_out.iter().take(3).map(|name| format!("`{name}`"));
        let names = names.collect::<Vec<_>>().join(", ");
        let more = if contents.left_out.len() > 3 { ", …" } else { "" };
        notes.push(format!("{} that no archive of ours holds were left out: {names}{more}", contents.left_out.len()));
    }
    notes
}

/// The first notes of a kind, and how many more there are: one kind cannot hide the others.
fn few(mut notes: Vec<String>) -> Vec<String> {
    let more = notes.len().saturating_sub(FEW);
    if more > 1 {
        notes.truncate(FEW);
        notes.push(format!("and {more} more like it"));
    }
    notes
}

/// Whether the members are those that the manifest names.
fn against_manifest(contents: &Contents, manifest: &Manifest) -> Vec<String> {
    let sources = contents.sources.iter().map(|(name, (_, bytes))| (name.clone(), bytes.as_slice()));
    let objects = contents.objects.iter().map(|(hash, bytes)| (format!("{OBJECTS}{hash}"), bytes.as_slice()));
    let log = contents.log.iter().map(|bytes| (LOG.to_owned(), bytes.as_slice()));
    let mut notes = Vec::new();
    let mut named: std::collections::BTreeMap<&str, &str> =
        manifest.members.iter().map(|member| (member.path.as_str(), member.sha256.as_str())).collect();
    for (name, bytes) in sources.chain(log).chain(objects) {
        match named.remove(name.as_str()) {
            Some(hash) if hash == blob_name(bytes) => {}
            Some(_) => notes.push(format!("`{}` was changed after the archive was made", shown(&name))),
            None => notes.push(format!("`{}` was added after the archive was made", shown(&name))),
        }
    }
    notes.extend(named.keys().map(|name| format!("`{}`, which {MANIFEST} names, is missing", shown(name))));
    notes
}

/// Whether the manifest and the source are what the log tells.
fn against_round(contents: &Contents, manifest: &Manifest, round: &RoundView) -> Vec<String> {
    let mut notes = Vec::new();
    let plan = &round.plan;
    if manifest.log_head.as_deref() != Some(round.chain.head.as_str()) {
        notes.push("the log is another one than when the archive was made".to_owned());
    }
    if plan.kata != manifest.kata || plan.level != manifest.level {
        let (plan, level) = (shown(&plan.kata), plan.level);
        notes.push(format!(
            "the round was of {plan} at {level}, the archive says {} at {}",
            shown(&manifest.kata),
            manifest.level
        ));
    }
    if plan.assignment != manifest.assignment {
        notes.push("the round was begun for another assignment than the archive says".to_owned());
    }
    if let Some(student) = plan.student.as_deref().filter(|student| !same_name(student, &manifest.student)) {
        notes.push(format!("the round was begun by {}", student::received(student).unwrap_or_default()));
    }
    if manifest.packed_ms < round.last.wall_ms {
        notes.push("the archive says that it was made before the last entry of its log".to_owned());
    }
    match &round.frozen {
        None => notes.push("the round was not over when the archive was made".to_owned()),
        Some(frozen) => {
            if frozen.at.wall_ms != manifest.submitted_ms {
                notes.push("the archive and the log name different times for the end of the round".to_owned());
            }
            notes.extend(against_frozen(contents, round, frozen.what.snapshot));
        }
    }
    notes
}

/// Whether the source is the frozen one, file by file.
fn against_frozen(contents: &Contents, round: &RoundView, number: u32) -> Vec<String> {
    let Some(frozen) = round.snapshot(number) else {
        return vec![format!("the log tells of no snapshot {number}, which it says was frozen")];
    };
    let names: BTreeSet<&String> = frozen.files.keys().chain(contents.sources.keys()).collect();
    let differs = |name: &&String| {
        let found = contents.sources.get(*name).map(|(_, bytes)| blob_name(bytes));
        found.as_ref() != frozen.files.get(*name)
    };
    let differing = names.into_iter().filter(differs);
    few(differing.map(|name| format!("`{}` is not as it was frozen in snapshot {number}", shown(name))).collect())
}

/// What the log itself says that a human should know.
fn told_by(round: &RoundView) -> Vec<String> {
    let mut notes = few(round.chain.doubts.iter().map(|doubt| format!("log: {}", shown(doubt))).collect());
    if round.is_simulated {
        notes.push("the round ran on a simulated clock".to_owned());
    }
    if round.chain.torn_bytes > 0 {
        notes.push(
            "the log ends in an entry that was not written whole: the machine crashed then, or it was cut".to_owned(),
        );
    }
    notes.extend(few(round
        .clock_notes
        .iter()
        .map(|note| format!("clock: {}", shown(&note.what.to_string())))
        .collect()));
    notes.extend(few(round.notes.iter().map(|note| format!("log: {}", shown(&note.what))).collect()));
    notes.extend(
        round
            .frozen
            .iter()
            .filter_map(|frozen| frozen.what.note.as_deref())
            .map(|note| format!("end: {}", shown(note))),
    );
    if !round.pauses.is_empty() {
        let length = round.pauses.iter().filter_map(kata_round::Pause::length_ms).fold(0, u64::saturating_add);
        let times = round.pauses.len();
        notes.push(format!(
            "the clock was stopped {times} time{}, {} in all",
            if times == 1 { "" } else { "s" },
            span(length)
        ));
    }
    notes
}

/// Whether the contents of snapshots are what their names say, and those that the log tells of.
fn objects(contents: &Contents, round: Option<&RoundView>) -> Vec<String> {
    let mut notes = Vec::new();
    let (mut inflated, mut looked_at) = (0, 0);
    for (hash, deflated) in &contents.objects {
        if inflated > MAX_INFLATED {
            break;
        }
        looked_at += 1;
        match inflate(hash, deflated) {
            Ok(content) => inflated += content.len() as u64,
            Err(problem) => {
                // What could not be read cost as much as it may have.
                inflated += kata_round::MAX_BYTES;
                notes.push(shown(&problem));
            }
        }
    }
    let mut notes = few(notes);
    if looked_at < contents.objects.len() {
        notes.push("the contents of snapshots are more than were looked at".to_owned());
    }
    let named: BTreeSet<&String> =
        round.iter().flat_map(|round| &round.snapshots).flat_map(|one| one.files.values()).collect();
    let strange = contents.objects.keys().filter(|hash| !named.contains(hash)).count();
    if strange > 0 {
        notes.push(format!("{strange} contents belong to no snapshot that the log tells of"));
    }
    let missing = named.iter().filter(|hash| !contents.objects.contains_key(**hash)).count();
    if missing > 0 {
        notes.push(format!("{missing} of {} contents of snapshots are not in the archive", named.len()));
    }
    notes
}
