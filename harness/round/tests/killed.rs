//! Rounds that are cut short from outside: by `kill -9` at any moment, and by a disk that is full.
//!
//! This program is its own child: with `KATA_ROUND_CHILD` it plays a round, and says on its standard output what it was told is safe.

mod desk;

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;

use desk::MINUTE;
use kata_round::{Asked, Clock, Kind, Plan, Reading, Round, RoundView, Save, SimulatedClock};
use libtest_mimic::{Arguments, Failed, Trial};

const CHILD: &str = "KATA_ROUND_CHILD";
const KILLS: u64 = 20;

fn main() -> ExitCode {
    match std::env::var(CHILD).ok().zip(std::env::args_os().nth(1)) {
        Some((what, workspace)) => play(&what, Path::new(&workspace)),
        None => {
            let trials = vec![
                Trial::test("a round survives kill -9 at twenty random points", survives_kills),
                Trial::test("a disk that is full costs nothing that was saved", survives_a_full_disk),
            ];
            libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
        }
    }
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn plan() -> Plan {
    Plan { minutes: 1000, ..desk::plan() }
}

fn clock_of(workspace: &Path) -> PathBuf {
    workspace.join(".kata/clock.json")
}

fn open(workspace: &Path) -> Round {
    Round::open(workspace, Arc::new(SimulatedClock::open(&clock_of(workspace)).unwrap())).unwrap()
}

/// The reading of the simulated clock as its file has it.
fn reading(workspace: &Path) -> Reading {
    let reading = SimulatedClock::open(&clock_of(workspace)).unwrap().read();
    Reading { boot: reading.boot.trim_start_matches("simulated:").to_owned(), ..reading }
}

fn pass(workspace: &Path, ms: u64) {
    let now = reading(workspace);
    let later = Reading { wall_ms: now.wall_ms + ms, uptime_ms: now.uptime_ms + ms, ..now };
    SimulatedClock::set(&clock_of(workspace), &later).unwrap();
}

/// A workspace with a round in it.
fn begin(workspace: &Path) {
    desk::scaffold(workspace);
    let now = Reading { wall_ms: desk::WALL, boot: "boot".to_owned(), uptime_ms: 9000 };
    SimulatedClock::set(&clock_of(workspace), &now).unwrap();
    let clock = Arc::new(SimulatedClock::open(&clock_of(workspace)).unwrap());
    Round::start(workspace, plan(), clock).unwrap();
}

fn lot(step: u64) -> String {
    (0..step % 97).map(|line| format!("fn f{line}() -> u64 {{ {step} }}\n")).collect::<String>() + "// the end"
}

// The child.

fn play(what: &str, workspace: &Path) -> ExitCode {
    match what {
        "until killed" => play_until_killed(workspace),
        _ => play_until_full(workspace),
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

/// Plays on and on. `kept N STEP` says that the source of a step is safe as a snapshot, `noted STEP` that an entry is.
fn play_until_killed(workspace: &Path) -> ExitCode {
    let mut round = open(workspace);
    let _seat = round.take_seat().unwrap();
    round.seated("child").unwrap();
    round.resume().unwrap();
    let mut step = 1000 * round.view().chain.entries as u64;
    loop {
        step += 1;
        pass(workspace, 1700);
        match step % 8 {
            0 => round.pause().unwrap(),
            1 => round.resume().unwrap(),
            2 => round.pulse().unwrap(),
            3 => round.compiled(1, step % 16 == 3).unwrap(),
            4 if !round.view().is_paused() => {
                let asked = Asked {
                    question: format!("{step}?"),
                    matched: None,
                    unanswered: None,
                    answer: "Yours.".to_owned(),
                };
                round.asked(asked).unwrap();
                say(&format!("noted {step}"));
            }
            _ => {
                std::fs::write(workspace.join("src/lot.rs"), lot(step)).unwrap();
                if let Save::Kept(snapshot) = round.save().unwrap() {
                    say(&format!("kept {snapshot} {step}"));
                }
            }
        }
    }
}

/// Saves until the disk is full, then says so, and tries all else.
fn play_until_full(workspace: &Path) -> ExitCode {
    let mut round = open(workspace);
    for step in 1..10_000 {
        std::fs::write(workspace.join("src/lot.rs"), lot(step)).unwrap();
        match round.save() {
            Ok(save) => say(&format!("kept {} {step}", save.snapshot())),
            Err(error) => {
                assert_eq!(error.kind, Kind::Full);
                let note = round.note(&"one more, and a long one; ".repeat(100)).unwrap_err();
                assert_eq!(note.kind, Kind::Full);
                assert_eq!(round.freeze(kata_round::Reason::Submitted).unwrap_err().kind, Kind::Full);
                say(&format!("full {error}"));
                return ExitCode::SUCCESS;
            }
        }
    }
    ExitCode::FAILURE
}

// The parent.

fn spawn(command: &mut Command, what: &str, workspace: &Path) -> std::io::Result<Child> {
    command.arg(workspace).env(CHILD, what).stdout(Stdio::piped()).spawn()
}

/// What the child was told is safe: snapshots with the step that they hold, and questions.
#[derive(Default)]
struct Promised {
    snapshots: Vec<(u32, u64)>,
    questions: Vec<String>,
}

impl Promised {
    fn take(&mut self, line: &str) {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["kept", snapshot, step] => self.snapshots.push((snapshot.parse().unwrap(), step.parse().unwrap())),
            ["noted", step] => self.questions.push(format!("{step}?")),
            _ => panic!("the child said {line:?}"),
        }
    }

    /// Looks at the newest snapshots only; [`Promised::are_all_kept_by`] looks at all.
    fn are_kept_by(&self, round: &Round) {
        self.are_kept_from(round, self.snapshots.len().saturating_sub(20));
    }

    fn are_all_kept_by(&self, round: &Round) {
        self.are_kept_from(round, 0);
    }

    fn are_kept_from(&self, round: &Round, first: usize) {
        for (snapshot, step) in &self.snapshots[first..] {
            let source = round.source_of(*snapshot).unwrap();
            assert_eq!(source["src/lot.rs"], lot(*step).as_bytes(), "snapshot {snapshot}");
        }
        let mut asked = round.view().asked.iter().map(|asked| &asked.what.question);
        assert!(self.questions.iter().all(|question| asked.any(|asked| asked == question)), "a question is lost");
    }
}

fn survives_kills() -> Result<(), Failed> {
    let folder = desk::folder();
    let workspace = folder.path();
    begin(workspace);
    let mut promised = Promised::default();
    let mut dice = Dice(6);
    for kill in 0..KILLS {
        let mut child = spawn(&mut Command::new(std::env::current_exe()?), "until killed", workspace)?;
        let mut said = BufReader::new(child.stdout.take().ok_or("the child has no output")?);
        let mut line = String::new();
        for _ in 0..=dice.below(30) {
            line.clear();
            said.read_line(&mut line)?;
            promised.take(line.trim_end());
        }
        (0..dice.below(3_000_000)).for_each(|turn| _ = std::hint::black_box(turn));
        child.kill()?;
        child.wait()?;
        // What it said before it was killed is promised all the same; half a line is not.
        let mut rest = String::new();
        said.read_to_string(&mut rest)?;
        rest.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).for_each(|line| promised.take(line));
        if kill % 4 == 3 {
            restart(workspace, kill);
        }
        resumes(workspace, &promised);
    }
    assert!(promised.snapshots.len() > 40, "{} snapshots", promised.snapshots.len());
    promised.are_all_kept_by(&open(workspace));
    Ok(())
}

/// The machine is off for half a minute.
fn restart(workspace: &Path, kill: u64) {
    let now = reading(workspace);
    let later = Reading { wall_ms: now.wall_ms + 30_000, boot: format!("boot after {kill}"), uptime_ms: 800 };
    SimulatedClock::set(&clock_of(workspace), &later).unwrap();
}

fn resumes(workspace: &Path, promised: &Promised) {
    let mut round = open(workspace);
    promised.are_kept_by(&round);
    assert_eq!(round.now().left_ms, left_by_hand(workspace));
    let _seat = round.take_seat().unwrap();
    round.seated("parent").unwrap();
    assert_eq!(round.now().left_ms, left_by_hand(workspace));
    pass(workspace, MINUTE);
    assert_eq!(round.now().left_ms, left_by_hand(workspace));
    objects_are_whole(&round);
    assert!(round.view().chain.is_whole(), "{:?}", round.view().chain);
    assert_eq!(&RoundView::read(workspace).unwrap(), round.view());
}

/// A content is there whole or not at all, whether an entry names it or not.
fn objects_are_whole(round: &Round) {
    for entry in std::fs::read_dir(round.objects().dir()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // What a temporary file holds is nothing to anybody.
        if !name.starts_with('.') {
            round.objects().read(&name).unwrap();
        }
    }
}

/// The time left, counted from the lines of the log without any code of ours: the simulated wall clock is never set.
fn left_by_hand(workspace: &Path) -> u64 {
    let log = std::fs::read_to_string(workspace.join(".kata/round/log.jsonl")).unwrap();
    let entries = log.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let (mut elapsed, mut since, mut is_paused) = (0, desk::WALL, false);
    for entry in entries {
        let wall = entry["at"]["wall_ms"].as_u64().unwrap();
        let what = entry["event"]["what"].as_str().unwrap();
        elapsed += if is_paused { 0 } else { wall - since };
        since = wall;
        is_paused = what == "paused" || is_paused && what != "resumed";
    }
    elapsed += if is_paused { 0 } else { reading(workspace).wall_ms - since };
    1000 * MINUTE - elapsed
}

/// A limit on the size of files stands for the disk. The log reaches it first.
fn survives_a_full_disk() -> Result<(), Failed> {
    let folder = desk::folder();
    let workspace = folder.path();
    begin(workspace);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$1\""]).arg(std::env::current_exe()?);
    let output = spawn(&mut shell, "until full", workspace)?.wait_with_output()?;
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout)?;
    let (kept, full) = said.trim_end().rsplit_once('\n').ok_or("the child said too little")?;
    assert!(full.starts_with("full ") && full.contains("log.jsonl: the limit on the size of a file"), "{full}");
    assert!(full.ends_with("nothing that was saved is lost; make room, and try again"), "{full}");
    let mut promised = Promised::default();
    kept.lines().for_each(|line| promised.take(line));
    assert!(promised.snapshots.len() > 5);
    let mut round = open(workspace);
    promised.are_all_kept_by(&round);
    assert_eq!(round.view().chain.torn_bytes, 0);
    assert_eq!(round.view().snapshots.len(), promised.snapshots.len() + 1);
    // There is room again, and nothing has to be mended.
    let last = round.save()?.snapshot();
    assert_eq!(last as usize, promised.snapshots.len() + 2);
    assert!(!workspace.join(".kata/round/log.torn").exists());
    assert!(round.view().chain.is_whole());
    Ok(())
}
