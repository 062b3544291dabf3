//! The autograder for Gradescope, run as Gradescope runs it, in a folder that stands for `/autograder`.
//!
//! Cargo is stood in for where it would build the grader itself, which is this repository's own: there, it only has to agree with the lock.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use boon::{Compiler, Schemas};
use serde_json::Value;

use super::unzip::unzip;
use super::{Packing, repository};
use crate::toy::{Ran, text};

const SCHEMA: &str = include_str!("../../../../harness/assignment/tests/schemas/gradescope.json");

/// A folder that stands for `/autograder`.
struct Autograder {
    folder: tempfile::TempDir,
}

impl Autograder {
    fn of(zip: &Path) -> Autograder {
        let autograder = Autograder { folder: tempfile::tempdir().expect("a folder") };
        let at = |name: &str| autograder.folder.path().join(name);
        unzip(zip, &at("source"));
        for name in ["submission", "home", "bin"] {
            fs::create_dir(at(name)).expect("it can be made");
        }
        let real = std::env::var("CARGO").expect("cargo runs the tests");
        let shim = format!(
            "#!/bin/sh\ncase \"$1\" in\n\
             xtask) shift; exec '{xtask}' \"$@\" ;;\n\
             build) case \"$*\" in\n\
             *'--locked --package xtask') exec '{real}' metadata --locked --offline --format-version 1 >/dev/null ;;\n\
             esac ;;\nesac\nexec '{real}' \"$@\"\n",
            xtask = env!("CARGO_BIN_EXE_xtask"),
        );
        fs::write(at("bin/cargo"), shim).expect("it can be written");
        fs::set_permissions(at("bin/cargo"), Permissions::from_mode(0o755)).expect("they can be set");
        autograder
    }

    /// Runs a script of the zip by itself, as a program.
    fn run(&self, script: &str) -> Ran {
        let folder = self.folder.path();
        let mut command = Command::new(folder.join("source").join(script));
        let path = std::env::var("PATH").unwrap_or_default();
        let usual = Path::new(&std::env::var("HOME").unwrap_or_default()).to_owned();
        for (name, below) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            command.env(name, std::env::var_os(name).unwrap_or_else(|| usual.join(below).into_os_string()));
        }
        command.env("KATA_AUTOGRADER", folder).env("HOME", folder.join("home"));
        command.env("PATH", format!("{}:{path}", text(&folder.join("bin")))).env("CARGO_NET_OFFLINE", "true");
        for name in ["CARGO", "CARGO_TARGET_DIR", "KATA_ROOT", "KATA_HOME"] {
            command.env_remove(name);
        }
        Ran::of(command)
    }

    fn submit(&self, source: &Path) {
        let target = self.folder.path().join("submission/src");
        fs::create_dir_all(&target).expect("it can be made");
        for file in fs::read_dir(source).expect("a source").map(|entry| entry.expect("an entry")) {
            fs::copy(file.path(), target.join(file.file_name())).expect("it can be copied");
        }
    }

    /// What Gradescope would read, which its schema allows.
    fn results(&self) -> Value {
        let text = fs::read_to_string(self.folder.path().join("results/results.json")).expect("results");
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("mem:///schema.json", serde_json::from_str(SCHEMA).expect("JSON")).expect("a resource");
        let index = compiler.compile("mem:///schema.json", &mut schemas).expect("a schema");
        assert_eq!(schemas.validate(&value, index).err().map(|error| format!("{error:#}")), None);
        value
    }
}

#[test]
fn a_submission_is_judged_as_gradescope_has_it_and_one_that_is_none_is_told_so() {
    let packing = Packing::new();
    packing.pack(&["--for", "gradescope"]).code(0).says("upload packs/week-3-instructor/week-3-autograder.zip");
    let autograder = Autograder::of(&packing.out("week-3-instructor/week-3-autograder.zip"));
    let source = autograder.folder.path().join("source");
    assert!(source.join("clone/katas/parking-lot/suite/src/lib.rs").is_file());
    assert!(!source.join("clone/solutions").exists() && !source.join("clone/katas/pub-sub").exists());
    autograder.run("setup.sh").code(0);

    autograder.run("run_autograder").code(0);
    let none = autograder.results();
    assert_eq!(none["score"].as_f64(), Some(0.0), "{none}");

    // Gradescope says who uploaded it.
    let metadata =
        r#"{"id": 1, "users": [{"email": "", "id": 7, "name": "Ada/Adele"}], "assignment": {"due_date": null}}"#;
    fs::write(autograder.folder.path().join("submission_metadata.json"), metadata).expect("it can be written");
    autograder.submit(&repository().join("solutions/parking-lot/accepted/one-lock/src"));
    autograder.run("run_autograder").code(0);
    let accepted = autograder.results();
    assert!(accepted["score"].as_f64() > Some(50.0), "{accepted}");
    assert_eq!(accepted["extra_data"]["submission"], "Ada-Adele/submission");
    let visible = accepted["tests"].as_array().expect("tests").iter().filter(|test| test["visibility"] == "visible");
    assert!(
        visible.clone().count() > 0 && visible.clone().count() < 10,
        "counts are told, and no single check: {accepted}"
    );
}
