//! A students' pack on a machine that has Rust and nothing of this repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kata_archive::{ChainState, read_file};
use kata_assignment::read_results;
use kata_round::{Reading, SimulatedClock};

use super::unzip::unzip;
use super::{Packing, repository};
use crate::toy::{Ran, text};

/// When the round begins, in milliseconds since 1970: before the assignment is due.
const BEGINNING: u64 = 1_796_000_000_000;

/// A folder outside of the repository, with a home of its own. What cargo has downloaded is shared, and nothing more can be.
struct Clean {
    folder: tempfile::TempDir,
}

impl Clean {
    fn of(zip: &Path) -> Clean {
        let clean = Clean { folder: tempfile::tempdir().expect("a folder") };
        unzip(zip, clean.folder.path());
        assert!(!clean.pack().starts_with(repository()), "it is to lie elsewhere");
        clean
    }

    fn pack(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("it is there").join("week-3")
    }

    fn at(&self, minutes: u64) {
        let reading = Reading {
            wall_ms: BEGINNING + minutes * 60_000,
            boot: "first".to_owned(),
            uptime_ms: 60_000 + minutes * 60_000,
        };
        SimulatedClock::set(&self.folder.path().join("clock.json"), &reading).expect("it can be written");
    }

    fn cargo(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(folder).env_clear();
        for name in ["PATH", "TMPDIR", "RUSTUP_TOOLCHAIN"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        let home = |name: &str, usual: &str| {
            let usual = || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(usual).into_os_string();
            std::env::var_os(name).unwrap_or_else(usual)
        };
        command.env("CARGO_HOME", home("CARGO_HOME", ".cargo")).env("RUSTUP_HOME", home("RUSTUP_HOME", ".rustup"));
        command.env("HOME", self.folder.path().join("home")).env("CARGO_NET_OFFLINE", "true");
        command.env("KATA_CLOCK", self.folder.path().join("clock.json"));
        command
    }

    fn xtask(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.cargo(&self.pack(), &[&["xtask"], arguments].concat()))
    }
}

#[test]
fn a_pack_is_built_and_played_with_rust_alone_and_what_is_handed_in_is_judged() {
    let packing = Packing::new();
    packing.pack(&[]).code(0);
    let clean = Clean::of(&packing.out("week-3-students.zip"));
    fs::create_dir(clean.folder.path().join("home")).expect("it can be made");
    clean.at(0);
    Ran::of(clean.cargo(&clean.pack(), &["build", "--locked", "--offline"])).code(0);

    // The assignment decides.
    clean.xtask(&["round", "--level", "l4"]).code(2).complains("the assignment week-3 decides that: leave --level out");
    clean.xtask(&["round", "pub-sub"]).code(2).complains("no kata is called `pub-sub`");
    clean.xtask(&["grade"]).code(2).complains("unrecognized subcommand 'grade'");
    let begin = clean.cargo(&clean.pack(), &["xtask", "round", "--student", "Zoë Müller"]);
    Ran::typing(begin, "q\n")
        .code(0)
        .says("Parking lot at L5, 50 minutes, in workspace/parking-lot")
        .says("Assignment week-3, due 2026-12-01 18:00 +01:00.")
        .says("The hidden checks are not here");

    // Questions are answered, and the twist comes when it is due.
    let question = "A car fits on compact and on large spots. Is one of them preferred?";
    clean.xtask(&["ask", question]).code(0).says("The nearest of all that fit");
    clean.xtask(&["twist"]).code(2).complains("the twist comes in ");
    clean.at(45);
    let twist = clean.xtask(&["twist"]).code(0).says("Some spots have a charger").says("build_with_electric");
    assert!(!twist.out.contains("cargo xtask grade"), "nothing judges here: {}", twist.out);

    // The workspace is a package like any other, offline.
    let workspace = clean.pack().join("workspace/parking-lot");
    let solution = repository().join("solutions/parking-lot/accepted/one-lock/src");
    for file in fs::read_dir(solution).expect("a solution").map(|entry| entry.expect("an entry")) {
        fs::copy(file.path(), workspace.join("src").join(file.file_name())).expect("it can be copied");
    }
    Ran::of(clean.cargo(&workspace, &["test", "--quiet"])).code(0);

    clean.xtask(&["submit"]).code(0).says("Wrote week-3-submission.zip: parking-lot at L5 by Zoë Müller for week-3.");
    let handed_in = clean.pack().join("week-3-submission.zip");
    let submitted = read_file(&handed_in).expect("it can be read");
    assert!(matches!(submitted.chain, ChainState::Intact { .. }), "{:?}", submitted.chain);
    judged(&packing, &handed_in);
}

/// Back in the clone, the archive is one of the assignment's, in time, and judged.
fn judged(packing: &Packing, handed_in: &Path) {
    let own = packing.toy.own();
    fs::create_dir(own.join("submissions")).expect("it can be made");
    fs::copy(handed_in, own.join("submissions/zoe.zip")).expect("it can be copied");
    let assignment = text(&packing.out("week-3-instructor/week-3.toml"));
    let arguments = ["grade-all", "submissions", "--assignment", &assignment, "--out", "results", "--tier", "quick"];
    packing.toy.run(&arguments).code(0);
    let (_, records) = read_results(&own.join("results")).expect("results");
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((record.student.as_str(), record.late), ("Zoë Müller", false));
    assert_eq!(record.notes, ["the round ran on a simulated clock"], "nothing else is odd");
    let kata_assignment::Graded::Verdict(verdict) = &record.graded else { panic!("{:?}", record.graded) };
    assert!(verdict.score.points > 50, "an accepted design was handed in: {:?}", verdict.score);
}

#[test]
fn a_pack_with_the_crates_of_others_needs_no_network_and_nothing_that_was_downloaded() {
    let packing = Packing::new();
    packing.pack(&["--vendor"]).code(0);
    let clean = Clean::of(&packing.out("week-3-students.zip"));
    let nothing = clean.folder.path().join("nothing");
    let resolve = |folder: &Path| {
        let mut command = clean.cargo(folder, &["metadata", "--locked", "--offline", "--format-version", "1"]);
        command.env("CARGO_HOME", &nothing);
        Ran::of(command)
    };
    let resolved = resolve(&clean.pack()).code(0);
    assert!(resolved.out.contains("vendor/clap"), "the crates are taken from the pack");
    // What Windows alone needs is there by name only.
    let hollow = fs::read_dir(clean.pack().join("vendor")).expect("it is there").map(|entry| entry.expect("an entry"));
    let hollow = hollow.filter(|entry| entry.file_name().to_string_lossy().starts_with("winapi"));
    for entry in hollow {
        assert_eq!(fs::read_to_string(entry.path().join("src/lib.rs")).expect("a library"), "");
    }
    fs::remove_dir_all(clean.pack().join("vendor/clap")).expect("it can be removed");
    resolve(&clean.pack()).code(101).complains("clap");
}
