//! Spies never come between a learner and their code: what does not compile with them is judged without, and no error
//! shows what was woven in. On the real framework, since only there spies run.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kata_grade::{Cancel, Grader, Options, Request, Source};
use kata_verdict::{Group, Level, Outcome, Submission, Tier, Verdict};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn grader() -> &'static Grader {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| {
        let options = Options { root: root(), kata: "parking-lot".to_owned(), jobs: 0, incremental: false };
        Grader::open(options, &mut |_| {}).unwrap()
    })
}

/// The seam checks of an accepted design whose `seams.rs` is changed.
fn grade(change: impl Fn(&str) -> String) -> Verdict {
    grade_changed(|name, text| if name == "seams.rs" { change(text) } else { text.to_owned() })
}

/// The seam checks of an accepted design whose files are changed.
fn grade_changed(change: impl Fn(&str, &str) -> String) -> Verdict {
    let folder = root().join("solutions/parking-lot/accepted/one-lock/src");
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = change(&name, &text);
        (Path::new("src").join(name), text.into_bytes())
    };
    let source = Source::Files(fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect());
    let group = Some(Group::Seams);
    let request = Request { group, ..Request::whole(Tier::Quick, Level::L6) };
    grader().grade(&source, &request, &Cancel::default(), &mut |_| {}).unwrap()
}

fn check<'v>(verdict: &'v Verdict, id: &str) -> &'v kata_verdict::CheckVerdict {
    verdict.checks.iter().find(|check| check.info.id == id).expect("the kata has this check")
}

#[test]
fn code_beside_which_no_spy_compiles_is_judged_without() {
    // Whatever has a Debug form is a Pricing here. A spy gets one, since the trait asks for it, so it is a Pricing twice.
    let verdict = grade(|seams| {
        seams
            .replace("pub trait Pricing: Send + Sync {", "pub trait Pricing: std::fmt::Debug + Send + Sync {")
            .replace("struct StartedHours", "#[derive(Debug)] struct StartedHours")
            .replace("impl Pricing for StartedHours", "impl StartedHours")
            + "impl<T: std::fmt::Debug + Send + Sync> Pricing for T {
                   fn fee(&self, _class: &VehicleClass, _stay: Duration) -> Cents { Cents::ZERO }
               }"
    });
    assert_eq!(verdict.submission, Submission::Graded, "{}", verdict.diagnostics);
    assert_eq!(check(&verdict, "pricing-is-a-seam").outcome, Outcome::Passed);
    let asked = check(&verdict, "pricing-is-asked-for-each-stay");
    assert_eq!(asked.outcome, Outcome::Skipped);
    assert!(asked.message.contains("no fault of the code"), "{}", asked.message);
}

#[test]
fn a_policy_behind_a_lock_is_spied_too() {
    let verdict = grade_changed(|_, text| {
        text.replace("pub pricing: Box<dyn Pricing>", "pub pricing: std::sync::Mutex<Box<dyn Pricing>>")
            .replace(
                "pricing: Box::new(StartedHours { tariffs: config.tariffs.clone() })",
                "pricing: std::sync::Mutex::new(Box::new(StartedHours { tariffs: config.tariffs.clone() }))",
            )
            .replace("self.seams.pricing.fee(", "self.seams.pricing.lock().unwrap().fee(")
    });
    assert_eq!(verdict.submission, Submission::Graded, "{}", verdict.diagnostics);
    for id in ["pricing-is-a-seam", "pricing-is-asked-for-each-stay", "the-price-is-the-price"] {
        let check = check(&verdict, id);
        assert_eq!(check.outcome, Outcome::Passed, "{id}: {}", check.message);
    }
}

#[test]
fn a_trait_without_objects_is_explained_by_what_stands_in_the_way() {
    let verdict =
        grade(|seams| seams.replace("free: &[SpotId]) -> Option", "free: impl Iterator<Item = SpotId>) -> Option"));
    assert_eq!(verdict.submission, Submission::DoesNotCompile);
    let first = verdict.next.first().expect("there is something to do");
    assert_eq!(
        first,
        "src/seams.rs:12: `Allocation::choose` takes an `impl` argument, so there is no `dyn Allocation`: take it by one \
         type or as `&dyn`"
    );
}

#[test]
fn an_error_in_a_trait_that_is_spied_is_shown_once_and_in_the_learners_lines() {
    let verdict =
        grade(|seams| seams.replace("fn fee(&self, class: &VehicleClass,", "fn fee(&self, class: &VehicleKlass,"));
    assert_eq!(verdict.submission, Submission::DoesNotCompile);
    let shown = verdict.diagnostics + &verdict.next.join("\n");
    assert!(shown.contains("src/seams.rs:21") && shown.contains("VehicleKlass"), "{shown}");
    for ours in ["kata_spy", "__", "Probe", "woven"] {
        assert!(!shown.contains(ours), "{ours} in {shown}");
    }
}
