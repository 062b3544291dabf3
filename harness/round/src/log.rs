//! The file of a log: reading what is new, and appending so that a line is there whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use kata_disk::Access;

use crate::chain::whole_lines;
use crate::error::Error;

/// The file of a log, and how far it was read.
#[derive(Debug)]
pub(crate) struct Log {
    dir: PathBuf,
    offset: u64,
    /// Which file it was that was read.
    inode: Option<(u64, u64)>,
}

/// What was found after what was read before.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Whole lines, without their ends.
    pub(crate) lines: Vec<Vec<u8>>,
    /// Whether the lines are those of a file read from its start, because it is another one, or shorter.
    pub(crate) is_anew: bool,
    torn: Vec<u8>,
}

impl Log {
    pub(crate) fn at(dir: &Path) -> Log {
        Log { dir: dir.to_owned(), offset: 0, inode: None }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.join("log.jsonl")
    }

    /// The folder of the round has moved.
    pub(crate) fn moved_to(&mut self, dir: &Path) {
        dir.clone_into(&mut self.dir);
    }

    /// Whoever could not make sense of what was read reads it again.
    pub(crate) fn forget(&mut self) {
        self.inode = None;
    }

    /// Waits for its turn to append. The lock is let go when the file is dropped.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        let path = self.dir.join("log.lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let locked = file.and_then(|file| file.lock().map(|()| file));
        locked.map_err(|error| Error::io(&path, &error))
    }

    /// Reads what is new. An unfinished line at the end is left for later: somebody may be writing it.
    pub(crate) fn read(&mut self) -> Result<News, Error> {
        self.try_read().map_err(|error| Error::io(&self.path(), &error))
    }

    fn try_read(&mut self) -> io::Result<News> {
        let mut file = File::open(self.path())?;
        let meta = file.metadata()?;
        let inode = Some((meta.dev(), meta.ino()));
        let is_anew = self.inode != inode || meta.len() < self.offset;
        if is_anew {
            self.offset = 0;
            self.inode = inode;
        }
        file.seek(SeekFrom::Start(self.offset))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (lines, torn) = whole_lines(&bytes);
        let lines: Vec<Vec<u8>> = lines.into_iter().map(<[u8]>::to_vec).collect();
        let torn = torn.to_vec();
        self.offset += (bytes.len() - torn.len()) as u64;
        Ok(News { lines, is_anew, torn })
    }

    /// Cuts off what a crash left of a line, and keeps it in `log.torn`. The lock has to be held. Returns how many bytes that were.
    pub(crate) fn mend(&self, news: &News) -> Result<usize, Error> {
        if news.torn.is_empty() {
            return Ok(0);
        }
        let aside = self.dir.join("log.torn");
        let kept = kata_disk::put_aside(&aside, Access::Shared, &[&news.torn, b"\n".as_slice()].concat());
        kept.map_err(|error| Error::io(&aside, &error))?;
        let cut = OpenOptions::new().write(true).open(self.path()).and_then(|file| {
            file.set_len(self.offset)?;
            file.sync_data()
        });
        cut.map_err(|error| Error::io(&self.path(), &error))?;
        Ok(news.torn.len())
    }

    /// Appends a line, its end included, and waits for the disk. The lock has to be held and all lines read. After an error the log is
    /// as it was before.
    pub(crate) fn append(&mut self, line: &[u8]) -> Result<(), Error> {
        let path = self.path();
        let mut file = OpenOptions::new().write(true).open(&path).map_err(|error| Error::io(&path, &error))?;
        // Should a part of the line stay, it is torn, and the next append mends it.
        kata_disk::append(&mut file, self.offset, line).map_err(|error| Error::io(&path, &error))?;
        self.offset += line.len() as u64;
        Ok(())
    }

    /// Makes the file of a new round.
    pub(crate) fn create(&mut self) -> Result<(), Error> {
        let path = self.path();
        File::create_new(&path).map_err(|error| Error::io(&path, &error))?;
        self.read().map(drop)
    }
}
