//! The temporary folder in which our processes work, and the janitor that takes it and every process of ours away in the end.
//!
//! Invariant: whatever ends the grader (a clean exit, a panic, Ctrl-C, kill -9), nothing is left running and nothing
//! is left in the temporary folder. The janitor is a shell in a process group of its own, so that the terminal's Ctrl-C
//! does not reach it; all our processes join that group. It holds the lock of the folder together with us: a folder whose lock is
//! free, or that still has none after a minute, belongs to nobody, and the next grader sweeps it away.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

const PREFIX: &str = "lld-kata-";
/// Far longer than it takes from a folder to its lock.
const MAKING: Duration = Duration::from_secs(60);
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
    let is_free = |name: &str| File::open(folder.join(name)).map(|lock| lock.try_lock().is_ok());
    let Ok(meta) = fs::symlink_metadata(folder) else { return false };
    if !meta.is_dir() || meta.uid() != uid {
        return false;
    }
    match is_free("lock") {
        Ok(is_free) => is_free,
        // Whoever made it was killed before the lock was there, unless they are about to make it.
        Err(_) => is_old(&meta) && is_free("lock.new").unwrap_or(true),
    }
}

/// Whether nobody is about to make the lock of this folder any more.
fn is_old(folder: &fs::Metadata) -> bool {
    folder.modified().is_ok_and(|made| made.elapsed().is_ok_and(|age| age > MAKING))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::{Duration, SystemTime};

    use super::Lab;

    #[test]
    fn a_folder_that_never_got_its_lock_is_swept_once_nobody_can_be_about_to_make_it() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let made = |name: &str, minutes: u64, lock: Option<&str>| {
            let folder = home.path().join(name);
            fs::create_dir(&folder).expect("it can be made");
            let lock = lock.map(|name| File::create(folder.join(name)).expect("it can be made"));
            let then = SystemTime::now() - Duration::from_secs(minutes * 60);
            File::open(&folder).and_then(|folder| folder.set_modified(then)).expect("it can be dated");
            (folder, lock)
        };
        let (bare, _) = made("lld-kata-bare", 5, None);
        let (killed, _) = made("lld-kata-killed", 5, Some("lock.new"));
        let (fresh, _) = made("lld-kata-fresh", 0, None);
        let (held, lock) = made("lld-kata-held", 5, Some("lock.new"));
        lock.as_ref().expect("it was made").lock().expect("it can be locked");
        drop(Lab::open_in(home.path()).expect("a lab"));
        assert_eq!([bare, killed, fresh, held].map(|folder| folder.exists()), [false, false, true, true]);
    }
}
