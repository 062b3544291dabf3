//! Solutions on disk become sets of files, or errors that an author can act on.

use std::fs;
use std::path::Path;

use kata_catalog::{Error, Files, Root, Solutions, audit_content, audit_files};
use kata_verdict::{Group, Level};

const MANIFEST: &str = "format = 1\ntitle = \"Toy\"\nminutes = 45\nsummary = \"A toy.\"\n";
const LOT: &str = "pub fn free() -> u32 {\n    let all = 3;\n    let taken = 1;\n    all - taken\n}\n";
const PATCH: &str = "flaw: the taken ones are added\nbase: one-lock\nfails: free-is-counted, never-too-many\n\
--- a/src/lot.rs\n+++ b/src/lot.rs\n@@ -1,5 +1,5 @@\n pub fn free() -> u32 {\n     let all = 3;\n     let taken = 1;\n\
-    all - taken\n+    all + taken\n }\n";

/// A framework's root in a temporary folder, with one kata and one accepted solution.
struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let fixture = Fixture { dir: tempfile::tempdir().expect("a temporary folder") };
        fixture.write("xtask/Cargo.toml", "");
        fixture.write("katas/toy/kata.toml", MANIFEST);
        fixture.write("solutions/toy/accepted/one-lock/src/lib.rs", "mod lot;\n");
        fixture.write("solutions/toy/accepted/one-lock/src/lot.rs", LOT);
        fixture
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn root(&self) -> Root {
        Root::at(self.dir.path()).expect("it looks like a root")
    }

    fn solutions(&self) -> Result<Solutions, Error> {
        self.root().kata("toy")?.solutions()
    }

    /// The files of one flawed solution, or what an author reads.
    fn flawed(&self, name: &str) -> Result<Files, String> {
        let solutions = self.solutions().map_err(|error| error.to_string())?;
        solutions.find(name).and_then(|solution| solution.files()).map_err(|error| error.to_string())
    }
}

fn text_of<'a>(files: &'a Files, path: &str) -> &'a str {
    let (_, bytes) = files.iter().find(|(name, _)| name == Path::new(path)).expect("the file is there");
    std::str::from_utf8(bytes).expect("it is text")
}

#[test]
fn a_patch_becomes_its_base_with_the_change() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/adds.patch", PATCH);
    let files = fixture.flawed("flawed/adds").expect("the patch applies");
    assert!(text_of(&files, "src/lot.rs").contains("all + taken"));
    assert_eq!(text_of(&files, "src/lib.rs"), "mod lot;\n");
    let solutions = fixture.solutions().expect("the solutions can be read");
    assert_eq!(solutions.flawed[0].flaw, "the taken ones are added");
    assert_eq!(solutions.flawed[0].fails, ["free-is-counted", "never-too-many"]);
    assert_eq!(solutions.flawed[0].base(), Some("one-lock"));
}

#[test]
fn a_patch_made_with_diff_on_whole_folders_applies_too() {
    let fixture = Fixture::new();
    let patch = PATCH
        .replace("--- a/src", "diff -ru one-lock/src/lot.rs copy/src/lot.rs\n--- one-lock/src")
        .replace("+++ b/src/lot.rs", "+++ copy/src/lot.rs\t2026-01-01 00:00:00.000000000 +0000");
    fixture.write("solutions/toy/flawed/adds.patch", &patch);
    assert!(text_of(&fixture.flawed("adds").expect("it applies"), "src/lot.rs").contains("all + taken"));
}

#[test]
fn a_patch_may_add_and_remove_files() {
    let fixture = Fixture::new();
    let patch = "flaw: moved\nbase: one-lock\nfails: a\n--- /dev/null\n+++ b/src/new.rs\n@@ -0,0 +1 @@\n+fn new() {}\n\
                 --- a/src/lib.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-mod lot;\n";
    fixture.write("solutions/toy/flawed/moved.patch", patch);
    let files = fixture.flawed("moved").expect("it applies");
    let names: Vec<_> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    assert_eq!(names, ["src/lot.rs", "src/new.rs"]);
}

#[test]
fn a_patch_that_does_not_apply_names_its_file_and_the_hunk() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/adds.patch", &PATCH.replace("let all = 3", "let all = 4"));
    let message = fixture.flawed("adds").expect_err("it cannot apply");
    assert_eq!(
        message,
        "solutions/toy/flawed/adds.patch: does not apply to src/lot.rs: error applying hunk #1: \
         make the patch anew against its base"
    );
}

#[test]
fn a_header_that_lacks_a_field_says_which() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/adds.patch", &PATCH.replace("base: one-lock\n", ""));
    let message = fixture.flawed("adds").expect_err("the header is incomplete");
    assert_eq!(message, "solutions/toy/flawed/adds.patch: the header says no `base:`: write it before the first `---`");
}

#[test]
fn a_header_line_that_is_none_is_named_with_its_line() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/adds.patch", &PATCH.replace("base: one-lock", "bass: one-lock"));
    let message = fixture.flawed("adds").expect_err("the header has an unknown line");
    assert!(message.starts_with("solutions/toy/flawed/adds.patch:2: `bass: one-lock` is no header"), "{message}");
}

#[test]
fn an_unknown_base_is_answered_with_the_nearest() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/adds.patch", &PATCH.replace("base: one-lock", "base: one-luck"));
    let message = fixture.flawed("adds").expect_err("there is no such base");
    assert!(message.ends_with("no accepted solution is called `one-luck`: did you mean `one-lock`?"), "{message}");
}

