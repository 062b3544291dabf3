//! Twists on disk: what a reveal brings, and what an author is told where the parts do not agree.

use std::fs;
use std::path::Path;

use kata_catalog::{Kata, Root, audit_content};

const MANIFEST: &str = "format = 1\ntitle = \"T\"\nminutes = 45\nsummary = \"S\"\n\
    [[twists]]\nid = \"two-doors\"\ntitle = \"Doors\"\nsummary = \"Open.\"\n";
const BRIEF: &str = "# Doors\n\n    pub fn build_with_two_doors(doors: Doors) -> Arc<dyn Lot>\n";

struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let fixture = Fixture { dir: tempfile::tempdir().expect("a temporary folder") };
        fixture.write("xtask/Cargo.toml", "");
        fixture.write("katas/toy/kata.toml", MANIFEST);
        fixture.write("katas/toy/twists/two-doors/TWIST.md", BRIEF);
        fixture.write("katas/toy/api/src/lib.rs", "pub mod twists;\n");
        fixture.write("katas/toy/api/src/twists/mod.rs", "pub mod two_doors;\n");
        fixture.write("katas/toy/api/src/twists/two_doors.rs", "pub struct Doors;\n");
        fixture
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn kata(&self) -> Kata {
        Root::at(self.dir.path()).expect("it looks like a root").kata("toy").expect("the kata can be read")
    }

    fn gaps(&self) -> String {
        audit_content(&self.kata(), &[]).join("\n")
    }
}

#[test]
fn a_round_begins_with_an_api_without_twists() {
    let api = Fixture::new().kata().api().expect("it can be read");
    let names: Vec<String> = api.iter().map(|(path, _)| path.display().to_string()).collect();
    assert_eq!(names, ["src/lib.rs", "src/twists/mod.rs"]);
    assert!(api.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("two_doors")));
}

#[test]
fn a_reveal_brings_the_text_the_module_and_the_signature() {
    let reveal = Fixture::new().kata().reveal("two-doors").expect("it can be read");
    assert_eq!(reveal.twist.title, "Doors");
    assert_eq!(reveal.brief, BRIEF);
    assert_eq!(reveal.module_path(), Path::new("src/twists/two_doors.rs"));
    assert_eq!(reveal.api, b"pub struct Doors;\n");
    assert_eq!(reveal.declaration(), "pub mod two_doors;");
    assert_eq!(reveal.build, "pub fn build_with_two_doors(doors: Doors) -> Arc<dyn Lot>");
}

#[test]
fn a_twist_that_is_not_there_names_the_nearest() {
    let message = Fixture::new().kata().reveal("to-doors").expect_err("there is none").to_string();
    assert_eq!(message, "toy has no twist called `to-doors`: did you mean `two-doors`?");
}

#[test]
fn parts_of_a_twist_that_do_not_agree_are_gaps() {
    let fixture = Fixture::new();
    assert!(!fixture.gaps().contains("twist"), "{}", fixture.gaps());
    fixture.write("katas/toy/twists/two-doors/TWIST.md", "# Doors\n");
    fixture.write("katas/toy/twists/ramps/TWIST.md", "# Ramps\n");
    fixture.write("katas/toy/api/src/twists/ramps.rs", "pub struct Ramps;\n");
    let gaps = fixture.gaps();
    let unshown = "katas/toy/twists/two-doors/TWIST.md: shows no line that begins with `pub fn build_with_two_doors(`";
    assert!(gaps.contains(unshown), "{gaps}");
    assert!(gaps.contains("kata.toml names no twist `ramps`, and twists/ramps is there"), "{gaps}");
    assert!(gaps.contains("kata.toml names no twist for api/src/twists/ramps.rs"), "{gaps}");
}
