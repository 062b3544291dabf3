//! The chain of hashes that binds the entries of a log.
//!
//! A hash covers the bytes of its own line up to itself, the hash of the line before included. So it does not depend on how JSON is
//! written, and whoever changes, drops or inserts a line breaks the chain at that place, unless they write all of the rest anew.

use std::fmt;
use std::path::Path;

use kata_disk::sha256;
use serde::Deserialize;

use crate::error::{Error, Kind};
use crate::event::{Entry, FORMAT};
use crate::view::RoundView;

const HASH_FIELD: &[u8] = br#","hash":""#;
const HASH_END: &[u8] = br#""}"#;
const HASH_LENGTH: usize = 64;

/// What the chain of a log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// How many whole lines there are.
    pub entries: usize,
    /// The hash of the last one. Two logs with the same head are the same log.
    pub head: String,
    /// How many bytes of an unfinished line follow. A crash leaves some; nobody was told that they were written.
    pub torn_bytes: usize,
    /// Where the chain breaks first, if it does.
    pub broken: Option<Break>,
    /// What the chain cannot prove wrong but no round of ours would have written: times that do not add up.
    pub doubts: Vec<String>,
    next_seq: u64,
}

/// Where a chain breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The line of the log, counted from 1.
    pub line: usize,
    /// The number of the entry, as it says itself; None where the line is no entry.
    pub seq: Option<u64>,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            Some(seq) => write!(f, "line {} (entry {seq}): {}", self.line, self.what),
            None => write!(f, "line {}: {}", self.line, self.what),
        }
    }
}

impl Chain {
    /// Whether nothing speaks against the log. A torn end does not.
    pub fn is_whole(&self) -> bool {
        self.broken.is_none() && self.doubts.is_empty()
    }

    /// The number that the next entry gets.
    pub(crate) fn next_seq(&self) -> u64 {
        self.next_seq
    }

    /// Takes in the next line, without its end. None where it is no entry; then the chain is broken. The error is the line's format,
    /// if it is newer than what this program reads.
    pub(crate) fn take(&mut self, line: &[u8]) -> Result<Option<Entry>, u32> {
        self.entries += 1;
        if let Some(format) = format_of(line).filter(|format| *format > FORMAT) {
            return Err(format);
        }
        let Some((body, hash)) = split(line) else {
            self.is_broken(None, "is no entry of a log".to_owned());
            return Ok(None);
        };
        let Ok(entry) = serde_json::from_slice::<Entry>(line) else {
            self.is_broken(None, "cannot be understood".to_owned());
            return Ok(None);
        };
        if sha256(body) != hash {
            self.is_broken(Some(entry.seq), "was changed after it was written".to_owned());
        } else if entry.seq != self.next_seq {
            let what = format!("entry {} should be here: entries were removed, added or moved", self.next_seq);
            self.is_broken(Some(entry.seq), what);
        } else if entry.prev != self.head {
            self.is_broken(Some(entry.seq), "does not follow from the entry before: that one was replaced".to_owned());
        }
        self.next_seq = entry.seq.saturating_add(1);
        hash.clone_into(&mut self.head);
        Ok(Some(entry))
    }

    fn is_broken(&mut self, seq: Option<u64>, what: String) {
        let line = self.entries;
        self.broken.get_or_insert(Break { line, seq, what });
    }
}

/// Checks the log of a round as its bytes: `log.jsonl` of an archive that somebody sent. The one error is a log of a newer program.
pub fn verify_chain(log: &[u8]) -> Result<Chain, Error> {
    match RoundView::of_log(log) {
        Ok(view) => Ok(view.chain),
        Err(error) if error.kind == Kind::Newer => Err(error),
        Err(_) => links_of(log),
    }
}

/// The links alone, of a log that is no round's.
fn links_of(log: &[u8]) -> Result<Chain, Error> {
    let mut chain = Chain::default();
    let (lines, torn) = whole_lines(log);
    for line in lines {
        chain.take(line).map_err(|format| Error::newer(Path::new("log.jsonl"), format, FORMAT))?;
    }
    chain.torn_bytes = torn.len();
    let what = "the log does not begin with the start of a round".to_owned();
    chain.broken.get_or_insert(Break { line: 1, seq: None, what });
    Ok(chain)
}

/// An entry as its line, end included.
pub(crate) fn seal(entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(entry)?;
    line.pop();
    let hash = sha256(&line);
    line.extend_from_slice(HASH_FIELD);
    line.extend_from_slice(hash.as_bytes());
    line.extend_from_slice(HASH_END);
    line.push(b'\n');
    Ok(line)
}

/// The lines that were written whole, and the bytes of one that was not. A last line that is no JSON at all was not: after a loss of
/// power, its end can be on the disk without its middle.
pub(crate) fn whole_lines(log: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let end = log.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (whole, mut torn) = log.split_at(end);
    let mut lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    if let Some(last) = lines.last()
        && serde_json::from_slice::<serde::de::IgnoredAny>(last).is_err()
    {
        torn = &log[end - last.len()..];
        lines.pop();
    }
    (lines.into_iter().map(|line| &line[..line.len() - 1]).collect(), torn)
}

/// The one field that every version has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

fn format_of(line: &[u8]) -> Option<u32> {
    serde_json::from_slice::<Versioned>(line).ok().map(|versioned| versioned.format)
}

/// What a line's hash covers, and the hash that it says.
fn split(line: &[u8]) -> Option<(&[u8], &str)> {
    let rest = line.strip_suffix(HASH_END)?;
    let (body, hash) = rest.split_at_checked(rest.len().checked_sub(HASH_LENGTH)?)?;
    let body = body.strip_suffix(HASH_FIELD)?;
    Some((body, std::str::from_utf8(hash).ok()?))
}
