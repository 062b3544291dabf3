//! A folder of results: what was judged, one record a line, and never half a record.
//!
//! - `run.json` says what was run.
//! - `results.jsonl` has a [`Record`] a line, each on the disk before the next submission is judged. A later line about the same submission takes the
//!   place of an earlier one. What a killed run left of a last line is cut off, and kept in `results.torn`.
//! - `sources/` has what was judged, by its digest ([`crate::keep_source`]).
//! - `lock` is held by the run that writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use kata_catalog::Error;
use kata_disk::{Access, Whole};

use crate::run::{Format, newer};
use crate::sources::SOURCES;
use crate::{Graded, RECORD_FORMAT, Record, Run};

const RUN: &str = "run.json";
const RECORDS: &str = "results.jsonl";
const TORN: &str = "results.torn";
const LOCK: &str = "lock";

/// A folder of results that is being written.
#[derive(Debug)]
pub struct Results {
    path: PathBuf,
    log: File,
    /// Each submission that is judged, without what came of it. What ended in a fault of ours is not judged.
    judged: BTreeMap<String, Record>,
    /// Each submission that has a record, whatever it says.
    recorded: BTreeSet<String>,
    _lock: File,
}

impl Results {
    /// Begins a folder, or goes on with one.
    ///
    /// # Errors
    ///
    /// Where another run is at it, there are results and `resume` is false, they are of another run, or the disk does not take what is written.
    pub fn open(folder: &Path, run: &Run, resume: bool) -> Result<Results, Error> {
        fs::create_dir_all(folder).map_err(|error| cannot(folder, "be made", &error))?;
        let lock = lock(folder)?;
        // Should no source be new, nothing is written there.
        [folder, &folder.join(SOURCES)].iter().for_each(|folder| kata_disk::sweep(folder));
        let (about, path) = (folder.join(RUN), folder.join(RECORDS));
        if about.exists() || path.exists() {
            if !resume {
                let message =
                    "holds results already: add --resume to go on with them, or choose another folder with --out";
                return Err(Error::of(folder, message));
            }
            go_on(&about, run)?;
        }
        let log = OpenOptions::new().create(true).read(true).append(true).open(&path);
        let mut log = log.map_err(|error| cannot(&path, "be opened", &error))?;
        cut_torn_line(&mut log, folder).map_err(|error| cannot(&path, "be mended", &error))?;
        let (mut judged, mut recorded) = (BTreeMap::new(), BTreeSet::new());
        visit(&path, &mut |record| {
            recorded.insert(record.submission.clone());
            if matches!(record.graded, Graded::Fault(_)) {
                judged.remove(&record.submission);
            } else {
                let graded = Graded::Unreadable(String::new());
                judged.insert(record.submission.clone(), Record { graded, ..record });
            }
        })?;
        replace(&about, run)?;
        Ok(Results { path, log, judged, recorded, _lock: lock })
    }

    /// Leaves what was judged before, and is not `there` any more, out of every table until it is there again. Answers what that is.
    ///
    /// # Errors
    ///
    /// Where the disk does not take it.
    pub fn leave_out(&self, run: &Run, there: &BTreeSet<&str>) -> Result<Vec<String>, Error> {
        let gone: Vec<String> = self.recorded.iter().filter(|name| !there.contains(name.as_str())).cloned().collect();
        if !gone.is_empty() {
            replace(&self.path.with_file_name(RUN), &Run { gone: gone.clone(), ..run.clone() })?;
        }
        Ok(gone)
    }

    /// Whether the submission is judged, as it is now.
    pub fn has(&self, submission: &str, digest: &str) -> bool {
        self.judged.get(submission).is_some_and(|known| known.digest == digest)
    }

    /// Whether all that is known of the submission besides its verdict is as it was: who handed it in, when, and what a human should know.
    pub fn is_told(&self, record: &Record) -> bool {
        let same = |known: &Record| {
            (&known.student, known.submitted, &known.notes) == (&record.student, record.submitted, &record.notes)
        };
        self.judged.get(&record.submission).is_some_and(same)
    }

    /// Writes what is known of a submission anew, with the verdict that it has.
    ///
    /// # Errors
    ///
    /// Where what is there cannot be read, or the disk does not take it.
    pub fn tell_anew(&mut self, record: &Record) -> Result<(), Error> {
        let mut graded = None;
        visit(&self.path, &mut |known| {
            if known.submission == record.submission {
                graded = Some(known.graded);
            }
        })?;
        let Some(graded) = graded else { return Ok(()) };
        self.append(&Record { graded, ..record.clone() })
    }

    /// Writes one record, so that it is there whatever happens next.
    ///
    /// # Errors
    ///
    /// Where the disk does not take it: then no part of it stays.
    pub fn append(&mut self, record: &Record) -> Result<(), Error> {
        let line = serde_json::to_string(record).map_err(|error| Error::of(&self.path, error.to_string()))? + "\n";
        let failed = |error: io::Error| {
            Error::of(&self.path, format!("cannot be written: {error}; make room, and go on with --resume"))
        };
        let length = self.log.metadata().map_err(failed)?.len();
        // Should a part of it stay, the next run cuts that off.
        kata_disk::append(&mut self.log, length, line.as_bytes()).map_err(failed)
    }
}

