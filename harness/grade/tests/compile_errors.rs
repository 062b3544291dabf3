//! What a learner is told about code that does not compile: in their own paths, in order, and without a line of ours.

mod support;

use kata_grade::Cancel;
use kata_verdict::{Submission, Verdict};
use support::{GOOD, everything, files, toy};

const SEAMS: &str = "pub struct Seams;\n";
const NEW: &str = "impl Seams {\n    pub fn new(_: &Config) -> Seams {\n        Seams\n    }\n}\n";

/// The verdicts on a number of submissions, each of one file.
fn judged(texts: &[String]) -> Vec<Verdict> {
    let grader = toy();
    let mut judge = |text: &String| {
        let request = kata_grade::Request { check: Some("acts".to_owned()), ..everything() };
        grader.grade(&files(&[("src/lib.rs", text)]), &request, &Cancel::default(), &mut |_| {}).unwrap()
    };
    texts.iter().map(&mut judge).collect()
}

/// Checks what comes next, first thing first, and that nothing of ours shows.
fn check(cases: &[(String, &[&str])]) {
    let texts: Vec<_> = cases.iter().map(|(text, _)| text.clone()).collect();
    for (verdict, (text, next)) in judged(&texts).iter().zip(cases) {
        assert_eq!(verdict.submission, Submission::DoesNotCompile, "{text}");
        assert_eq!(verdict.next, *next, "{text}\n{}", verdict.diagnostics);
        assert_nothing_of_ours(&verdict.diagnostics);
    }
}

fn assert_nothing_of_ours(diagnostics: &str) {
    for ours in ["toy_suite", "kata_", "SECRET", "(config, ports", "const _", "extern crate", "/harness/", "/rustc/"] {
        assert!(!diagnostics.contains(ours), "`{ours}` shows in\n{diagnostics}");
    }
}

fn replaced(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from));
    GOOD.replace(from, to)
}

#[test]
fn what_the_suite_calls_is_asked_for_in_words() {
    let build = "`pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn …>`";
    let new = "`pub fn new(config: &Config) -> Seams`";
    let without_build = GOOD.split("pub fn build").next().unwrap().to_owned();
    check(&[
        (without_build, &[&format!("write {build} in src/lib.rs")]),
        (
            replaced(SEAMS, "").replace(NEW, ""),
            &[&format!("write `pub struct Seams`, with a field for each role, and {new} for it, in src/lib.rs")],
        ),
        (replaced(NEW, ""), &[&format!("write {new} in `impl Seams` (src/lib.rs:5)")]),
        (
            replaced("new(_: &Config)", "new()"),
            &[&format!(
                "`Seams::new` must be {new} (src/lib.rs:8): this function takes 0 arguments but 1 argument was supplied"
            )],
        ),
        (
            replaced("_: Ports, _: Seams)", "_: Ports)"),
            &[&format!(
                "`build` must be {build} (src/lib.rs:22): this function takes 2 arguments but 3 arguments were supplied"
            )],
        ),
        (
            replaced("Arc<dyn Toy> {\n    Arc::new(Mine)", "Mine {\n    Mine"),
            &[&format!(
                "`build` must be {build} (src/lib.rs:22): mismatched types: expected `Arc<dyn Toy>`, found `Mine`"
            )],
        ),
        (
            format!("{GOOD}macro_rules! m {{ () => {{ fn main() {{}} }} }}\nm!();"),
            &["`main` at the root of the crate is taken by the grader: choose another name (src/lib.rs:25)"],
        ),
        (
            format!("#![cfg(any())]\n{GOOD}"),
            &["src/lib.rs is switched off as a whole: remove the `#![cfg(…)]` at its top"],
        ),
    ]);
}

