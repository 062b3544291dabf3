//! What an archive says of itself.

use std::collections::BTreeMap;

use kata_round::{AssignmentRef, blob_name};
use kata_verdict::Level;
use serde::{Deserialize, Serialize};

/// Where the manifest lies in an archive.
pub const MANIFEST: &str = "manifest.json";

/// The newest form of the manifest that this program reads, and the one it writes.
pub const MANIFEST_FORMAT: u32 = 1;

/// What an archive says of itself: `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this form.
    pub format: u32,
    /// Who hands it in, composed (NFC).
    pub student: String,
    /// The slug of the kata.
    pub kata: String,
    /// The level.
    pub level: Level,
    /// The assignment, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentRef>,
    /// When the source was frozen, in milliseconds since 1970: the end of the round, or else the making of the archive.
    pub submitted_ms: u64,
    /// When the archive was made, in milliseconds since 1970.
    pub packed_ms: u64,
    /// What it was made with: `xtask`, `rustc`, …, each with its version.
    #[serde(default)]
    pub versions: BTreeMap<String, String>,
    /// The hash of the last entry of the round's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_head: Option<String>,
    /// Each other member, in the order of names.
    pub members: Vec<ManifestMember>,
}

/// A member as the manifest has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestMember {
    /// Its name in the archive.
    pub path: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// In words that follow "the archive".
    pub(crate) fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let damaged = |error: serde_json::Error| format!("has a {MANIFEST} that cannot be understood: {error}");
        let Versioned { format } = serde_json::from_slice(bytes).map_err(damaged)?;
        if format > MANIFEST_FORMAT {
            return Err(format!(
                "has format {format}, and this program reads up to {MANIFEST_FORMAT}: update your clone (git pull)"
            ));
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }

    /// As a member of an archive.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// A short code for a manifest, and so for all that it names: what a student can quote, and an instructor can compare.
pub(crate) fn receipt(manifest: &[u8]) -> String {
    let hash = blob_name(manifest);
    let groups: Vec<&str> = [0, 4, 8].iter().filter_map(|at| hash.get(*at..at + 4)).collect();
    groups.join("-")
}
