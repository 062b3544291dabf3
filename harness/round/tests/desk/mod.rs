//! A desk to play rounds at: a workspace in a temporary folder, and a clock that stands still until it is moved.

#![expect(dead_code, reason = "each test program uses some of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kata_round::{Clock, Feedback, Phase, Plan, Reading, Round};
use kata_verdict::Level;

pub(crate) const MINUTE: u64 = 60_000;
pub(crate) const DAY: u64 = 24 * 60 * MINUTE;

/// In the year 2030: whatever a test writes was touched before.
pub(crate) const WALL: u64 = 1_900_000_000_000;

pub(crate) struct TestClock(Mutex<Reading>);

impl Clock for TestClock {
    fn read(&self) -> Reading {
        self.0.lock().unwrap().clone()
    }
}

impl TestClock {
    pub(crate) fn new(wall_ms: u64) -> Arc<TestClock> {
        Arc::new(TestClock(Mutex::new(Reading { wall_ms, boot: "first".to_owned(), uptime_ms: 500_000 })))
    }

    pub(crate) fn pass(&self, ms: u64) {
        let mut now = self.0.lock().unwrap();
        now.wall_ms += ms;
        now.uptime_ms += ms;
    }

    pub(crate) fn set_wall(&self, by: i64) {
        let mut now = self.0.lock().unwrap();
        now.wall_ms = now.wall_ms.checked_add_signed(by).unwrap();
    }

    pub(crate) fn set_uptime(&self, uptime_ms: u64) {
        self.0.lock().unwrap().uptime_ms = uptime_ms;
    }

    /// The machine is off for so long, and has been up for a second when it is looked at.
    pub(crate) fn restart(&self, boot: &str, off_ms: u64) {
        let mut now = self.0.lock().unwrap();
        *now = Reading { wall_ms: now.wall_ms + off_ms, boot: boot.to_owned(), uptime_ms: 1000 };
    }
}

pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: Arc<TestClock>,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        Desk::at(WALL)
    }

    pub(crate) fn at(wall_ms: u64) -> Desk {
        let folder = folder();
        scaffold(folder.path());
        Desk { folder, clock: TestClock::new(wall_ms) }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn round_file(&self, name: &str) -> PathBuf {
        self.path().join(".kata/round").join(name)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn start(&self) -> Round {
        Round::start(self.path(), plan(), self.clock.clone()).unwrap()
    }

    pub(crate) fn open(&self) -> Round {
        Round::open(self.path(), self.clock.clone()).unwrap()
    }

    pub(crate) fn log(&self) -> Vec<u8> {
        fs::read(self.round_file("log.jsonl")).unwrap()
    }
}

/// A temporary folder, in memory where the system offers that: thousands of appends wait for the disk otherwise.
pub(crate) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// A workspace as bare as can be.
pub(crate) fn scaffold(folder: &Path) {
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::create_dir_all(folder.join(".kata")).unwrap();
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"lot\"\n").unwrap();
    fs::write(folder.join("src/lib.rs"), "// the starter\n").unwrap();
}

pub(crate) fn plan() -> Plan {
    let phases = [("clarify", 300), ("design", 600), ("build", 1200), ("twist", 600)];
    Plan {
        kata: "parking-lot".to_owned(),
        level: Level::L5,
        minutes: 45,
        phases: phases.map(|(name, seconds)| Phase { name: name.to_owned(), seconds }).into(),
        feedback: Feedback::None,
        seed: 7,
        twist: Some("electric".to_owned()),
        assignment: None,
        student: None,
        versions: [("xtask".to_owned(), "0.1.0".to_owned())].into(),
    }
}

/// A log with its lines chained anew, as somebody would who knows how and has changed one.
pub(crate) fn chain_anew(log: &str) -> String {
    let (mut prev, mut anew) = (String::new(), String::new());
    for line in log.lines() {
        let (body, _) = line.rsplit_once(",\"hash\":").unwrap();
        let (body, _) = body.rsplit_once(",\"prev\":").unwrap();
        let body = format!("{body},\"prev\":\"{prev}\"");
        prev = kata_round::blob_name(body.as_bytes());
        anew += &format!("{body},\"hash\":\"{prev}\"}}\n");
    }
    anew
}
