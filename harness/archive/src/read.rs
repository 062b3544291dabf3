//! Reading an archive as what a stranger sent: into memory, within limits, believing nothing.

use std::fs::File;
use std::path::Path;

use kata_catalog::Files;
use kata_round::{AssignmentRef, Kind, RoundView, verify_chain};

use crate::container::read_zip;
use crate::contents::Contents;
use crate::limits::MAX_ARCHIVE;
use crate::manifest::{MANIFEST, Manifest, receipt};
use crate::submitted::{ChainState, Snapshot, Submitted};
use crate::within::read_within;
use crate::{Error, shown, student, verify};

/// Reads an archive.
///
/// # Errors
///
/// Where it cannot be read, or holds what no archive of ours would: in words for the student. What merely does not fit together is in
/// [`Submitted::notes`].
pub fn read(bytes: &[u8]) -> Result<Submitted, Error> {
    if bytes.len() as u64 > MAX_ARCHIVE {
        return Err(too_large());
    }
    read_zip(bytes).and_then(submitted).map_err(|problem| Error::new(format!("the archive {problem}")))
}

/// Reads the archive in a file, and no more of it than an archive may have.
///
/// # Errors
///
/// As [`read`], and where the file cannot be read.
pub fn read_file(path: &Path) -> Result<Submitted, Error> {
    let failed = |error: std::io::Error| Error::of(path, format!("cannot be read: {error}"));
    let kind = std::fs::metadata(path).map_err(failed)?;
    if !kind.is_file() {
        return Err(Error::of(path, "is no file"));
    }
    let bytes = File::open(path).and_then(|file| read_within(file, MAX_ARCHIVE)).map_err(failed)?;
    read(&bytes.ok_or_else(too_large)?)
}

fn too_large() -> Error {
    Error::new(format!("the archive is larger than {} MiB: hand in the file that `submit` wrote", MAX_ARCHIVE >> 20))
}

/// Makes sense of what was taken out of an archive.
pub(crate) fn submitted(contents: Contents) -> Result<Submitted, String> {
    let text = contents.manifest.as_deref().ok_or_else(|| {
        format!("has no {MANIFEST}, so `submit` did not write it: hand in the file that `cargo xtask submit` writes, as it is")
    })?;
    let manifest = Manifest::read(text)?;
    let log = contents.log.clone().unwrap_or_default();
    let (round, chain) = if contents.log.is_some() { told(&log)? } else { (None, ChainState::Absent) };
    let notes = verify::notes(&contents, &manifest, round.as_ref(), &chain);
    Ok(Submitted {
        student: student::received(&manifest.student)
            .ok_or("says no name of a student: write it anew with `submit --student`")?,
        kata: shown(&manifest.kata),
        level: manifest.level,
        assignment: manifest
            .assignment
            .map(|named| AssignmentRef { name: shown(&named.name), sha256: shown(&named.sha256) }),
        submitted_ms: manifest.submitted_ms,
        packed_ms: manifest.packed_ms,
        snapshots: round.as_ref().map(|round| snapshots(round, &contents)).unwrap_or_default(),
        versions: manifest.versions.iter().map(|(what, version)| (shown(what), shown(version))).collect(),
        receipt: receipt(text),
        files: contents.sources.into_values().collect::<Files>(),
        round: round.map(Box::new),
        log,
        chain,
        notes,
    })
}

/// What a log tells, as far as it can be read, and whether it is as it was written.
fn told(log: &[u8]) -> Result<(Option<RoundView>, ChainState), String> {
    let newer = |error: kata_round::Error| format!("holds a log that is newer than this program: {error}");
    match RoundView::of_log(log) {
        Ok(view) => {
            let state = state(&view.chain);
            Ok((Some(view), state))
        }
        Err(error) if error.kind == Kind::Newer => Err(newer(error)),
        Err(_) => verify_chain(log).map(|chain| (None, state(&chain))).map_err(newer),
    }
}

fn state(chain: &kata_round::Chain) -> ChainState {
    match &chain.broken {
        None => ChainState::Intact { entries: chain.entries, head: chain.head.clone() },
        Some(broken) => {
            let line = u64::try_from(broken.line).unwrap_or(u64::MAX).saturating_sub(1);
            ChainState::Broken { entry: broken.seq.unwrap_or(line), what: shown(&broken.what) }
        }
    }
}

fn snapshots(round: &RoundView, contents: &Contents) -> Vec<Snapshot> {
    let summary = |snapshot: &kata_round::Snapshot| Snapshot {
        number: snapshot.number,
        elapsed_ms: snapshot.at.elapsed_ms,
        wall_ms: snapshot.at.wall_ms,
        files: snapshot.files.len(),
        is_complete: snapshot.files.values().all(|hash| contents.objects.contains_key(hash)),
        compiles: snapshot.compiles,
        is_late: snapshot.is_late,
    };
    round.snapshots.iter().map(summary).collect()
}
