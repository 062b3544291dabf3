//! Runs that are cut short: by `kill -9`, by Ctrl-C, by a disk that is full, by workers that die.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::desk::{Class, LOOPS, timeless, wait_until};
use crate::terminal::Terminal;
use crate::toy::{DONE, Ran, text};

fn kill(process: i32, signal: Signal) {
    // It may have ended by itself.
    _ = kill_process(Pid::from_raw(process).expect("a process number"), signal);
}

/// Starts `grade-all`, waits for so many lines of it and a moment more, and kills it with no warning.
fn kill_at_a_moment(class: &Class, lines: usize, moment: Duration) {
    let mut command = class.grading("results", &["--resume"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it can be started");
    let said = BufReader::new(child.stderr.take().expect("it is piped"));
    _ = said.lines().take(lines).count();
    // A random moment, not one that anything waits for.
    std::thread::sleep(moment);
    kill(i32::try_from(child.id()).expect("a process number"), Signal::KILL);
    child.wait().expect("it can be waited for");
}

#[test]
fn killed_at_ten_moments_and_resumed_it_gives_the_same_table_and_judges_nothing_twice() {
    let class = Class::of(12);
    class.grade("whole", &["--jobs", "2"]).code(0);
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for kill in 0..10 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        kill_at_a_moment(&class, usize::from(kill % 2 == 1), Duration::from_millis(random % 400));
    }
    class.grade("results", &["--resume"]).code(0);
    assert_eq!(class.results(&["results"], &[]), class.results(&["whole"], &[]));
    let mut judged: BTreeMap<String, usize> = BTreeMap::new();
    for record in class.records("results") {
        *judged.entry(record["submission"].to_string()).or_default() += 1;
    }
    assert_eq!(judged.len(), 12);
    assert!(judged.values().all(|times| *times == 1), "{judged:?}");
    class.leaves_nothing();
}

#[test]
fn an_interrupt_ends_it_and_says_how_to_go_on_and_nobody_else_writes_meanwhile() {
    let class = Class::new();
    class.hand_in("alice", "");
    class.hand_in("loops", &LOOPS.text());
    let mut terminal = Terminal::start(class.grading("results", &["--jobs", "1"]));
    terminal.wait_for("1/2 submissions");
    let other = class.grade("results", &["--resume"]).code(2);
    other.complains("another grade-all (process ").complains("works on it: wait for its end");
    terminal.signal(Signal::INT);
    assert_eq!(terminal.end(), Some(130));
    terminal.wait_for("interrupted: 1 of 2 submissions are judged and kept in results");
    class.leaves_nothing();
    class.hand_in("loops", &DONE.text());
    class.grade("results", &["--resume"]).code(0).says("2 submissions: 1 graded · 1 does not compile");
    assert_eq!(class.records("results").len(), 2);
}

/// Kills each worker that comes, so many times.
fn kill_workers(class: &Class, times: usize) {
    let mut killed = Vec::new();
    while killed.len() < times {
        wait_until("a worker comes", || class.workers().iter().any(|worker| !killed.contains(worker)));
        let fresh: Vec<i32> = class.workers().into_iter().filter(|worker| !killed.contains(worker)).collect();
        fresh.iter().for_each(|worker| kill(*worker, Signal::KILL));
        killed.extend(fresh);
    }
}

fn start(mut command: Command) -> std::process::Child {
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it can be started")
}

#[test]
fn a_worker_that_dies_is_replaced_and_its_submission_judged_again() {
    let class = Class::new();
    let loops = class.hand_in("loops", &LOOPS.text());
    let mut child = start(class.grading("results", &[]));
    kill_workers(&class, 1);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let [record] = &class.records("results")[..] else { panic!("not one record") };
    let alone = class.command(&["grade", "--dir", &text(&loops), "--tier", "quick", "--format", "json"]);
    let alone: Value = serde_json::from_str(&Ran::of(alone).code(1).out).expect("one JSON object");
    assert_eq!(timeless(record["graded"]["verdict"].clone()), timeless(alone));
    class.leaves_nothing();
}

#[test]
fn a_worker_that_dies_twice_is_a_fault_of_ours_that_a_resumed_run_tries_again() {
    let class = Class::new();
    class.hand_in("loops", &LOOPS.text());
    let mut child = start(class.grading("results", &[]));
    kill_workers(&class, 2);
    assert_eq!(child.wait().expect("it ends").code(), Some(70));
    let told = Ran::of(class.command(&["results", "results"])).code(0);
    told.says("loops    fault").says("note: loops: the process that judged it was ended by signal 9");
    class.hand_in("loops", &DONE.text());
    class.grade("results", &["--resume"]).code(0).says("1 submission: 1 graded");
}

/// A limit on the size of files stands for the disk.
#[test]
fn a_full_disk_stops_it_and_leaves_no_half_a_record() {
    let class = Class::of(40);
    let grading = class.grading("results", &["--jobs", "1"]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\""]);
    shell.arg(grading.get_program()).args(grading.get_args()).current_dir(class.toy.own());
    for (name, value) in grading.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let ran = Ran::of(shell).code(2);
    ran.complains("results.jsonl: cannot be written: ").complains("make room, and go on with --resume");
    let kept = class.records("results").len();
    assert!(kept > 0 && kept < 40, "{kept}");
    class.leaves_nothing();
}
