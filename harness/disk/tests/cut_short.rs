//! Writes that are cut short from outside: by a kill in their middle and at any moment, by a full disk, by a folder that is closed, by others.
//!
//! This program is its own child: with `KATA_DISK_CHILD` it writes, and says on its standard output how that went.

use std::ffi::OsString;
use std::fs::{self, OpenOptions, Permissions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use kata_disk::{Access, Stage, Whole, append, is_unfinished, sweep};
use libtest_mimic::{Arguments, Failed, Trial};
use rustix::process::Signal;

const CHILD: &str = "KATA_DISK_CHILD";
/// More than any limit here.
const LARGE: usize = 64 * 1024;
const WRITES: usize = 200;

fn main() -> ExitCode {
    if let Some((what, path)) = std::env::var(CHILD).ok().zip(std::env::args_os().nth(1)) {
        return write(&what, Path::new(&path));
    }
    let trials = vec![
        Trial::test("a_kill_in_the_middle_leaves_the_old_file_and_the_next_writer_clears_up", killed_in_the_middle),
        Trial::test("a_stage_that_was_killed_is_cleared_by_the_next_one", a_killed_stage),
        Trial::test("a_kill_9_at_any_moment_leaves_one_file_or_the_other", killed_at_any_moment),
        Trial::test("a_full_disk_is_told_and_leaves_the_old_file_alone", a_full_disk),
        Trial::test("a_line_that_does_not_fit_is_taken_back", a_line_too_long),
        Trial::test("a_folder_that_cannot_be_written_to_is_told", a_closed_folder),
        Trial::test("two_writers_at_once_both_succeed_and_a_reader_sees_no_half", two_writers),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

// The child.

fn write(what: &str, path: &Path) -> ExitCode {
    match what {
        "whole" => tell(Whole::shared().write(path, &[b'n'; LARGE])),
        "as nobody" => {
            // What is closed is open to root.
            if rustix::process::geteuid().is_root() {
                rustix::thread::set_thread_uid(rustix::process::Uid::from_raw(65534)).unwrap();
            }
            tell(Whole::shared().write(path, b"new"));
        }
        "stage" => {
            let stage = Stage::begin(path, Access::Private).unwrap();
            tell(fs::write(stage.path().join("a"), [b'n'; LARGE]));
        }
        "line" => {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            let end = file.metadata().unwrap().len();
            tell(append(&mut file, end, &[b'n'; LARGE]));
        }
        "on and on" => (0..usize::MAX).for_each(|number| {
            Whole::shared().write(path, &content(number)).unwrap();
            say(&number.to_string());
        }),
        _ => (0..WRITES).for_each(|number| Whole::shared().unsynced().write(path, &content(number)).unwrap()),
    }
    ExitCode::SUCCESS
}

fn tell<E: ToString>(outcome: Result<(), E>) {
    say(&outcome.map_or_else(|error| error.to_string(), |()| "written".to_owned()));
}

/// A letter over and over, so that no part of one looks like a whole.
fn content(number: usize) -> Vec<u8> {
    vec![b'a' + (number % 26) as u8; 10_000 + number % 26]
}

fn is_whole(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| content(usize::from(first - b'a')) == bytes)
}

// The parent.

/// Runs the child with what the shell is told before.
fn child(setting: &str, what: &str, path: &Path) -> Child {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -c 0; {setting} exec \"$0\" \"$1\"")]);
    shell.arg(std::env::current_exe().unwrap()).arg(path).env(CHILD, what);
    shell.stdout(Stdio::piped()).spawn().unwrap()
}