#[test]
fn what_is_missing_or_wrong_is_named_with_its_place() {
    check(&[
        (replaced("    fn rest(&self) {}\n", ""), &["write `rest` for `impl Toy for Mine` (src/lib.rs:15)"]),
        (replaced("42", "\"x\""), &["fix src/lib.rs:17: mismatched types: expected `u32`, found `&str`"]),
        (
            replaced("42", "Mutex::new(1); 42"),
            &["fix src/lib.rs:17: cannot find type `Mutex` in this scope: add `use std::sync::Mutex;`"],
        ),
        (format!("mod lot;{GOOD}"), &["create the file `src/lot.rs` or `src/lot/mod.rs` (src/lib.rs:1)"]),
        (
            format!("use rand::Rng;{GOOD}"),
            &[
                "`rand` is not found: for a module of yours, add `mod rand;`; a crate other than std and the kata's API is not \
               there in an interview, so write the part that you need (src/lib.rs:1)",
            ],
        ),
        (
            replaced("    Arc::new(Mine)\n}", "    Arc::new(Mine)\n"),
            &["fix src/lib.rs:22: this file contains an unclosed delimiter"],
        ),
        (format!("{GOOD}/* to do"), &["fix src/lib.rs:25: unterminated block comment"]),
        (replaced("42", "let x: u8 = 256; x.into()"), &["fix src/lib.rs:17: literal out of range for `u8`"]),
    ]);
}

#[test]
fn the_order_is_what_pays_first() {
    let text = replaced(SEAMS, "").replace(NEW, "").replace("    fn rest(&self) {}\n", "").replace("42", "\"x\"");
    let next = judged(&[format!("mod lot;{text}")])[0].next.clone();
    assert!(next[0].starts_with("create the file `src/lot.rs`"), "{next:?}");
    assert!(next[1].starts_with("write `pub struct Seams`"), "{next:?}");
}

#[test]
fn errors_that_speak_of_other_crates_show_only_the_learners_lines_and_the_api() {
    let not_sync = replaced("struct Mine;", "struct Mine(std::rc::Rc<u8>);").replace("Arc::new(Mine)", "todo!()");
    let verdict = &judged(&[not_sync])[0];
    assert_nothing_of_ours(&verdict.diagnostics);
    assert!(verdict.diagnostics.contains("--> src/lib.rs:15:14"), "{}", verdict.diagnostics);
    assert!(verdict.diagnostics.contains("--> api/src/lib.rs:10"), "{}", verdict.diagnostics);
    let not_send = replaced("42", "let r = std::rc::Rc::new(1); std::thread::spawn(move || drop(r)); 42");
    assert_nothing_of_ours(&judged(&[not_send])[0].diagnostics);
}

#[test]
fn taste_is_no_part_of_a_verdict_and_a_dangling_attribute_switches_nothing_off() {
    for text in [
        format!("#![deny(warnings, missing_docs)]\n#![forbid(unsafe_code)]\n{GOOD}fn unused() {{}}"),
        format!("{GOOD}#[cfg(any())]"),
        format!("{GOOD}/// and then"),
        format!("{GOOD}// no newline"),
        format!("{GOOD}fn main() {{ println!(\"mine\") }}"),
        format!("mod core {{}}\n{GOOD}"),
        format!("\u{feff}{GOOD}"),
        GOOD.replace('\n', "\r\n"),
    ] {
        let verdict = &judged(&[text])[0];
        assert_eq!(verdict.submission, Submission::Graded, "{}", verdict.diagnostics);
        assert_eq!(verdict.score.points, 1, "{:?}", verdict.checks);
    }
}

#[test]
fn what_rustc_reads_from_elsewhere_is_refused_even_where_no_token_shows_it() {
    let outside = tempfile::NamedTempFile::with_suffix(".rs").unwrap();
    let path = outside.path().to_str().unwrap();
    let by_attribute = format!("macro_rules! m {{ ($a:meta) => {{ #[$a] mod other; }} }}\nm!(path = {path:?});{GOOD}");
    let by_name = format!("macro_rules! m {{ ($m:ident) => {{ $m!(\"PATH\") }} }}\nconst P: &str = m!(env);{GOOD}");
    for (verdict, what) in judged(&[by_attribute, by_name]).iter().zip([path, "the environment variable PATH"]) {
        assert_eq!(verdict.submission, Submission::Refused, "{}", verdict.diagnostics);
        assert!(verdict.refusals[0].message.contains(what), "{:?}", verdict.refusals);
    }
}