/// Reads what a run has left: the newest record of each submission that is still there, in the order of their names.
///
/// # Errors
///
/// Where the folder holds no results, or some that cannot be read.
pub fn read_results(folder: &Path) -> Result<(Run, Vec<Record>), Error> {
    let run = Run::read(&folder.join(RUN))?;
    let path = folder.join(RECORDS);
    let mut records = BTreeMap::new();
    if path.exists() {
        visit(&path, &mut |record| drop(records.insert(record.submission.clone(), record)))?;
    }
    run.gone.iter().for_each(|name| drop(records.remove(name)));
    Ok((run, records.into_values().collect()))
}

/// The lock of a folder, for as long as it lives.
fn lock(folder: &Path) -> Result<File, Error> {
    let path = folder.join(LOCK);
    let open = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
    let mut file = open.map_err(|error| cannot(&path, "be opened", &error))?;
    if let Err(error) = file.try_lock() {
        let mut holder = String::new();
        _ = (&file).take(32).read_to_string(&mut holder);
        return Err(match error {
            fs::TryLockError::WouldBlock => Error::of(
                folder,
                format!(
                    "another grade-all (process {}) works on it: wait for its end, or choose another folder",
                    holder.trim()
                ),
            ),
            fs::TryLockError::Error(error) => cannot(&path, "be locked", &error),
        });
    }
    let noted = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    noted.map_err(|error| cannot(&path, "be written", &error))?;
    Ok(file)
}

/// Sees that what is there is of the same run. What says nothing of a verdict, such as the deadline, may have changed since.
fn go_on(about: &Path, run: &Run) -> Result<(), Error> {
    let before = Run::read(about)?;
    let shard = |run: &Run| run.shard.clone().unwrap_or_else(|| "none".to_owned());
    let difference = match before.differs_from(run) {
        None if before.shard != run.shard => {
            Some(format!("the shard is {} here, and {} there", shard(&before), shard(run)))
        }
        difference => difference,
    };
    difference.map_or(Ok(()), |difference| {
        let message = format!(
            "is of another run than this one, so their verdicts do not belong in one table ({}); choose another folder with --out",
            difference.replace(" there", " now")
        );
        Err(Error::of(about, message))
    })
}

/// Cuts off what follows the last line's end: a run was killed while it wrote. It is kept beside.
fn cut_torn_line(log: &mut File, folder: &Path) -> io::Result<()> {
    let length = log.metadata()?.len();
    let whole = length_of_whole_lines(log, length)?;
    if whole == length {
        return Ok(());
    }
    let mut torn = Vec::new();
    log.seek(SeekFrom::Start(whole))?;
    log.read_to_end(&mut torn)?;
    torn.push(b'\n');
    kata_disk::put_aside(&folder.join(TORN), Access::Shared, &torn)?;
    log.set_len(whole)?;
    log.sync_data()
}

fn length_of_whole_lines(log: &mut File, length: u64) -> io::Result<u64> {
    const CHUNK: u64 = 64 * 1024;
    let mut end = length;
    while end > 0 {
        let start = end.saturating_sub(CHUNK);
        let mut chunk = Vec::new();
        log.seek(SeekFrom::Start(start))?;
        log.take(end - start).read_to_end(&mut chunk)?;
        if let Some(at) = chunk.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + at as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}

/// Reads record by record. A last line without its end is a run's that is still at work, or was killed: it does not count.
fn visit(path: &Path, take: &mut dyn FnMut(Record)) -> Result<(), Error> {
    let file = File::open(path).map_err(|error| cannot(path, "be read", &error))?;
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        reader.read_until(b'\n', &mut line).map_err(|error| cannot(path, "be read", &error))?;
        if line.last() != Some(&b'\n') {
            break;
        }
        take(record(&line).map_err(|problem| match problem {
            Unread::Newer(format) => newer(path, format, RECORD_FORMAT),
            Unread::Broken(why) => {
                let message =
                    format!("is no record of a submission: {why}; take that line out, and grade with --resume");
                Error::of(path, message).at(number)
            }
        })?);
    }
    Ok(())
}

enum Unread {
    Newer(u32),
    Broken(String),
}

fn record(line: &[u8]) -> Result<Record, Unread> {
    match serde_json::from_slice(line) {
        Ok(Format { format }) if format > RECORD_FORMAT => Err(Unread::Newer(format)),
        _ => serde_json::from_slice(line).map_err(|error| Unread::Broken(error.to_string())),
    }
}

fn replace(path: &Path, run: &Run) -> Result<(), Error> {
    let text = serde_json::to_string_pretty(run).map_err(|error| Error::of(path, error.to_string()))? + "\n";
    let written = Whole::private().write(path, text.as_bytes());
    written.map_err(|error| cannot(path, "be written", &error.source))
}

fn cannot(path: &Path, what: &str, error: &io::Error) -> Error {
    Error::of(path, format!("cannot {what}: {error}"))
}
