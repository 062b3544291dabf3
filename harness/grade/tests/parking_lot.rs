//! The grader on the real thing: the parking lot, with an accepted design and what goes wrong in one.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kata_grade::{Cancel, Event, Grader, Options, Request, Source};
use kata_verdict::{CheckVerdict, Group, Level, Outcome, Submission, Tier, Timing, Verdict};

const PARK: &str = "fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {";
const CHECK: &str = "nearest-spot-is-given-first";

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

/// An accepted design, with its `park` beginning with these statements.
fn lot(statements: &str) -> Source {
    let folder = root().join("solutions/parking-lot/accepted/one-lock/src");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text.replace(PARK, &format!("{PARK} {statements}"));
        files.push((Path::new("src").join(entry.file_name()), text.into_bytes()));
    }
    assert!(files.iter().any(|(_, text)| String::from_utf8_lossy(text).contains(PARK)));
    Source::Files(files)
}

fn request(check: Option<&str>, group: Option<Group>) -> Request {
    Request { check: check.map(str::to_owned), group, ..Request::whole(Tier::Quick, Level::L6) }
}

fn grade(source: &Source, request: &Request) -> Verdict {
    grader().grade(source, request, &Cancel::default(), &mut |_| {}).unwrap()
}

fn one_check(statements: &str) -> CheckVerdict {
    let verdict = grade(&lot(statements), &request(Some(CHECK), None));
    assert_eq!(verdict.submission, Submission::Graded, "{statements}: {}", verdict.diagnostics);
    verdict.checks.into_iter().next().unwrap()
}

