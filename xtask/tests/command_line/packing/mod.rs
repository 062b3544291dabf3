//! `assign pack`: what leaves the clone with an assignment, and what does not.

mod autograder;
mod clean;
mod leaks;
mod unzip;
mod workflow;

use std::fs;
use std::path::{Path, PathBuf};

use crate::toy::{Ran, Toy};

/// This repository: the toy has no harness of its own to be packed.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository")
}

/// An assignment of parking lot with a twist, not packed yet.
struct Packing {
    toy: Toy,
}

impl Packing {
    fn new() -> Packing {
        let toy = Toy::at(repository());
        let given = ["--kata", "parking-lot", "--level", "l5", "--minutes", "50", "--twist", "electric"];
        let told = ["--due", "2026-12-01T18:00:00+01:00", "--feedback", "counts"];
        toy.run(&[&["assign", "new", "week-3"], &given[..], &told[..]].concat()).code(0);
        Packing { toy }
    }

    fn pack(&self, more: &[&str]) -> Ran {
        self.toy.run(&[&["assign", "pack", "week-3.toml", "--out", "packs"], more].concat())
    }

    fn out(&self, name: &str) -> PathBuf {
        self.toy.own().join("packs").join(name)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn students_and_instructor_get_a_pack_each_and_what_is_there_is_never_written_over() {
    let packing = Packing::new();
    packing
        .pack(&[])
        .code(0)
        .says("Packed week-3.")
        .says("  packs/week-3-students.zip  what each student gets, ")
        .says("give packs/week-3-students.zip to the class, and keep packs/week-3-instructor to yourself");
    let packs = packing.toy.own().join("packs");
    assert_eq!(names(&packs), ["week-3-instructor", "week-3-students", "week-3-students.zip"]);
    assert_eq!(names(&packing.out("week-3-instructor")), ["README.md", "packed.toml", "week-3.toml"]);
    let packed = fs::read_to_string(packing.out("week-3-instructor/packed.toml")).expect("it is there");
    assert!(packed.contains("\nname = \"week-3\"\nkata = \"parking-lot\"\n"), "{packed}");
    assert!(packed.lines().any(|line| line.starts_with("suite = \"") && line.len() == 64 + 10), "{packed}");
    let readme = fs::read_to_string(packing.out("week-3-students/README.md")).expect("it is there");
    for part in ["You have 50 minutes, at level L5; it is due 2026-12-01 18:00 +01:00.", "week-3-submission.zip"] {
        assert!(readme.contains(part), "{part:?} is missing in:\n{readme}");
    }

    fs::create_dir_all(packs.join(".kata-unfinished-killed/students")).expect("what a packer that was killed leaves");
    fs::remove_dir_all(packing.out("week-3-instructor")).expect("it is there");
    fs::remove_dir_all(packing.out("week-3-students")).expect("it is there");
    fs::remove_file(packing.out("week-3-students.zip")).expect("it is there");
    packing.pack(&[]).code(0);
    assert_eq!(names(&packs), ["week-3-instructor", "week-3-students", "week-3-students.zip"]);

    fs::write(packing.out("week-3-students/mine"), "mine").expect("it can be written");
    packing.pack(&[]).code(2).complains("packs/week-3-students: is there already, and was left as it is");
    assert!(packing.out("week-3-students/mine").exists());
}

#[test]
fn a_mistake_is_named_and_nothing_is_left_behind() {
    let packing = Packing::new();
    let own = packing.toy.own();
    let run = |file: &str| packing.toy.run(&["assign", "pack", file, "--out", "packs"]).code(2);
    run("week-4.toml").complains("week-4.toml: the file is missing: `cargo xtask assign new");
    let text = fs::read_to_string(own.join("week-3.toml")).expect("it is there");
    fs::write(own.join("lot.toml"), text.replace("\"parking-lot\"", "\"parking-lott\"")).expect("it can be written");
    run("lot.toml").complains("did you mean `parking-lot`?");
    packing
        .toy
        .run(&["assign", "pack", "week-3.toml", "--out", "packs", "--for", "moodle"])
        .code(2)
        .complains("gradescope");
    assert!(!own.join("packs").exists());
    fs::write(own.join("packs"), "a file").expect("it can be written");
    run("week-3.toml").complains("packs");
}
