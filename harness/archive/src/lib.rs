//! The one archive that a student hands in.
//!
//! This crate owns how a workspace becomes an archive ([`pack`], [`save`]), how an archive is read as what a stranger sent ([`read`],
//! [`read_folder`]), and what in it does not fit together, which is a note for a human and never a verdict. It judges no code, starts nothing,
//! prints nothing, and writes to no path but the one that it is given. The students' pack contains it.
//!
//! What an archive holds is a zip of these members:
//!
//! | member | holds |
//! | --- | --- |
//! | `manifest.json` | who, when, what for, with what ([`Manifest`]), and the SHA-256 of each other member |
//! | `Cargo.toml`, `src/**.rs` | the source: the frozen one of a round, the present one of a practice |
//! | `round/log.jsonl` | the log of the round, a chain of hashes ([`kata_round::verify_chain`]); absent in a practice |
//! | `round/objects/<sha256>` | contents of the round's snapshots, deflated, as the workspace keeps them |

mod container;
mod contents;
mod error;
mod folder;
mod limits;
mod manifest;
mod member;
mod pack;
mod read;
mod save;
mod shown;
mod student;
mod submitted;
mod verify;
mod within;

pub use container::{Packed, write_zip};
pub use error::Error;
pub use folder::read_folder;
pub use limits::{MAX_ARCHIVE, MAX_LOG, MAX_MANIFEST, MAX_MEMBERS, MAX_OBJECTS, MAX_OBJECTS_BYTES};
pub use manifest::{MANIFEST, MANIFEST_FORMAT, Manifest, ManifestMember};
pub use pack::{Archive, HandIn, pack};
pub use read::{read, read_file};
pub use save::{Saved, save};
pub use shown::shown;
pub use student::{check_student, same_name};
pub use submitted::{ChainState, Snapshot, Submitted};
