//! Whatever ends a grader, nothing is left running and nothing is left in the temporary folder.
//!
//! A program of its own, so that it can start itself again as the grader that is to be killed.

mod support;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitCode, ExitStatus, Stdio};

use kata_grade::{Cancel, Event};
use libtest_mimic::{Arguments, Failed, Trial};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use support::{GOOD, everything, files, toy, toy_root};

const AS_GRADER: &str = "KATA_TEST_AS_GRADER";
/// How often the list of processes is read before something on it counts as left behind.
const LOOKS: usize = 500;

fn main() -> ExitCode {
    match std::env::var(AS_GRADER).as_deref() {
        Ok("endless") => return grade(&GOOD.replace("42", "loop {}")),
        Ok(_) => return grade(GOOD),
        Err(_) => {}
    }
    let arguments = Arguments::from_args();
    let trials = vec![
        Trial::test("kill_9_of_the_grader_leaves_nothing", kill_9_leaves_nothing),
        Trial::test("ctrl_c_at_the_terminal_leaves_nothing", ctrl_c_leaves_nothing),
        Trial::test("the_next_grader_sweeps_what_nobody_holds_and_nothing_else", the_next_grader_sweeps),
        Trial::test("a_killed_janitor_is_replaced", a_killed_janitor_is_replaced),
        Trial::test("a_clean_end_leaves_nothing", a_clean_end_leaves_nothing),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What the other process does: it opens a grader, judges when it is told to, and says when it is at it.
fn grade(text: &str) -> ExitCode {
    let grader = toy();
    println!("open");
    std::io::stdin().read_line(&mut String::new()).unwrap();
    let request = kata_grade::Request { check: Some("acts".to_owned()), ..everything() };
    let mut told = |event: Event| {
        if let Event::Compiled { .. } = event {
            println!("running");
        }
    };
    match grader.grade(&files(&[("src/lib.rs", text)]), &request, &Cancel::default(), &mut told) {
        Ok(verdict) if verdict.score.points == 1 => ExitCode::SUCCESS,
        other => {
            eprintln!("{other:?}");
            ExitCode::FAILURE
        }
    }
}

/// A grader in a process of its own, with a temporary folder of its own.
struct Victim {
    child: Child,
    stdout: BufReader<ChildStdout>,
    temporary: tempfile::TempDir,
}

impl Victim {
    /// Starts it on a submission that never comes back, and waits until a check of it runs.
    fn running() -> Victim {
        let mut victim = Victim::open("endless", lab_home());
        victim.go_on();
        assert_eq!(victim.says(), "running\n");
        victim
    }

    /// Starts it in this temporary folder, and waits until it is ready to judge.
    fn open(mode: &str, temporary: tempfile::TempDir) -> Victim {
        toy_root();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(AS_GRADER, mode)
            .env("TMPDIR", temporary.path())
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut victim = Victim { child, stdout, temporary };
        assert_eq!(victim.says(), "open\n");
        victim
    }

    fn says(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    fn go_on(&mut self) {
        writeln!(self.child.stdin.as_mut().unwrap()).unwrap();
    }

    fn lab(&self) -> PathBuf {
        lab_in(self.temporary.path())
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Its lock. Whoever gets hold of it knows that the grader and its janitor are gone.
    fn lock(&self) -> File {
        File::open(self.lab().join("lock")).unwrap()
    }

    fn assert_nothing_is_left(mut self, lock: &File) -> ExitStatus {
        let status = self.child.wait().unwrap();
        lock.lock().unwrap();
        assert_eq!(fs::read_dir(self.temporary.path()).unwrap().count(), 0);
        // What the janitor has killed may be listed until the system has taken it away. Each look at the list lets it.
        let left = (0..LOOKS).map(|_| processes_of(self.temporary.path())).find(Vec::is_empty);
        assert!(left.is_some(), "still there: {:?}", processes_of(self.temporary.path()));
        status
    }
}

/// A temporary folder whose name a careless script would trip over.
fn lab_home() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("it's $HOME, \"quoted\" ").tempdir().unwrap()
}

fn labs_in(temporary: &Path) -> Vec<PathBuf> {
    fs::read_dir(temporary).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn lab_in(temporary: &Path) -> PathBuf {
    let labs = labs_in(temporary);
    assert_eq!(labs.len(), 1, "{labs:?}");
    labs.into_iter().next().unwrap()
}

/// Every process that was started from, or for, this folder.
fn processes_of(folder: &Path) -> Vec<String> {
    let listed = Command::new("ps").args(["-A", "-o", "pid=", "-o", "args="]).output().unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let folder = folder.canonicalize().unwrap();
    listed.lines().filter(|line| line.contains(folder.to_str().unwrap())).map(str::to_owned).collect()
}

fn kill_9_leaves_nothing() -> Result<(), Failed> {
    let victim = Victim::running();
    let lock = victim.lock();
    assert!(!processes_of(victim.temporary.path()).is_empty(), "the janitor and the runner can be seen");
    kill_process(victim.pid(), Signal::KILL)?;
    victim.assert_nothing_is_left(&lock);
    Ok(())
}

fn ctrl_c_leaves_nothing() -> Result<(), Failed> {
    let victim = Victim::running();
    let lock = victim.lock();
    // The terminal signals the whole foreground group.
    kill_process_group(victim.pid(), Signal::INT)?;
    victim.assert_nothing_is_left(&lock);
    Ok(())
}

fn the_next_grader_sweeps() -> Result<(), Failed> {
    let mut dead = Victim::open("good", lab_home());
    let (stale, lock) = (dead.lab(), dead.lock());
    kill_janitor(&stale);
    kill_process(dead.pid(), Signal::KILL)?;
    dead.child.wait()?;
    lock.lock()?;
    drop(lock);
    assert!(stale.exists(), "nobody was left to remove it");

    let first = Victim::open("good", dead.temporary);
    let live = first.lab();
    assert!(live != stale, "the stale folder was swept");
    let Victim { mut child, temporary, .. } = first;
    let second = Victim::open("good", temporary);
    assert!(live.join("lock").exists(), "the folder of a live grader stays");

    let locks: Vec<_> =
        labs_in(second.temporary.path()).iter().map(|lab| File::open(lab.join("lock")).unwrap()).collect();
    assert_eq!(locks.len(), 2);
    child.kill()?;
    child.wait()?;
    kill_process(second.pid(), Signal::KILL)?;
    locks.iter().for_each(|lock| lock.lock().unwrap());
    second.assert_nothing_is_left(&locks[0]);
    Ok(())
}

fn kill_janitor(lab: &Path) {
    let all = processes_of(lab);
    let janitor = all.iter().find(|line| line.contains("lld-kata-janitor")).unwrap();
    let pid = janitor.split_whitespace().next().unwrap().parse().unwrap();
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

fn a_killed_janitor_is_replaced() -> Result<(), Failed> {
    let mut victim = Victim::open("good", lab_home());
    kill_janitor(&victim.lab());
    let lock = victim.lock();
    victim.go_on();
    assert!(victim.assert_nothing_is_left(&lock).success());
    Ok(())
}

fn a_clean_end_leaves_nothing() -> Result<(), Failed> {
    let mut victim = Victim::open("good", lab_home());
    let lock = victim.lock();
    victim.go_on();
    assert!(victim.assert_nothing_is_left(&lock).success());
    Ok(())
}
