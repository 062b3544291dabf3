//! What was taken out of an archive, and how much more of each kind may be.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kata_round::{MAX_BYTES, MAX_FILES};

use crate::limits::{MAX_LOG, MAX_MANIFEST, MAX_OBJECTS, MAX_OBJECTS_BYTES};
use crate::member::Member;
use crate::shown;

/// What was taken out of an archive, nothing of it believed yet.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) manifest: Option<Vec<u8>>,
    pub(crate) log: Option<Vec<u8>>,
    /// By the member's name, with its path in a workspace.
    pub(crate) sources: BTreeMap<String, (PathBuf, Vec<u8>)>,
    /// By the hash that its name says.
    pub(crate) objects: BTreeMap<String, Vec<u8>>,
    /// The names of what is not ours, as they can be shown.
    pub(crate) left_out: Vec<String>,
}

impl Contents {
    /// How many bytes another member of this kind may have.
    ///
    /// # Errors
    ///
    /// Where there may not be another one.
    pub(crate) fn room(&self, member: &Member) -> Result<u64, String> {
        match member {
            Member::Manifest => Ok(MAX_MANIFEST),
            Member::Log => Ok(MAX_LOG),
            Member::Source(_) if self.sources.len() >= MAX_FILES => {
                Err(format!("holds more than {MAX_FILES} source files"))
            }
            Member::Source(_) => Ok(MAX_BYTES - total(self.sources.values().map(|(_, bytes)| bytes))),
            Member::Object(_) if self.objects.len() >= MAX_OBJECTS => {
                Err(format!("holds more than {MAX_OBJECTS} contents of snapshots"))
            }
            Member::Object(_) => Ok(MAX_OBJECTS_BYTES - total(self.objects.values())),
            Member::Folder | Member::Other => Ok(0),
        }
    }

    /// Takes a member in, whose bytes are within its room.
    pub(crate) fn put(&mut self, name: &str, member: Member, bytes: Vec<u8>) {
        match member {
            Member::Manifest => self.manifest = Some(bytes),
            Member::Log => self.log = Some(bytes),
            Member::Source(path) => _ = self.sources.insert(name.to_owned(), (path, bytes)),
            Member::Object(hash) => _ = self.objects.insert(hash, bytes),
            Member::Folder => {}
            Member::Other => self.left_out.push(shown(name)),
        }
    }
}

/// What is said of a member that has more than its room.
pub(crate) fn too_much(name: &str, room: u64) -> String {
    let (name, unit) = (shown(name), 1024 * 1024);
    let limit = match room {
        room if room.is_multiple_of(unit) && room > 0 => format!("{} MiB", room / unit),
        _ => format!("the {room} bytes that were left for it"),
    };
    format!("holds more than {limit} in `{name}`: nothing of it was taken")
}

fn total<'a>(all: impl Iterator<Item = &'a Vec<u8>>) -> u64 {
    all.map(|bytes| bytes.len() as u64).sum()
}
