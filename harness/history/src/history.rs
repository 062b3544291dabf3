//! The file itself: reading it, and writing to its end.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::line::{Line, lines};
use crate::{Entry, Error, Rating, Unreadable, compact, lock, moved};

/// How many bytes of lines that later ones took the place of are borne in any case.
const SLACK: u64 = 256 * 1024;
/// How long another process may hold the lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// The history of this machine, in one folder.
#[derive(Clone, Debug)]
pub struct History {
    dir: PathBuf,
    slack: u64,
    patience: Duration,
}

/// What the history holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The sittings, in the order in which they ended.
    pub entries: Vec<Entry>,
    /// How many entries of a newer version there are besides.
    pub newer: usize,
    /// The lines that are no entry. Once the file is rewritten they lie in `aside`.
    pub unreadable: Vec<Unreadable>,
    /// The file with lines that were no entry; None where there is none.
    pub aside: Option<PathBuf>,
}

impl History {
    /// The history in this folder, which need not be there yet. Nothing is made before there is something to record.
    pub fn open(dir: impl Into<PathBuf>) -> History {
        History { dir: dir.into(), slack: SLACK, patience: PATIENCE }
    }

    /// The same with other bounds: how many bytes of superseded lines are borne in any case, and how long another process may hold the lock.
    pub fn with_bounds(self, slack: u64, patience: Duration) -> History {
        History { slack, patience, ..self }
    }

    /// The file.
    pub fn path(&self) -> PathBuf {
        self.dir.join("history.jsonl")
    }

    /// Takes an entry in, in the place of an earlier one with the same id, whose ratings it keeps unless it has some. One whose workspace was
    /// moved takes the place of what was recorded where it was before. It is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written to, the disk is full, or another process does not let go of the lock. The history is then as it was.
    pub fn record(&self, entry: &Entry) -> Result<(), Error> {
        let mut lock = self.lock()?;
        let id = self.known_as(&entry.id, entry.dir.as_deref());
        self.append(&Entry { id, ..entry.clone() }, &mut lock)
    }

    /// The id under which the sitting `id` in the workspace `dir` stands here: its own, unless it began elsewhere and the workspace was moved.
    pub fn known_as(&self, id: &str, dir: Option<&Path>) -> String {
        let Some(dir) = dir else { return id.to_owned() };
        let path = self.path();
        // A history that cannot be read knows nothing of it, and whoever writes to it will be told. A device might be read without end.
        let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
        let bytes = if is_file { fs::read(&path).unwrap_or_default() } else { Vec::new() };
        moved::known_as(&bytes, id, dir)
    }

    /// Adds the learner's own ratings to the entry with this id. Answers whether there is one.
    ///
    /// # Errors
    ///
    /// As [`record`](History::record), and where the file cannot be read.
    pub fn rate(&self, id: &str, ratings: Vec<Rating>) -> Result<bool, Error> {
        let mut lock = self.lock()?;
        let found = self.parse()?.entries.into_iter().find(|entry| entry.id == id);
        let Some(entry) = found else { return Ok(false) };
        self.append(&Entry { ratings, ..entry }, &mut lock)?;
        Ok(true)
    }

    /// Everything that is there. A history that is not there is an empty one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read. A line that cannot is no error: it is named in the record.
    pub fn read(&self) -> Result<Record, Error> {
        let _lock = lock::shared(&self.lock_path(), self.patience);
        self.parse()
    }

    fn parse(&self) -> Result<Record, Error> {
        let path = self.path();
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Error::of(&path, format!("cannot be read: {error}"))),
        };
        let aside = Some(self.aside()).filter(|path| path.exists());
        Ok(Record { aside, ..Record::of(&bytes) })
    }

    fn lock(&self) -> Result<File, Error> {
        let made = fs::create_dir_all(&self.dir);
        made.map_err(|error| Error::of(&self.dir, format!("cannot be made: {error}")))?;
        lock::exclusive(&self.lock_path(), self.patience)
    }

    fn append(&self, entry: &Entry, lock: &mut File) -> Result<(), Error> {
        let path = self.path();
        let line = serde_json::to_string(entry).map_err(|error| Error::of(&path, error))?;
        let written = append(&path, &line).map_err(|error| Error::of(&path, format!("cannot be written: {error}")))?;
        if written.was_torn || written.size > compact::base(lock) * 2 + self.slack {
            // The entry is safe already; what cannot be rewritten now is tried again with the next one.
            _ = compact::compact(&path, &self.aside(), lock);
        }
        Ok(())
    }

    fn lock_path(&self) -> PathBuf {
        self.dir.join("history.lock")
    }

    fn aside(&self) -> PathBuf {
        self.dir.join("history.unreadable")
    }
}

impl Record {
    fn of(bytes: &[u8]) -> Record {
        let mut record = Record::default();
        let mut newest: HashMap<String, usize> = HashMap::new();
        let mut entries: Vec<Option<Entry>> = Vec::new();
        for (number, line) in lines(bytes) {
            match Line::read(line) {
                Line::Entry(mut entry) => {
                    let older = newest.insert(entry.id.clone(), entries.len());
                    // A verdict that comes after the debrief knows nothing of it.
                    if let Some(older) = older.and_then(|older| entries[older].take())
                        && entry.ratings.is_empty()
                    {
                        entry.ratings = older.ratings;
                    }
                    entries.push(Some(*entry));
                }
                Line::Newer => record.newer += 1,
                Line::Unreadable(why) => record.unreadable.push(Unreadable { line: number, why }),
            }
        }
        record.entries = entries.into_iter().flatten().collect();
        record.entries.sort_by_key(|entry| entry.ended);
        record
    }
}

/// What an append came to.
struct Appended {
    /// How long the file is now.
    size: u64,
    /// Whether its last line had no end, because whoever wrote it was killed.
    was_torn: bool,
}

/// Adds a line, durably. One that cannot be written whole is taken back.
fn append(path: &Path, line: &str) -> io::Result<Appended> {
    let is_new = !path.exists();
    let mut file = OpenOptions::new().read(true).append(true).create(true).mode(lock::MODE).open(path)?;
    let before = file.metadata()?.len();
    let was_torn = !ends_a_line(&mut file, before)?;
    let text = format!("{}{line}\n", if was_torn { "\n" } else { "" });
    kata_disk::append(&mut file, before, text.as_bytes())?;
    if is_new {
        // So that its name survives a power cut too. Not every file system can do that, and the entry is written all the same.
        _ = path.parent().map(kata_disk::sync_folder);
    }
    Ok(Appended { size: before + text.len() as u64, was_torn })
}

fn ends_a_line(file: &mut File, size: u64) -> io::Result<bool> {
    let Some(last) = size.checked_sub(1) else { return Ok(true) };
    let mut byte = [0];
    file.seek(SeekFrom::Start(last))?;
    file.read_exact(&mut byte)?;
    Ok(byte == *b"\n")
}
