//! The temporary folder in which our processes work, and the janitor that takes it and every process of ours away in the end.
//!
//! Invariant: whatever ends the grader (a clean exit, a panic, Ctrl-C, kill -9), nothing is left running and nothing
//! is left in the temporary folder. The janitor is a shell in a process group of its own, so that the terminal's Ctrl-C
//! does not reach it; all our processes join that group. It holds the lock of the folder together with us: a folder whose lock is
//! free belongs to nobody, and the next grader sweeps it away.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};

const PREFIX: &str = "lld-kata-";
const JANITOR: &str = include_str!("janitor.sh");

/// A temporary folder, with a janitor that ends what runs in it.
#[derive(Debug)]
pub struct Lab {
    folder: PathBuf,
    work: PathBuf,
    scratch: PathBuf,
    lock: File,
    janitor: Mutex<Janitor>,
}

impl Lab {
    /// Makes the folder, starts its janitor, and sweeps what dead graders left behind.
    ///
    /// # Errors
    ///
    /// Where the temporary folder cannot be written to; the message says which one that is, and what to do.
    pub fn open() -> io::Result<Lab> {
        let home = std::env::temp_dir();
        Lab::open_in(&home).map_err(|error| {
            let message = format!(
                "cannot work in the temporary folder {}: {error}; set TMPDIR to a folder where you may write",
                home.display()
            );
            io::Error::new(error.kind(), message)
        })
    }

    fn open_in(home: &Path) -> io::Result<Lab> {
        let home = home.canonicalize()?;
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&home)?;
        let lock = lock_of(folder.path())?;
        let work = folder.path().join("work");
        let scratch = work.join("tmp");
        fs::create_dir_all(&scratch)?;
        let janitor = Mutex::new(Janitor::start(folder.path(), &lock)?);
        let folder = folder.keep();
        sweep(&home, fs::symlink_metadata(&folder)?.uid());
        Ok(Lab { folder, work, scratch, lock, janitor })
    }

    /// Where runs keep their files.
    pub fn work(&self) -> &Path {
        &self.work
    }

    /// Starts a process that ends with this lab at the latest. What it puts into its temporary folder goes away too.
    pub fn spawn(&self, command: &mut Command) -> io::Result<Child> {
        let mut janitor = self.janitor.lock().unwrap_or_else(PoisonError::into_inner);
        if janitor.child.try_wait()?.is_some() {
            *janitor = Janitor::start(&self.folder, &self.lock)?;
        }
        command.env("TMPDIR", &self.scratch).process_group(janitor.group()).spawn()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let janitor = self.janitor.get_mut().unwrap_or_else(PoisonError::into_inner);
        drop(janitor.pipe.take());
        // What cannot be waited for or removed here is swept by the next grader.
        _ = janitor.child.wait();
        if self.folder.exists() {
            _ = fs::remove_dir_all(&self.folder);
        }
    }
}

#[derive(Debug)]
struct Janitor {
    child: Child,
    pipe: Option<ChildStdin>,
}

impl Janitor {
    fn start(folder: &Path, lock: &File) -> io::Result<Janitor> {
        let mut child = Command::new("/bin/sh")
            .args(["-c", JANITOR, "lld-kata-janitor"])
            .arg(folder)
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::from(lock.try_clone()?))
            .stderr(Stdio::null())
            .spawn()?;
        let pipe = child.stdin.take();
        Ok(Janitor { child, pipe })
    }

    fn group(&self) -> i32 {
        self.child.id().cast_signed()
    }
}

/// Makes the lock under another name first: where `lock` can be seen, it is held.
fn lock_of(folder: &Path) -> io::Result<File> {
    let fresh = folder.join("lock.new");
    let lock = File::create(&fresh)?;
    lock.lock()?;
    fs::rename(fresh, folder.join("lock"))?;
    Ok(lock)
}

/// Removes folders of ours that nobody holds any more: their grader and its janitor were killed together.
fn sweep(home: &Path, uid: u32) {
    let Ok(entries) = fs::read_dir(home) else { return };
    let ours = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for folder in ours.map(|entry| entry.path()) {
        if is_stale(&folder, uid) {
            // Another grader may be sweeping the same one: then what fails here is gone already.
            _ = fs::remove_dir_all(folder.join("work"));
            if !folder.join("work").exists() {
                _ = fs::remove_dir_all(&folder);
            }
        }
    }
}

fn is_stale(folder: &Path, uid: u32) -> bool {
    let is_ours = fs::symlink_metadata(folder).is_ok_and(|meta| meta.is_dir() && meta.uid() == uid);
    is_ours && File::open(folder.join("lock")).is_ok_and(|lock| lock.try_lock().is_ok())
}