#[test]
fn an_accepted_design_passes_everything_and_the_same_each_time() {
    let once = || {
        let mut verdict = grade(&lot(""), &request(None, None));
        verdict.timing = Timing::default();
        verdict.checks.iter_mut().for_each(|check| check.millis = 0);
        verdict
    };
    let first = once();
    assert_eq!(first.submission, Submission::Graded, "{}", first.diagnostics);
    assert_eq!(first.misses().map(|check| check.info.id.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(first.signal, Some(Level::L6));
    assert_eq!(once(), first);
}

/// How many schedules a request explored of each check, in the suite's order.
fn explored(request: &Request) -> Vec<(String, u64)> {
    let checks = grade(&lot(""), request).checks.into_iter();
    checks.filter_map(|check| Some((check.info.id, check.explored?.schedules))).collect()
}

#[test]
fn a_focus_leaves_its_checks_whole_and_spends_a_twelfth_on_the_others() {
    let whole = request(None, Some(Group::Concurrency));
    let in_full = explored(&whole);
    let (most, schedules) = in_full.iter().max_by_key(|(_, schedules)| *schedules).unwrap();
    for (focus, spent) in [(most.as_str(), *schedules..=*schedules), ("another", 1..=schedules / 12)] {
        let focused = explored(&Request { focus: Some(vec![focus.to_owned()]), ..whole.clone() });
        let found = focused.iter().find(|(id, _)| id == most).unwrap().1;
        assert!(spent.contains(&found), "{most}, with the focus on {focus}: {found} of {schedules}");
        assert_eq!(focused.len(), in_full.len());
        assert!(focused.iter().zip(&in_full).all(|(less, all)| less.1 <= all.1));
    }
}

#[test]
fn each_way_to_go_astray_is_named_for_what_it_is() {
    for (statements, outcome, word) in [
        ("loop {}", Outcome::TimedOut, "endless loop"),
        ("let m = std::sync::Mutex::new(0); let _a = m.lock(); let _b = m.lock();", Outcome::Deadlocked, "Mutex"),
        ("fn deep(n: u64) -> u64 { 1 + deep(n + 1) } deep(1);", Outcome::Crashed, "stack overflowed"),
        ("let mut v = Vec::new(); loop { v.push(vec![0u8; 1 << 20]); }", Outcome::Crashed, "256 MiB"),
        ("todo!();", Outcome::Failed, "not written yet"),
        (
            "struct Bomb; impl Drop for Bomb { fn drop(&mut self) { panic!() } } let _bomb = Bomb; panic!();",
            Outcome::Crashed,
            "unwinding, from src/lot.rs:48: explicit panic",
        ),
    ] {
        let check = one_check(statements);
        assert_eq!(check.outcome, outcome, "{statements}: {}", check.message);
        assert!(check.message.contains(word), "{statements}: {}", check.message);
    }
}

#[test]
fn one_check_that_never_ends_takes_no_other_with_it() {
    let source = lot("if vehicle.plate.to_string().is_empty() { return Err(ParkError::Full) } loop {}");
    let mut judged = Vec::new();
    let mut told = |event: Event| {
        if let Event::Checked(check) = event {
            judged.push((check.info.id, check.outcome));
        }
    };
    let request = request(None, Some(Group::Contention));
    let verdict = grader().grade(&source, &request, &Cancel::default(), &mut told).unwrap();
    assert_eq!(judged.len(), verdict.checks.len());
    assert!(judged.iter().all(|(_, outcome)| *outcome == Outcome::TimedOut), "{judged:?}");
}

#[test]
fn what_is_printed_is_shown_beside_the_verdict_and_bounded() {
    let debugged = one_check("dbg!(\"left in\");");
    assert_eq!(debugged.outcome, Outcome::Passed, "{}", debugged.message);
    assert!(debugged.output.contains("left in"), "{}", debugged.output);
    assert_eq!(debugged.message, "");
    let flooded = one_check("for _ in 0..1_000 { println!(\"{}\", \"x\".repeat(1_000)) }");
    assert_eq!(flooded.outcome, Outcome::Passed, "{}", flooded.message);
    assert!(!flooded.output.is_empty() && flooded.output.len() < 128 * 1024, "{}", flooded.output.len());
}

#[test]
fn the_starters_compile_and_fail_nothing_that_was_not_attempted() {
    for starter in ["given", "open"] {
        let folder = root().join("katas/parking-lot/starter").join(starter);
        let verdict = grade(&Source::Workspace(folder), &request(None, Some(Group::Behaviour)));
        assert_eq!(verdict.submission, Submission::Graded, "{starter}: {}", verdict.diagnostics);
        assert!(verdict.misses().next().is_some(), "{starter}");
        assert!(verdict.checks.iter().all(|check| check.outcome != Outcome::Inconclusive), "{starter}");
    }
}

#[test]
fn errors_against_our_std_read_like_errors_against_std() {
    for (statements, message) in [
        ("let _: u32 = self.book.lock();", "expected `u32`, found `Result<MutexGuard<'_, Book>, ...>`"),
        ("let _ = Condvar::new();", "add `use std::sync::Condvar;`"),
        ("std::sync::Mutex::new(1).lokc();", "no method named `lokc` found for struct `std::sync::Mutex<T>`"),
        ("std::thread::spawn(|| std::rc::Rc::new(1));", "cannot be sent between threads safely"),
        ("assert_eq!(1, \"a\");", "can't compare `{integer}` with `&str`"),
        ("std::fs_extra();", "cannot find function `fs_extra` in crate `std`"),
    ] {
        let verdict = grade(&lot(statements), &request(None, None));
        assert_eq!(verdict.submission, Submission::DoesNotCompile, "{statements}");
        assert!(verdict.next[0].contains(message), "{statements}: {:?}", verdict.next);
        for ours in ["kata_", "parking_lot_suite", "harness/", "serde_json", "(config, ports", "macro-backtrace"] {
            assert!(!verdict.diagnostics.contains(ours), "{statements}: `{ours}` shows in {}", verdict.diagnostics);
        }
    }
}

#[test]
fn what_breaks_confinement_is_refused_with_its_line() {
    let verdict = grade(&lot("unsafe {}"), &request(None, None));
    assert_eq!(verdict.submission, Submission::Refused);
    assert_eq!(verdict.refusals[0].file, "src/lot.rs");
    assert!(verdict.next[0].contains("`unsafe`"), "{:?}", verdict.next);
}
