//! A twist comes into a workspace whole, leaks nothing before, and overwrites nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use kata_catalog::{Kata, Root};
use kata_verdict::Level;
use kata_workspace::{Revealed, Workspace, reveal, scaffold};

/// A framework's root in a temporary folder, with one kata that has two twists, and a workspace of it.
struct Fixture {
    dir: tempfile::TempDir,
}

const MANIFEST: &str = "format = 1\ntitle = \"T\"\nminutes = 45\nsummary = \"S\"\n\
    [[twists]]\nid = \"bikes\"\ntitle = \"B\"\nsummary = \"Share.\"\n\
    [[twists]]\nid = \"two-doors\"\ntitle = \"D\"\nsummary = \"Open.\"\n";

impl Fixture {
    fn new() -> Fixture {
        let fixture = Fixture { dir: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in [
            ("xtask/Cargo.toml", ""),
            ("katas/toy/kata.toml", MANIFEST),
            ("katas/toy/BRIEF.md", "Build it.\n"),
            ("katas/toy/twists/bikes/TWIST.md", "Bikes!\n\n    pub fn build_with_bikes(x: X) -> Y\n"),
            ("katas/toy/twists/two-doors/TWIST.md", "Doors!\n\n    pub fn build_with_two_doors(x: X) -> Y\n"),
            ("katas/toy/api/src/lib.rs", "pub mod twists;\n"),
            ("katas/toy/api/src/twists/mod.rs", "pub mod bikes;\npub mod two_doors;\n"),
            ("katas/toy/api/src/twists/bikes.rs", "// bikes\n"),
            ("katas/toy/api/src/twists/two_doors.rs", "// doors\n"),
            ("katas/toy/starter/given/src/lib.rs", "// given\n"),
            ("katas/toy/starter/tests/sample.rs", "// sample\n"),
        ] {
            fixture.write(path, text);
        }
        scaffold(&fixture.kata(), &fixture.path("mine"), Level::L4).expect("it can be made");
        fixture
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    fn kata(&self) -> Kata {
        Root::at(self.dir.path()).expect("it looks like a root").kata("toy").expect("the kata can be read")
    }

    fn workspace(&self) -> Workspace {
        Workspace::open(&self.path("mine")).expect("it is one")
    }

    fn reveal(&self, id: &str) -> Result<Revealed, String> {
        let twist = self.kata().reveal(id).expect("it can be read");
        reveal(&self.workspace(), &twist).map_err(|error| error.to_string())
    }
}

/// Every text below a folder.
fn texts(dir: &Path) -> String {
    let entries = fs::read_dir(dir).expect("it is there").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| if path.is_dir() { texts(&path) } else { fs::read_to_string(path).unwrap_or_default() })
        .collect()
}

#[test]
fn before_its_reveal_nothing_tells_of_a_twist() {
    let fixture = Fixture::new();
    let all = texts(&fixture.path("mine"));
    assert!(!all.contains("bikes") && !all.contains("doors"), "{all}");
    assert!(!fixture.workspace().has_seen("bikes"));
}

#[test]
fn a_reveal_brings_the_requirement_and_its_module_and_keeps_the_source() {
    let fixture = Fixture::new();
    fixture.write("mine/src/lib.rs", "mod lot;\n");
    fixture.write("mine/src/lot/mod.rs", "// before\n");
    let revealed = fixture.reveal("two-doors").expect("it can be revealed");
    assert!(!revealed.was_known);
    assert_eq!(fixture.read("mine/TWIST.md"), fixture.read("katas/toy/twists/two-doors/TWIST.md"));
    assert_eq!(fixture.read("mine/api/src/twists/two_doors.rs"), "// doors\n");
    let modules = fixture.read("mine/api/src/twists/mod.rs");
    assert!(modules.ends_with("\n\npub mod two_doors;\n") && !modules.contains("bikes"), "{modules}");
    assert_eq!(revealed.snapshot, Path::new(".kata/twists/two-doors"));
    assert_eq!(fixture.read("mine/.kata/twists/two-doors/src/lot/mod.rs"), "// before\n");
    assert!(fixture.workspace().has_seen("two-doors") && !fixture.workspace().has_seen("bikes"));
}

#[test]
fn a_second_twist_stands_beside_the_first() {
    let fixture = Fixture::new();
    fixture.reveal("bikes").expect("it can be revealed");
    let second = fixture.reveal("two-doors").expect("it can be revealed");
    assert_eq!(second.brief, Path::new("TWIST-two-doors.md"));
    let modules = fixture.read("mine/api/src/twists/mod.rs");
    assert!(modules.contains("pub mod bikes;\n") && modules.contains("pub mod two_doors;\n"), "{modules}");
    assert!(fixture.read("mine/TWIST.md").starts_with("Bikes!"));
}

#[test]
fn revealing_again_keeps_the_source_of_the_first_time_and_finishes_what_is_missing() {
    let fixture = Fixture::new();
    fixture.reveal("bikes").expect("it can be revealed");
    fixture.write("mine/src/lib.rs", "// half done\n");
    fs::remove_file(fixture.path("mine/TWIST.md")).expect("it was there");
    fs::remove_file(fixture.path("mine/api/src/twists/bikes.rs")).expect("it was there");
    let modules = fixture.read("mine/api/src/twists/mod.rs");
    let again = fixture.reveal("bikes").expect("it can be revealed again");
    assert!(again.was_known);
    assert_eq!(fixture.read("mine/.kata/twists/bikes/src/lib.rs"), "// given\n");
    assert_eq!(fixture.read("mine/src/lib.rs"), "// half done\n");
    assert!(fixture.read("mine/TWIST.md").starts_with("Bikes!"));
    assert_eq!(fixture.read("mine/api/src/twists/bikes.rs"), "// bikes\n");
    assert_eq!(fixture.read("mine/api/src/twists/mod.rs"), modules);
}

#[test]
fn what_the_learner_wrote_is_written_over_by_no_reveal() {
    let fixture = Fixture::new();
    fixture.write("mine/TWIST.md", "my notes\n");
    let revealed = fixture.reveal("bikes").expect("it can be revealed");
    assert_eq!(revealed.brief, Path::new("TWIST-bikes.md"));
    assert_eq!(fixture.read("mine/TWIST.md"), "my notes\n");
    fixture.write("mine/api/src/twists/two_doors.rs", "// my own idea\n");
    let message = fixture.reveal("two-doors").expect_err("the place is taken");
    assert!(message.contains("two_doors.rs: is there already and says something else"), "{message}");
    assert_eq!(fixture.read("mine/api/src/twists/two_doors.rs"), "// my own idea\n");
}

#[test]
fn a_workspace_that_is_older_than_twists_gets_them_too() {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.path("mine/api/src/twists")).expect("it was there");
    fixture.write("mine/api/src/lib.rs", "// api\n");
    fixture.reveal("bikes").expect("it can be revealed");
    assert_eq!(fixture.read("mine/api/src/lib.rs"), "// api\n\npub mod twists;\n");
    assert_eq!(fixture.read("mine/api/src/twists/mod.rs"), "pub mod bikes;\n");
}

#[test]
fn whoever_may_read_the_brief_may_read_what_a_twist_brings() {
    let fixture = Fixture::new();
    fixture.reveal("bikes").expect("it can be revealed");
    let mode = |path: &str| fs::metadata(fixture.path("mine").join(path)).expect("it is there").permissions().mode();
    for path in ["TWIST.md", "api/src/twists/bikes.rs", "api/src/twists/mod.rs", "api/src/lib.rs"] {
        assert_eq!(mode(path), mode("BRIEF.md"), "{path}");
    }
}
