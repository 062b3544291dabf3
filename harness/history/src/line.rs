//! One line of the file: an entry of this version, of a newer one, or something that is none.

use serde::{Deserialize, Serialize};

use crate::{Entry, FORMAT};

/// What a line of the file holds.
pub(crate) enum Line {
    /// An entry, brought to the present form.
    Entry(Box<Entry>),
    /// An entry of a newer version: kept as it is, and not understood.
    Newer,
    /// Something that is no entry: why.
    Unreadable(String),
}

/// A line that is no entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unreadable {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// The one field that every version of an entry has.
#[derive(Deserialize)]
struct Versioned {
    format: u32,
}

impl Line {
    /// Reads a line, without its end. An older form would be migrated here; there is none of a line yet: what came before the history is
    /// each workspace's `results.json`, which [`import`](crate::import) migrates.
    pub(crate) fn read(line: &[u8]) -> Line {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) if entry.format == FORMAT => Line::Entry(Box::new(entry)),
            Ok(entry) => Line::other(entry.format, "no such format"),
            Err(error) => match serde_json::from_slice::<Versioned>(line) {
                Ok(Versioned { format }) => Line::other(format, &error.to_string()),
                Err(_) => Line::Unreadable(error.to_string()),
            },
        }
    }

    fn other(format: u32, why: &str) -> Line {
        if format > FORMAT { Line::Newer } else { Line::Unreadable(format!("format {format}: {why}")) }
    }
}

/// The lines of the file with their numbers, counted from 1; empty ones are left out.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let numbered = bytes.split(|byte| *byte == b'\n').enumerate();
    numbered.map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.trim_ascii().is_empty())
}
