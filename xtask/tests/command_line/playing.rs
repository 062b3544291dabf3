//! Rounds of a framework in miniature, on a clock that stands where a test puts it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use kata_round::{Reading, SimulatedClock};

use crate::terminal::Terminal;
use crate::toy::{Mine, Ran, Toy, fixture, lay_out, text};

/// When each round begins: the wall clock, in milliseconds since 1970.
const BEGINNING: u64 = 1_900_000_000_000;

/// A toy whose rounds have questions, a twist, and the usual phases: clarify to 5:00, design to 15:00, build to 35:00, twist to 45:00.
pub(crate) struct Playing {
    toy: Toy,
    clock: PathBuf,
    dir: PathBuf,
}

impl Playing {
    /// Nothing has begun yet, and the clock stands at the beginning.
    pub(crate) fn new() -> Playing {
        static ROOT: OnceLock<PathBuf> = OnceLock::new();
        let root = ROOT.get_or_init(|| {
            let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rounds");
            lay_out(&fixture(), &root);
            write_round(&root.join("katas/toy"));
            root
        });
        Playing::on(Toy::at(root))
    }

    /// The same in a framework of the test's own, for what is said of the clone as a whole.
    pub(crate) fn alone() -> Playing {
        let toy = Toy::alone();
        write_round(&toy.root().join("katas/toy"));
        Playing::on(toy)
    }

    /// Rounds of the katas of the clone itself.
    pub(crate) fn of_the_clone() -> Playing {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a parent");
        Playing::on(Toy::at(root))
    }

    fn on(toy: Toy) -> Playing {
        let playing = Playing { clock: toy.own().join("clock.json"), dir: toy.own().join("mine"), toy };
        playing.at(0, 0);
        playing
    }

    /// The toy.
    pub(crate) fn toy(&self) -> &Toy {
        &self.toy
    }

    /// Puts the clock so long after the beginning.
    pub(crate) fn at(&self, minutes: u64, seconds: u64) {
        self.set(minutes, seconds, 0);
    }

    /// The same, with the wall clock off by so many milliseconds.
    pub(crate) fn set(&self, minutes: u64, seconds: u64, wall_off_ms: i64) {
        let passed = (minutes * 60 + seconds) * 1000;
        let wall_ms = (BEGINNING + passed).checked_add_signed(wall_off_ms).expect("a time");
        let reading = Reading { wall_ms, boot: "first".to_owned(), uptime_ms: 60_000 + passed };
        SimulatedClock::set(&self.clock, &reading).expect("it can be written");
    }

    /// A command that goes by that clock.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.toy.command(arguments);
        command.env("KATA_CLOCK", &self.clock);
        command
    }

    /// Runs a command on the round to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let dir = self.dir();
        Ran::of(self.command(&[arguments, &["--dir", &dir]].concat()))
    }

    /// Begins a round on a terminal of 80 by 24, and waits until the first save was tried.
    pub(crate) fn begin(&self, flags: &[&str]) -> Terminal {
        let dir = self.dir();
        let terminal = self.show(&[&["round", "toy", "--seed", "7", "--dir", &dir], flags].concat());
        terminal.wait_shown("1 of 1 passed");
        terminal
    }

    /// Goes on with it.
    pub(crate) fn resume(&self) -> Terminal {
        let dir = self.dir();
        let terminal = self.show(&["round", "--resume", "--dir", &dir]);
        terminal.wait_shown("quit and keep");
        terminal
    }

    /// Shows a round on a terminal of 80 by 24.
    pub(crate) fn show(&self, arguments: &[&str]) -> Terminal {
        Terminal::start_at(self.command(arguments), 80, 24)
    }

    /// Writes the source.
    pub(crate) fn save(&self, mine: Mine) {
        fs::write(self.source(), mine.text()).expect("it can be written");
    }

    /// The source's path.
    pub(crate) fn source(&self) -> PathBuf {
        self.dir.join("src/lib.rs")
    }

    /// The workspace.
    pub(crate) fn dir(&self) -> String {
        text(&self.dir)
    }
}

/// Gives the toy what a round needs. Its suite knows of the twist, and has no check on it.
fn write_round(kata: &Path) {
    let write = |path: &str, text: &str| {
        let path = kata.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("it can be made");
        // A file that is the same stays untouched, so that what was built of it counts.
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(path, text).expect("it can be written");
        }
    };
    let read = |path: &str| fs::read_to_string(fixture().join("katas/toy").join(path)).expect("it is there");
    write("kata.toml", &(read("kata.toml") + ROUND));
    write(
        "twists/lift/TWIST.md",
        "# A lift\n\n    pub fn build_with_lift(config: Config, ports: Ports, seams: Seams, lift: Lift)\n",
    );
    write("api/src/lib.rs", &(read("api/src/lib.rs") + "\npub mod twists;\n"));
    write("api/src/twists/mod.rs", "pub mod lift;\n");
    write("api/src/twists/lift.rs", "/// Late.\npub struct Lift;\n");
    write("suite/src/plain.rs", &read("suite/src/lib.rs"));
    write("suite/src/lib.rs", SUITE);
}

const ROUND: &str = r#"
[[twists]]
id = "lift"
title = "There is a lift"
summary = "Now with a lift."

[[clarifications]]
question = "Can a motorcycle use a car spot?"
answer = "Yes, if no other is free."
also = ["may a motorbike park in a car spot?"]
about = ["motorcycle|motorbike", "spot|space"]
"#;

const SUITE: &str = r#"
mod plain;

use std::sync::Arc;
use toy_api::twists::lift::Lift;
use toy_api::{Config, Ports, Toy};

pub struct Subject {
    pub build: fn(Config, Ports) -> Arc<dyn Toy>,
    pub lift: Option<fn(Config, Ports, Lift) -> Arc<dyn Toy>>,
}

pub fn main(subject: Subject) {
    plain::main(subject.build)
}
"#;
