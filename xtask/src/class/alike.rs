//! Which submissions of a class are alike.

use std::path::Path;

use kata_assignment::{Table, read_source};
use kata_catalog::{Kata, Starter};
use kata_console::Failure;
use kata_similar::{Pair, Source, similar};

/// The submissions that could be compared, and the pairs of them that are alike.
#[derive(Debug)]
pub(crate) struct Alike {
    /// What was compared.
    pub(crate) sources: Vec<Source>,
    /// The most alike first.
    pub(crate) pairs: Vec<Pair>,
    /// The submissions whose sources are not there.
    pub(crate) left_out: usize,
}

/// Compares the submissions that the folders of results have kept. A pair is alike from `least` per cent on.
pub(crate) fn compare(kata: &Kata, table: &Table, folders: &[&Path], least: u32) -> Result<Alike, Failure> {
    let (mut sources, mut left_out) = (Vec::new(), 0);
    // What could not be read as a submission has no digest.
    for record in table.rows.iter().filter_map(|row| row.record.as_ref()).filter(|record| !record.digest.is_empty()) {
        match read_source(folders, &record.digest)? {
            Some(files) => {
                sources.push(Source { author: record.student.clone(), name: record.submission.clone(), files });
            }
            None => left_out += 1,
        }
    }
    let pairs = similar(&sources, &given(kata)?, least);
    Ok(Alike { sources, pairs, left_out })
}

/// What everybody starts from, whichever starter it was.
fn given(kata: &Kata) -> Result<Source, Failure> {
    let mut files = kata.api()?;
    for starter in Starter::ALL {
        files.extend(kata.starter(starter)?);
    }
    let text = |(path, bytes): (std::path::PathBuf, Vec<u8>)| {
        (path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned())
    };
    Ok(Source { files: files.into_iter().map(text).collect(), ..Source::default() })
}
