//! An archive that somebody, or a course's website, has unpacked already.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::contents::{Contents, too_much};
use crate::limits::MAX_MEMBERS;
use crate::manifest::MANIFEST;
use crate::member::{self, Member};
use crate::read::submitted;
use crate::within::read_within;
use crate::{Error, Submitted, shown};

/// Reads the folder into which an archive was unpacked: the one that holds `manifest.json`. No link is followed.
///
/// # Errors
///
/// As [`read`](crate::read()), and where the folder cannot be read.
pub fn read_folder(dir: &Path) -> Result<Submitted, Error> {
    let mut contents = Contents::default();
    let mut seen = 0;
    let top = ["Cargo.toml", MANIFEST, "round", "src"];
    let taken = top.iter().try_for_each(|name| take(&dir.join(name), name.as_bytes(), &mut contents, &mut seen));
    taken
        .and_then(|()| submitted(contents))
        .map_err(|problem| Error::of(dir, format!("the unpacked archive {problem}")))
}

fn take(path: &Path, name: &[u8], contents: &mut Contents, seen: &mut usize) -> Result<(), String> {
    let name = member::name(name)?;
    let failed = |error: std::io::Error| format!("cannot be read at `{}`: {error}", shown(name));
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    *seen += 1;
    if *seen > MAX_MEMBERS {
        return Err(format!("holds more than {MAX_MEMBERS} files"));
    }
    if kind.is_dir() {
        let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
        return entries.iter().try_for_each(|entry| {
            let below = [name.as_bytes(), b"/", entry.file_name().as_bytes()].concat();
            take(&entry.path(), &below, contents, seen)
        });
    }
    let member = if kind.is_file() { member::of(name) } else { Member::Other };
    let room = contents.room(&member)?;
    let bytes = match member {
        Member::Other => Vec::new(),
        _ => {
            let read = File::open(path).and_then(|file| read_within(file, room)).map_err(failed)?;
            read.ok_or_else(|| too_much(name, room))?
        }
    };
    contents.put(name, member, bytes);
    Ok(())
}
