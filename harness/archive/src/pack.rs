//! Making an archive of a workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kata_round::{AssignmentRef, Kind, Objects, RoundView, SourceFiles, blob_name, read_source};
use kata_workspace::Workspace;

use crate::container::{Packed, write_zip};
use crate::limits::{MAX_LOG, MAX_OBJECTS, MAX_OBJECTS_BYTES};
use crate::manifest::{MANIFEST, MANIFEST_FORMAT, Manifest, ManifestMember};
use crate::member::{LOG, OBJECTS};
use crate::{Error, Submitted, check_student, read};

/// Who hands in, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// The student, as they call themselves. None: as the round was begun by.
    pub student: Option<String>,
    /// The assignment of a workspace that has no round. A round says its own.
    pub assignment: Option<AssignmentRef>,
    /// Now, in milliseconds since 1970.
    pub packed_ms: u64,
    /// What the archive is made with: `xtask`, `rustc`, …, each with its version.
    pub versions: BTreeMap<String, String>,
}

/// An archive, ready to be handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// The zip.
    pub bytes: Vec<u8>,
    /// What it says when it is read again, notes included: so the student sees what an instructor will see.
    pub submitted: Submitted,
}

/// Makes an archive of a workspace: of the frozen source where its round is over, else of the source as it is now. The same workspace
/// and the same `who` give the same bytes.
///
/// # Errors
///
/// Where nobody is named, there is no source, or it is more than an archive takes.
pub fn pack(workspace: &Workspace, who: &HandIn) -> Result<Archive, Error> {
    let round = Round::of(workspace.dir())?;
    let view = round.as_ref().and_then(|round| round.view.as_ref());
    let named = who.student.as_deref().or(view.and_then(|view| view.plan.student.as_deref())).unwrap_or_default();
    let student = check_student(named).map_err(Error::new)?;
    let mut members = BTreeMap::new();
    members.extend(source(workspace.dir(), round.as_ref())?);
    if let Some(round) = round.as_ref() {
        members.extend(round.contents());
        members.insert(LOG.to_owned(), round.log.clone());
    }
    let frozen = view.and_then(|view| view.frozen.as_ref());
    let manifest = Manifest {
        format: MANIFEST_FORMAT,
        student,
        kata: view.map_or(&workspace.state().kata, |view| &view.plan.kata).clone(),
        level: view.map_or(workspace.state().level, |view| view.plan.level),
        assignment: view.map_or(&who.assignment, |view| &view.plan.assignment).clone(),
        submitted_ms: frozen.map_or(who.packed_ms, |frozen| frozen.at.wall_ms),
        packed_ms: who.packed_ms,
        versions: who.versions.clone(),
        log_head: view.map(|view| view.chain.head.clone()),
        members: members.iter().map(|(path, bytes)| listed(path, bytes)).collect(),
    };
    written(&manifest, members)
}

fn listed(path: &str, bytes: &[u8]) -> ManifestMember {
    ManifestMember { path: path.to_owned(), bytes: bytes.len() as u64, sha256: blob_name(bytes) }
}

/// The archive, read again: what is handed in can be read by whoever gets it.
fn written(manifest: &Manifest, members: BTreeMap<String, Vec<u8>>) -> Result<Archive, Error> {
    let text = manifest.to_bytes().map_err(|error| Error::new(format!("{MANIFEST} cannot be written: {error}")))?;
    let mut packed = vec![Packed::plain(MANIFEST, text)];
    packed.extend(members.into_iter().map(|(name, bytes)| Packed::plain(name, bytes)));
    let bytes = write_zip(&packed, manifest.packed_ms / 1000)?;
    let submitted =
        read(&bytes).map_err(|error| Error::new(format!("{error} (it was written, and could not be read again)")))?;
    Ok(Archive { bytes, submitted })
}

/// What a workspace remembers of its round.
struct Round {
    log: Vec<u8>,
    /// None where the log cannot be read. It is handed in all the same: whoever gets it decides.
    view: Option<RoundView>,
    objects: Objects,
}

impl Round {
    fn of(workspace: &Path) -> Result<Option<Round>, Error> {
        let folder = workspace.join(".kata/round");
        let view = match RoundView::read(workspace) {
            Ok(view) => Some(view),
            Err(error) if matches!(error.kind, Kind::NoRound | Kind::Lost) => return Ok(None),
            Err(error) if error.kind == Kind::Damaged => None,
            Err(error) => return Err(error.into()),
        };
        let path = folder.join("log.jsonl");
        let log = std::fs::read(&path).map_err(|error| Error::of(&path, format!("cannot be read: {error}")))?;
        if log.len() as u64 > MAX_LOG {
            return Err(Error::of(
                &path,
                format!("is larger than {} MiB: hand in the whole workspace instead", MAX_LOG >> 20),
            ));
        }
        Ok(Some(Round { log, view, objects: Objects::at(&folder.join("objects")) }))
    }

    /// The frozen source, if the round is over and it is all there.
    fn frozen(&self) -> Option<SourceFiles> {
        let view = self.view.as_ref()?;
        let snapshot = view.snapshot(view.frozen.as_ref()?.what.snapshot)?;
        snapshot.files.iter().map(|(path, hash)| Some((path.clone(), self.objects.read(hash).ok()?))).collect()
    }

    /// The contents of the snapshots as they are kept: first those that count, then the newest, as many as fit.
    fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let Some(view) = self.view.as_ref() else { return BTreeMap::new() };
        let frozen = view.frozen.as_ref().and_then(|frozen| view.snapshot(frozen.what.snapshot));
        let first = frozen.into_iter().chain(view.last_compiling());
        let (mut contents, mut bytes, mut tried) = (BTreeMap::new(), 0, BTreeSet::new());
        for hash in first.chain(view.snapshots.iter().rev()).flat_map(|snapshot| snapshot.files.values()) {
            // One that is damaged is as good as missing; that it is not there becomes a note.
            if !tried.insert(hash) || self.objects.read(hash).is_err() {
                continue;
            }
            let Ok(kept) = std::fs::read(self.objects.dir().join(hash)) else { continue };
            bytes += kept.len() as u64;
            if bytes > MAX_OBJECTS_BYTES || contents.len() == MAX_OBJECTS {
                break;
            }
            contents.insert(format!("{OBJECTS}{hash}"), kept);
        }
        contents
    }
}

/// The source that is handed in. Where the frozen one is not whole any more, the present one is: the difference becomes a note.
fn source(workspace: &Path, round: Option<&Round>) -> Result<SourceFiles, Error> {
    if let Some(frozen) = round.and_then(Round::frozen) {
        return Ok(frozen);
    }
    let (files, _) = read_source(workspace)?;
    if files.keys().all(|path| path == "Cargo.toml") {
        return Err(Error::of(&workspace.join("src"), "holds no .rs file: there is nothing to hand in"));
    }
    Ok(files)
}
