//! Rewriting the file without the lines that later ones took the place of.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use kata_disk::{Access, Whole};

use crate::line::{Line, lines};

/// How many bytes the file had after it was last rewritten: the number that stands in the lock file. What cannot be read is 0, which costs
/// one rewrite too many.
pub(crate) fn base(lock: &mut File) -> u64 {
    let mut text = String::new();
    let read = lock.rewind().and_then(|()| lock.read_to_string(&mut text));
    read.ok().and_then(|_| text.trim().parse().ok()).unwrap_or(0)
}

/// Rewrites `path`: of the entries with the same id the newest stays, byte for byte, besides the newest with ratings; and so does every
/// entry of a newer version. What is no entry goes to the end of `aside`. The caller holds `lock`. Killed at any
/// point, it leaves the old file or the new one.
pub(crate) fn compact(path: &Path, aside: &Path, lock: &mut File) -> io::Result<()> {
    let bytes = std::fs::read(path)?;
    let (kept, unreadable) = sift(&bytes);
    put_aside(aside, &unreadable)?;
    let size = replace(path, &kept)?;
    lock.rewind()?;
    lock.set_len(0)?;
    write!(lock, "{size}")
}

/// The lines to keep, in their order, and those that are no entry.
fn sift(bytes: &[u8]) -> (Vec<&[u8]>, Vec<&[u8]>) {
    let mut unreadable = Vec::new();
    let mut kept: Vec<Option<&[u8]>> = Vec::new();
    let mut newest: HashMap<String, usize> = HashMap::new();
    let mut rated: HashMap<String, usize> = HashMap::new();
    for (_, line) in lines(bytes) {
        match Line::read(line) {
            Line::Entry(entry) => {
                // The ratings of an older line stand until there are others.
                let older_rated = if entry.ratings.is_empty() {
                    rated.get(&entry.id).copied()
                } else {
                    rated.insert(entry.id.clone(), kept.len()).inspect(|older| kept[*older] = None);
                    None
                };
                if let Some(older) = newest.insert(entry.id, kept.len()).filter(|older| Some(*older) != older_rated) {
                    kept[older] = None;
                }
                kept.push(Some(line));
            }
            Line::Newer => kept.push(Some(line)),
            Line::Unreadable(_) => unreadable.push(line),
        }
    }
    (kept.into_iter().flatten().collect(), unreadable)
}

/// On disk before the file is rewritten without them: rather twice there than nowhere.
fn put_aside(aside: &Path, unreadable: &[&[u8]]) -> io::Result<()> {
    if unreadable.is_empty() {
        return Ok(());
    }
    kata_disk::put_aside(aside, Access::Private, &joined(unreadable))
}

/// Where the file is a link into a folder that is synchronised elsewhere, it stays one.
fn replace(path: &Path, kept: &[&[u8]]) -> io::Result<usize> {
    let target = path.canonicalize()?;
    let bytes = joined(kept);
    Whole::private().named().write(&target, &bytes).map_err(|error| error.source)?;
    Ok(bytes.len())
}

fn joined(lines: &[&[u8]]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line, b"\n".as_slice()]).flatten().copied().collect()
}
