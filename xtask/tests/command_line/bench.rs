//! `bench` measures side by side. What it measures is no test's business; what it tells is.

use serde_json::Value;

use crate::toy::Toy;

#[test]
fn a_verdict_is_measured_beside_the_bare_compiler() {
    let toy = Toy::shared();
    let ran = toy.run(&["bench", "toy", "--solution", "plain", "--rounds", "1", "--format", "json"]).code(0);
    let report: Value = serde_json::from_str(&ran.out).expect("one JSON object");
    assert_eq!(report["solution"], "plain");
    let rows = report["rows"].as_array().expect("a list");
    let budgets: Vec<_> = rows[..3].iter().map(|row| (row["name"].as_str(), row["budget"].as_f64())).collect();
    assert_eq!(
        budgets,
        [(Some("bare rustc"), None), (Some("behaviour verdict"), Some(1.5)), (Some("full quick verdict"), Some(3.0)),]
    );
    assert_eq!(rows[0]["ratio"], 1.0);
    assert!(report["absent"].to_string().contains("xtask/bench/toy.rs is not written yet"), "{report}");
}

#[test]
fn a_kata_or_solution_that_is_not_there_is_a_setup_error() {
    let toy = Toy::shared();
    toy.run(&["bench", "toi"]).code(2).complains("did you mean `toy`?");
    toy.run(&["bench", "toy", "--solution", "plane"]).code(2).complains("did you mean `plain`?");
    toy.run(&["bench", "toy", "--rounds", "0"]).code(2).complains("0 is not in 1..");
}

#[test]
fn grading_a_class_is_measured_over_submissions_of_each_kind() {
    let toy = Toy::shared();
    let arguments =
        ["bench", "toy", "--class", "--sizes", "6,8", "--tier", "quick", "--keep", "kept", "--format", "json"];
    let ran = toy.run(&arguments).code(0);
    let report: Value = serde_json::from_str(&ran.out).expect("one JSON object");
    let sizes: Vec<_> =
        report["runs"].as_array().expect("a list").iter().map(|run| run["submissions"].as_u64()).collect();
    assert_eq!(sizes, [Some(6), Some(8)]);
    assert!(report["runs"][0]["per_minute"].as_f64().is_some_and(|speed| speed > 0.0), "{report}");
    let table = toy.run(&["results", "kept/class-of-8/results"]).code(0);
    table.says("student-000  graded").says("student-007  does not compile").says("7 graded · 1 does not compile");
}