#[test]
fn a_whole_crate_says_its_flaw_in_a_file_of_its_own() {
    let fixture = Fixture::new();
    fixture.write("solutions/toy/flawed/shape/flaw.toml", "flaw = \"all wrong\"\nfails = [\"a\"]\n");
    fixture.write("solutions/toy/flawed/shape/src/lib.rs", "// wrong\n");
    assert_eq!(text_of(&fixture.flawed("shape").expect("it can be read"), "src/lib.rs"), "// wrong\n");
}

#[test]
fn an_unknown_solution_is_answered_with_the_nearest() {
    let message = Fixture::new().flawed("one-lok").expect_err("there is no such solution");
    assert_eq!(message, "toy has no solution called `one-lok`: did you mean `one-lock`?");
}

#[test]
fn an_unknown_kata_is_answered_with_the_nearest() {
    let message = Fixture::new().root().kata("toi").expect_err("there is no such kata").to_string();
    assert_eq!(message, "no kata is called `toi`: did you mean `toy`?");
}

#[test]
fn the_root_is_found_from_a_folder_inside_it_before_any_fallback() {
    let (inside, elsewhere) = (Fixture::new(), Fixture::new());
    let cwd = inside.dir.path().join("katas/toy");
    let found = Root::find(&cwd, [elsewhere.dir.path().to_owned()]).expect("it is found");
    assert_eq!(found, inside.root());
    let outside = tempfile::tempdir().expect("a temporary folder");
    let found = Root::find(outside.path(), [elsewhere.dir.path().to_owned()]).expect("the fallback is taken");
    assert_eq!(found, elsewhere.root());
}

#[test]
fn a_kata_that_says_too_little_is_told_what_it_lacks() {
    let fixture = Fixture::new();
    let kata = fixture.root().kata("toy").expect("the kata can be read");
    let gaps = audit_content(&kata, &[Group::Behaviour]);
    assert_eq!(
        gaps,
        [
            "kata.toml has 0 clarifications: at least 8 are needed",
            "kata.toml has 0 debrief questions: at least 6 are needed",
            "kata.toml has no hints for behaviour: three are needed, weak to strong",
            "BRIEF.md is missing or empty",
        ]
    );
}

#[test]
fn a_kata_whose_rounds_would_be_over_at_once_is_told_so() {
    let fixture = Fixture::new();
    fixture.write("katas/toy/kata.toml", &MANIFEST.replace("minutes = 45", "minutes = 0"));
    let gaps = audit_content(&fixture.root().kata("toy").expect("the kata can be read"), &[]);
    assert!(gaps.contains(&"kata.toml says 0 minutes: a round lasts 1 to 600".to_owned()), "{gaps:?}");
}

#[test]
fn a_kata_has_the_usual_phases_unless_it_names_its_own() {
    let fixture = Fixture::new();
    let phases = |kata: &kata_catalog::Kata| {
        let phases = kata.manifest().phases.iter();
        phases.map(|phase| format!("{} {}", phase.name, phase.minutes)).collect::<Vec<_>>()
    };
    let kata = fixture.root().kata("toy").expect("the kata can be read");
    assert_eq!(phases(&kata), ["clarify 5", "design 10", "build 20", "twist 10"]);
    let own = "[[phases]]\nname = \"talk\"\nminutes = 0\n[[phases]]\nname = \"build\"\nminutes = 9\n";
    fixture.write("katas/toy/kata.toml", &format!("{MANIFEST}\n{own}"));
    let kata = fixture.root().kata("toy").expect("the kata can be read");
    assert_eq!(phases(&kata), ["talk 0", "build 9"]);
    let gaps = audit_content(&kata, &[]);
    assert!(gaps.iter().any(|gap| gap == "kata.toml has an empty list of phases, or phase"), "{gaps:?}");
}

#[test]
fn a_file_that_belongs_nowhere_is_found() {
    let fixture = Fixture::new();
    fixture.write("katas/toy/notes.txt", "");
    fixture.write("solutions/toy/flawed/adds.patch.orig", "");
    fixture.write("solutions/toy/accepted/one-lock/src/.lot.rs.swp", "");
    let strays = audit_files(&fixture.root().kata("toy").expect("the kata can be read")).expect("it can be read");
    let strays: Vec<_> = strays.iter().map(|path| path.display().to_string()).collect();
    assert_eq!(strays, ["katas/toy/notes.txt", "solutions/toy/flawed/adds.patch.orig"]);
}

#[test]
fn a_round_at_l4_begins_with_the_traits_and_one_at_l5_without() {
    let fixture = Fixture::new();
    fixture.write("katas/toy/starter/given/src/lib.rs", "// given\n");
    fixture.write("katas/toy/starter/open/src/lib.rs", "// open\n");
    fixture.write("katas/toy/starter/tests/sample.rs", "// sample\n");
    let kata = fixture.root().kata("toy").expect("the kata can be read");
    for (level, expected) in [(Level::L3, "// given\n"), (Level::L4, "// given\n"), (Level::L5, "// open\n")] {
        let files = kata.starter_for(level).expect("the starter can be read");
        assert_eq!(text_of(&files, "src/lib.rs"), expected);
        assert_eq!(text_of(&files, "tests/sample.rs"), "// sample\n");
    }
}
