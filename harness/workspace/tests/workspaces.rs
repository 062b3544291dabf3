//! Workspaces are made whole, found again, and never overwritten.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kata_catalog::{Kata, Root};
use kata_verdict::{
    CheckInfo, CheckVerdict, Evidence, Group, Level, Outcome, Score, Submission, Tier, Verdict, score, signal,
};
use kata_workspace::{Scaffolded, Workspace, find, known, register, scaffold};

/// A framework's root in a temporary folder, with two katas.
struct Fixture {
    dir: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Fixture {
        let fixture = Fixture { dir: tempfile::tempdir().expect("a temporary folder") };
        fixture.write("xtask/Cargo.toml", "");
        for slug in ["toy", "game"] {
            let manifest = "format = 1\ntitle = \"T\"\nminutes = 45\nsummary = \"S\"\n";
            fixture.write(&format!("katas/{slug}/kata.toml"), manifest);
            fixture.write(&format!("katas/{slug}/BRIEF.md"), "Build it.\n");
            fixture.write(&format!("katas/{slug}/api/src/lib.rs"), "// api\n");
            fixture.write(&format!("katas/{slug}/starter/given/src/lib.rs"), "// given\n");
            fixture.write(&format!("katas/{slug}/starter/open/src/lib.rs"), "// open\n");
            fixture.write(&format!("katas/{slug}/starter/tests/sample.rs"), "// sample\n");
        }
        fixture
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().canonicalize().expect("it is there").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    fn root(&self) -> Root {
        Root::at(self.dir.path()).expect("it looks like a root")
    }

    fn kata(&self, slug: &str) -> Kata {
        self.root().kata(slug).expect("the kata can be read")
    }

    fn start(&self, slug: &str, dir: &str) -> Result<Scaffolded, String> {
        scaffold(&self.kata(slug), &self.path(dir), Level::L4).map_err(|error| error.to_string())
    }

    fn made(&self, slug: &str, dir: &str) -> Workspace {
        self.start(slug, dir).expect("it can be made").workspace().clone()
    }
}

fn names_in(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("the folder is there").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn a_new_workspace_holds_all_a_round_needs_and_its_state() {
    let fixture = Fixture::new();
    let workspace = fixture.made("toy", "workspace/toy");
    let names = names_in(workspace.dir());
    assert_eq!(names, [".gitignore", ".kata", "BRIEF.md", "Cargo.toml", "api", "src", "tests"]);
    assert_eq!(fixture.read("workspace/toy/src/lib.rs"), "// given\n");
    assert_eq!(fixture.read("workspace/toy/api/src/lib.rs"), "// api\n");
    assert_eq!(workspace.state().kata, "toy");
    assert_eq!(workspace.state().level, Level::L4);
    assert_eq!(names_in(&fixture.path("workspace")), ["toy"]);
}

#[test]
fn starting_twice_finds_the_workspace_and_touches_nothing() {
    let fixture = Fixture::new();
    fixture.made("toy", "workspace/toy");
    fixture.write("workspace/toy/src/lib.rs", "// mine\n");
    let again = fixture.start("toy", "workspace/toy").expect("it is found");
    assert!(matches!(again, Scaffolded::AlreadyThere(_)));
    assert_eq!(fixture.read("workspace/toy/src/lib.rs"), "// mine\n");
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let fixture = Fixture::new();
    fixture.write("elsewhere/thesis.txt", "years of work");
    let message = fixture.start("toy", "elsewhere").expect_err("it must not write there");
    assert!(message.contains("elsewhere: is there already and is no workspace"), "{message}");
    assert_eq!(names_in(&fixture.path("elsewhere")), ["thesis.txt"]);
}

#[test]
fn a_workspace_of_another_kata_is_left_alone() {
    let fixture = Fixture::new();
    fixture.made("toy", "shared");
    let message = fixture.start("game", "shared").expect_err("it must not write there");
    assert!(message.contains("is a workspace of toy, not of game"), "{message}");
}

#[test]
fn an_empty_folder_can_become_a_workspace() {
    let fixture = Fixture::new();
    fs::create_dir(fixture.path("empty")).expect("it can be made");
    fixture.made("toy", "empty");
    assert_eq!(fixture.read("empty/src/lib.rs"), "// given\n");
}

#[test]
fn a_starter_that_cannot_be_read_leaves_no_half_workspace() {
    let fixture = Fixture::new();
    fs::remove_dir_all(fixture.path("katas/toy/api")).expect("it was there");
    let message = fixture.start("toy", "workspace/toy").expect_err("the API is missing");
    assert!(message.contains("katas/toy/api/src"), "{message}");
    assert_eq!(names_in(&fixture.path("workspace")), Vec::<String>::new());
}

#[test]
fn what_a_killed_start_left_is_no_workspace_and_the_next_one_takes_it_away() {
    let fixture = Fixture::new();
    fixture.made("toy", "elsewhere");
    // It was killed just before it moved all to its place.
    let left = fixture.path("workspace/.kata-unfinished-killed");
    fs::create_dir(fixture.path("workspace")).expect("it can be made");
    fs::rename(fixture.path("elsewhere"), &left).expect("it can be moved");
    assert!(Workspace::is_at(&left));
    assert!(known(&fixture.root()).is_empty());
    let error = find(&fixture.root(), &fixture.path("")).expect_err("there is none").to_string();
    assert!(error.contains("holds no workspace yet"), "{error}");
    fixture.made("game", "workspace/game");
    assert_eq!(names_in(&fixture.path("workspace")), ["game"]);
}

#[test]
fn without_a_folder_the_workspace_around_the_current_one_is_meant_and_else_the_only_one() {
    let fixture = Fixture::new();
    let root = fixture.root();
    let outside = fixture.path("katas");
    assert!(find(&root, &outside).expect_err("there is none").to_string().contains("holds no workspace yet"));
    let toy = fixture.made("toy", "workspace/toy");
    assert_eq!(find(&root, &outside), Ok(toy.clone()));
    let game = fixture.made("game", "workspace/game");
    assert_eq!(find(&root, &game.dir().join("src")), Ok(game));
    let message = find(&root, &outside).expect_err("there are two").to_string();
    assert!(message.contains("workspace/game\n") && message.ends_with("workspace/toy"), "{message}");
}

#[test]
fn a_workspace_elsewhere_is_known_until_it_is_gone() {
    let fixture = Fixture::new();
    let root = fixture.root();
    let (near, far) = (fixture.made("toy", "workspace/toy"), fixture.made("toy", "far"));
    register(&root, &near).expect("it can be registered");
    register(&root, &far).expect("it can be registered");
    register(&root, &far).expect("twice is no harm");
    assert_eq!(known(&root), [near.clone(), far.clone()]);
    fs::remove_dir_all(far.dir()).expect("it was there");
    assert_eq!(known(&root), [near]);
}

#[test]
fn cargo_xtask_works_inside_and_is_mended_when_the_clone_moves() {
    let (old, new) = (Fixture::new(), Fixture::new());
    let workspace = old.made("toy", "workspace/toy");
    workspace.point_at(&old.root()).expect("it can be written");
    let path = workspace.dir().join(".cargo/config.toml");
    let first = fs::read_to_string(&path).expect("it is there");
    let words = |root: &Fixture| format!("--manifest-path {} ", root.path("Cargo.toml").display());
    assert!(first.contains(&words(&old)), "{first}");
    workspace.point_at(&new.root()).expect("it can be written");
    let second = fs::read_to_string(&path).expect("it is there");
    assert!(second.contains(&words(&new)), "{second}");
    fs::write(&path, "# mine\n").expect("it can be written");
    workspace.point_at(&old.root()).expect("there is nothing to do");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "# mine\n");
}

#[test]
fn a_state_of_a_newer_program_is_refused_as_newer() {
    let fixture = Fixture::new();
    let workspace = fixture.made("toy", "workspace/toy");
    fixture.write("workspace/toy/.kata/state.toml", "format = 9\nplanet = \"Mars\"\n");
    let message = Workspace::open(workspace.dir()).expect_err("it is too new").to_string();
    assert!(message.contains(".kata/state.toml:1: has format 9, and this program reads up to 1"), "{message}");
}

#[test]
fn a_folder_that_is_no_workspace_says_how_to_make_one() {
    let fixture = Fixture::new();
    let message = Workspace::open(&fixture.path("katas")).expect_err("it is none").to_string();
    assert!(message.contains("katas: is no workspace") && message.contains("cargo xtask start"), "{message}");
    let message = Workspace::open(&fixture.path("nowhere")).expect_err("it is not there").to_string();
    assert!(message.contains("nowhere: there is no such folder: name one that"), "{message}");
}

fn check(id: &str, level: Level, outcome: Outcome) -> CheckVerdict {
    let info = CheckInfo {
        id: id.to_owned(),
        title: id.to_owned(),
        group: Group::Behaviour,
        level,
        weight: 1,
        hint: Some("look closer".to_owned()),
        twist: None,
    };
    let evidence = Evidence::default();
    CheckVerdict { info, outcome, message: String::new(), evidence, explored: None, output: String::new(), millis: 1 }
}

fn verdict(outcomes: &[Outcome]) -> Verdict {
    let checks: Vec<_> =
        outcomes.iter().enumerate().map(|(i, outcome)| check(&format!("c{i}"), Level::L3, *outcome)).collect();
    let (score, signal) = (score(&checks, Level::L4), signal(&checks));
    Verdict { score, signal, checks, ..Verdict::bare("toy", Submission::Graded, Level::L4, Tier::Quick) }
}

#[test]
fn the_best_result_stays_when_a_later_one_is_worse() {
    let fixture = Fixture::new();
    let workspace = fixture.made("toy", "workspace/toy");
    for outcomes in
        [[Outcome::Failed, Outcome::Failed], [Outcome::Passed, Outcome::Failed], [Outcome::Failed, Outcome::Failed]]
    {
        let mut results = workspace.results();
        results.take(&verdict(&outcomes));
        workspace.save_results(&results).expect("it can be written");
    }
    let results = workspace.results();
    assert_eq!(results.best.expect("there is a best").score, Score { points: 1, of: 2 });
    assert_eq!(results.last.expect("there is a last").score, Score { points: 0, of: 2 });
    assert_eq!(results.checks.len(), 2);
}

#[test]
fn a_submission_that_does_not_compile_leaves_the_best_and_the_checks_as_they_were() {
    let mut results = kata_workspace::Results::default();
    results.take(&verdict(&[Outcome::Passed]));
    let mut broken = verdict(&[]);
    broken.submission = Submission::DoesNotCompile;
    results.take(&broken);
    assert_eq!(results.best.expect("there is a best").submission, Submission::Graded);
    assert_eq!(results.last.expect("there is a last").submission, Submission::DoesNotCompile);
    assert_eq!(results.checks.len(), 1);
}

#[test]
fn results_that_cannot_be_read_count_as_none() {
    let fixture = Fixture::new();
    let workspace = fixture.made("toy", "workspace/toy");
    fixture.write("workspace/toy/.kata/results.json", "{\"format\": 1, \"best\":");
    assert_eq!(workspace.results(), kata_workspace::Results::default());
    fixture
        .write("workspace/toy/.kata/results.json", "{\"format\": 9, \"best\": null, \"last\": null, \"checks\": []}");
    assert_eq!(workspace.results(), kata_workspace::Results::default());
}

#[test]
fn hints_grow_stronger_and_then_stay_at_the_strongest() {
    let fixture = Fixture::new();
    let workspace = fixture.made("toy", "workspace/toy");
    let next = || {
        let mut hints = workspace.hints_shown();
        let next = hints.next("last-spot", 3);
        workspace.save_hints_shown(&hints).expect("it can be written");
        next
    };
    assert_eq!([next(), next(), next(), next()], [Some(0), Some(1), Some(2), Some(2)]);
    assert_eq!(workspace.hints_shown().next("no-hints", 0), None);
}

/// Cargo splits an alias at spaces where it is one text, and joins lists of two configurations.
#[test]
fn cargo_xtask_works_inside_whatever_the_clone_is_called_and_never_keeps_cargo_from_its_work() {
    let fixture = Fixture::new();
    for name in ["clone", "my clone"] {
        for (path, text) in [
            (".cargo/config.toml", "[alias]\nxtask = \"run --quiet --package xtask --\"\n"),
            ("xtask/Cargo.toml", "[package]\nname = \"xtask\"\nedition = \"2024\"\n"),
            ("xtask/src/main.rs", "fn main() { println!(\"here\"); }\n"),
            ("Cargo.toml", "[workspace]\nmembers = [\"xtask\"]\nresolver = \"3\"\n"),
            ("katas/toy/kata.toml", ""),
        ] {
            fixture.write(&format!("{name}/{path}"), text);
        }
        let root = Root::at(fixture.path(name)).expect("it looks like a root");
        for (dir, works) in [(format!("{name} outside"), true), (format!("{name}/workspace/toy"), name == "clone")] {
            let workspace = fixture.made("toy", &dir);
            workspace.point_at(&root).expect("it can be written");
            let cargo = |arguments: &[&str]| {
                let mut cargo = Command::new(env!("CARGO"));
                cargo.args(arguments).current_dir(workspace.dir()).env_remove("CARGO_TARGET_DIR");
                cargo.output().expect("cargo runs")
            };
            let ran = cargo(&["xtask"]);
            assert_eq!(ran.stdout == b"here\n", works, "{dir}: {}", String::from_utf8_lossy(&ran.stderr));
            let told = cargo(&["locate-project"]);
            assert!(told.status.success(), "{dir}: {}", String::from_utf8_lossy(&told.stderr));
        }
    }
}