fn said(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names in a folder: those of what is finished, and of what is not.
fn names(folder: &Path) -> (Vec<OsString>, Vec<OsString>) {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.partition(|name| !is_unfinished(name))
}

fn folder_with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// Who writes past a limit on the size of files is killed just there, unless it asked not to be.
fn killed_in_the_middle() -> Result<(), Failed> {
    let (folder, path) = folder_with("file", b"old");
    let status = child("ulimit -f 4;", "whole", &path).wait()?;
    assert_eq!(status.signal(), Some(Signal::XFSZ.as_raw()));
    assert_eq!(fs::read(&path)?, b"old");
    let (_, left) = names(folder.path());
    let [half] = &left[..] else { panic!("{left:?}") };
    let length = fs::metadata(folder.path().join(half))?.len();
    assert!(length > 0 && length < LARGE as u64, "{length}");
    Whole::private().write(&folder.path().join("other"), b"new")?;
    assert_eq!(names(folder.path()).1, Vec::<OsString>::new());
    assert_eq!((fs::read(&path)?, names(folder.path()).0.len()), (b"old".to_vec(), 2));
    Ok(())
}

fn a_killed_stage() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let status = child("ulimit -f 4;", "stage", folder.path()).wait()?;
    assert_eq!(status.signal(), Some(Signal::XFSZ.as_raw()));
    let (_, left) = names(folder.path());
    assert!(left.len() == 1 && folder.path().join(&left[0]).join("a").exists(), "{left:?}");
    let stage = Stage::begin(folder.path(), Access::Shared)?;
    assert_eq!(names(folder.path()).1, [stage.path().file_name().ok_or("no name")?]);
    fs::write(stage.path().join("a"), "all")?;
    stage.publish(&folder.path().join("place"))?;
    assert_eq!(names(folder.path()), (vec!["place".into()], Vec::new()));
    assert_eq!(fs::read_to_string(folder.path().join("place/a"))?, "all");
    Ok(())
}

fn killed_at_any_moment() -> Result<(), Failed> {
    let (folder, path) = folder_with("file", &content(0));
    for kill in 0..20 {
        let mut child = child("", "on and on", &path);
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut lines = String::new();
        (0..=kill % 7).for_each(|_| _ = said.read_line(&mut lines).unwrap());
        // Somewhere in the writes that follow.
        (0..kill * 40_000).for_each(|turn| _ = std::hint::black_box(turn));
        child.kill().and_then(|()| child.wait()).unwrap();
        said.read_to_string(&mut lines)?;
        // Half a line at its end is no promise.
        let last = lines.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')?.parse().ok()).next_back();
        let last: usize = last.ok_or("it wrote nothing")?;
        let there = fs::read(&path)?;
        assert!([last, last + 1].map(content).contains(&there), "after {last}: {} bytes", there.len());
        assert!(names(folder.path()).1.len() <= 1, "the child that came next swept");
    }
    Whole::shared().write(&path, b"new")?;
    assert_eq!(names(folder.path()), (vec!["file".into()], Vec::new()));
    Ok(())
}

/// A limit on the size of files stands for the disk.
fn a_full_disk() -> Result<(), Failed> {
    let (folder, path) = folder_with("file", b"old");
    let told = said(child("trap '' XFSZ; ulimit -f 4;", "whole", &path));
    assert!(told.starts_with(&format!("{}: cannot be written: File too large", path.display())), "{told}");
    assert_eq!(fs::read(&path)?, b"old");
    assert_eq!(names(folder.path()), (vec!["file".into()], Vec::new()));
    Ok(())
}

fn a_line_too_long() -> Result<(), Failed> {
    let (_folder, path) = folder_with("file", b"a line\n");
    let told = said(child("trap '' XFSZ; ulimit -f 4;", "line", &path));
    assert!(told.starts_with("File too large"), "{told}");
    assert_eq!(fs::read(&path)?, b"a line\n");
    assert_eq!(said(child("", "line", &path)), "written\n");
    assert_eq!(fs::read(&path)?.len(), 7 + LARGE);
    Ok(())
}

fn a_closed_folder() -> Result<(), Failed> {
    let (folder, path) = folder_with("file", b"old");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o555))?;
    let told = said(child("", "as nobody", &path));
    assert!(told.starts_with(&format!("{}: cannot be written: Permission denied", path.display())), "{told}");
    assert_eq!(fs::read(&path)?, b"old");
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
    assert_eq!(names(folder.path()), (vec!["file".into()], Vec::new()));
    Ok(())
}

/// A third one sweeps all the time, and takes nothing from under their hands that they do not make again.
fn two_writers() -> Result<(), Failed> {
    let (folder, path) = folder_with("file", &content(0));
    let mut children = [child("", "some", &path), child("", "some", &path)];
    let mut reads = 0;
    while children.iter_mut().any(|child| child.try_wait().is_ok_and(|ended| ended.is_none())) {
        sweep(folder.path());
        let there = fs::read(&path)?;
        assert!(is_whole(&there), "{} bytes", there.len());
        reads += 1;
    }
    assert!(reads > 0);
    children.into_iter().for_each(|child| drop(said(child)));
    assert_eq!(fs::read(&path)?, content(WRITES - 1));
    assert_eq!(names(folder.path()), (vec!["file".into()], Vec::new()));
    Ok(())
}
