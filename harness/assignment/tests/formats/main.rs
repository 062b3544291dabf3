//! The forms that others define: each validates against what its project has published, whatever a submission is and says.

mod class;

use boon::{Compiler, SchemaIndex, Schemas};
use kata_assignment::formats::{Classroom, Format, Sheets, render, sheets};
use kata_assignment::{Graded, Row, Table};
use kata_verdict::{Group, Level, Outcome, Submission, Verdict};
use serde_json::Value;

use class::{SECRET, WILD, everything, graded, missing, perfect, row, table, ungraded};

const FORMATS: [(Format, &str); 3] = [
    (Format::Gradescope, include_str!("../schemas/gradescope.json")),
    (Format::Classroom50, include_str!("../schemas/classroom50-result-v1.json")),
    (Format::Check50, include_str!("../schemas/check50.json")),
];

/// A change that makes a file one of no form.
type Spoil = fn(&mut Value);

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn of(format: Format) -> Schema {
        let (_, text) = FORMATS.into_iter().find(|(known, _)| *known == format).expect("it has a schema");
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("mem:///schema.json", serde_json::from_str(text).expect("JSON")).expect("a resource");
        let index = compiler.compile("mem:///schema.json", &mut schemas).expect("a schema");
        Schema { schemas, index }
    }

    fn problem(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:#}"))
    }
}

fn made(format: Format, table: &Table) -> Sheets {
    sheets(table, format, &Classroom::default()).expect("a form for each student")
}

/// The one file of a class of one.
fn only(format: Format, feedback: &str, row: Row) -> Value {
    let made = made(format, &table(feedback, vec![row]));
    assert_eq!(made.notes, Vec::<String>::new());
    serde_json::from_str(&made.sheets[0].text).expect("JSON")
}

fn verdict(verdict: Verdict) -> Graded {
    Graded::Verdict(Box::new(verdict))
}

fn names(value: &Value, list: &str, name: &str) -> Vec<String> {
    value[list].as_array().expect("a list").iter().map(|one| one[name].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn whatever_a_submission_is_and_says_its_file_validates() {
    let huge = format!("{}\n", "x\u{1b}[0m".repeat(500)).repeat(100);
    for (format, _) in FORMATS {
        let schema = Schema::of(format);
        for feedback in ["none", "counts", "full", "a word of tomorrow"] {
            for text in WILD.into_iter().chain([huge.as_str()]) {
                let made = made(format, &table(feedback, everything(text)));
                assert_eq!(made.sheets.len(), if format == Format::Classroom50 { 7 } else { 8 });
                for sheet in made.sheets {
                    let value: Value = serde_json::from_str(&sheet.text).expect("JSON");
                    assert_eq!(schema.problem(&value), None, "{} {feedback}: {}", format.word(), sheet.text);
                    assert!(sheet.text.len() < 256 * 1024, "{} bytes", sheet.text.len());
                    assert!(is_harmless(&value), "{}", sheet.text);
                }
            }
        }
    }
}

/// Nothing in it steers a terminal or turns the direction of writing.
fn is_harmless(value: &Value) -> bool {
    let plain = |letter: char| letter == '\n' || !(letter.is_control() || ('\u{202a}'..='\u{202e}').contains(&letter));
    match value {
        Value::String(text) => text.chars().all(plain),
        Value::Array(all) => all.iter().all(is_harmless),
        Value::Object(all) => all.values().all(is_harmless),
        _ => true,
    }
}

/// So that a validation that passes says something.
#[test]
fn a_schema_refuses_what_its_project_refuses() {
    let spoilt: [(Format, Spoil); 9] = [
        (Format::Gradescope, |value| value["score"] = "18".into()),
        (Format::Gradescope, |value| value["tests"][0]["visibility"] = "secret".into()),
        (Format::Gradescope, |value| value["tests"][0]["status"] = "deadlocked".into()),
        (Format::Classroom50, |value| value["score"] = 1.5.into()),
        (Format::Classroom50, |value| value["usernames"] = "a".into()),
        (Format::Classroom50, |value| value["datetime"] = "2026-06-01T14:32:01+02:00".into()),
        (Format::Check50, |value| value["results"][0]["cause"] = Value::Null),
        (Format::Check50, |value| value["results"][0]["passed"] = "no".into()),
        (Format::Check50, |value| value["error"] = Value::Object(serde_json::Map::new())),
    ];
    for (format, spoil) in spoilt {
        let mut value = only(format, "full", row("A", verdict(ungraded(Submission::DoesNotCompile))));
        assert_eq!(Schema::of(format).problem(&value), None);
        spoil(&mut value);
        assert!(Schema::of(format).problem(&value).is_some(), "{}: {value}", format.word());
    }
}

#[test]
fn what_was_never_judged_is_nothing_of_a_hundred_in_gradescope() {
    let value = only(Format::Gradescope, "none", row("A", verdict(ungraded(Submission::DoesNotCompile))));
    let test = &value["tests"][0];
    assert_eq!((&value["score"], &test["score"], &test["max_score"]), (&0.0.into(), &0.0.into(), &100.0.into()));
}

/// The examples of the projects' own documentation, in short.
#[test]
fn a_schema_takes_what_its_project_gives_as_an_example() {
    let examples = [
        (
            Format::Gradescope,
            r#"{"score": 44.0, "execution_time": 136, "output": "…", "output_format": "simple_format", "visibility": "after_due_date",
                "stdout_visibility": "visible", "extra_data": {}, "tests": [{"score": 2.0, "max_score": 2.0, "status": "passed",
                "name": "a", "name_format": "text", "number": "1.1", "output": "…", "tags": ["t"], "visibility": "visible"}],
                "leaderboard": [{"name": "Accuracy", "value": 0.926}]}"#,
        ),
        (
            Format::Classroom50,
            r#"{"schema": "classroom50/result/v1", "classroom": "c", "assignment": "hello", "assignment_type": "individual",
                "owner": "alice", "submission": "submit/2026-06-01T14-32-05Z-a1b2c3d", "commit": "https://git.example/c",
                "release": "https://git.example/r", "review": "https://git.example/v", "datetime": "2026-06-01T14:32:01Z",
                "graded_at": "2026-06-01T14:33:11Z", "score": 4, "max-score": 5,
                "tests": [{"test-name": "compiles", "passed": true, "score": 4, "max-score": 4, "output": "more"}]}"#,
        ),
        (
            Format::Check50,
            r#"{"slug": "cs50/problems/2018/x/caesar", "version": "3.0.0", "results": [
                {"name": "exists", "description": "it exists.", "passed": true, "log": ["checking…"], "cause": null, "data": {},
                 "dependency": null},
                {"name": "compiles", "description": "it compiles.", "passed": false, "log": [],
                 "cause": {"rationale": "code failed to compile", "help": null}, "data": {}, "dependency": "exists"},
                {"name": "encrypts", "description": "it encrypts.", "passed": null, "log": [],
                 "cause": {"rationale": "can't check until a frown turns upside down"}, "data": {}, "dependency": "compiles"}]}"#,
        ),
    ];
    for (format, text) in examples {
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(Schema::of(format).problem(&value), None);
    }
}

#[test]
fn feedback_decides_what_a_student_sees_in_gradescope() {
    let tests = |feedback: &str, visibility: &str| {
        let value = only(Format::Gradescope, feedback, row("A", verdict(graded("seen"))));
        let tests = value["tests"].as_array().expect("tests").clone();
        tests.into_iter().filter(|test| test["visibility"] == visibility).collect::<Vec<_>>()
    };
    let names =
        |tests: &[Value]| tests.iter().map(|test| test["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&tests("none", "visible")), ["all that was asked for works"]);
    assert_eq!(names(&tests("counts", "visible")), ["concurrency"]);
    assert_eq!(tests("counts", "visible")[0]["output"], "1 of 7 checks pass");
    assert_eq!(tests("full", "visible").len(), 9, "all but the one above the level");
    for feedback in ["none", "counts", "a word of tomorrow"] {
        let shown = Value::Array(tests(feedback, "visible")).to_string();
        assert!(!shown.contains(SECRET) && !shown.contains("hint") && !shown.contains("failed to"), "{shown}");
        let hidden = tests(feedback, "hidden");
        assert!(Value::Array(hidden.clone()).to_string().contains(SECRET), "whoever grades sees it all");
        assert!(hidden.iter().all(|test| test.get("score").is_none() && test.get("max_score").is_none()));
    }
    assert!(Value::Array(tests("full", "visible")).to_string().contains(SECRET));
}

#[test]
fn feedback_decides_what_is_in_a_file_that_a_student_gets_whole() {
    for format in [Format::Classroom50, Format::Check50] {
        for (feedback, tells) in [("none", false), ("counts", false), ("full", true)] {
            let value = only(format, feedback, row("A", verdict(graded("seen")))).to_string();
            assert_eq!(value.contains(SECRET), tells, "{} {feedback}", format.word());
            assert_eq!(value.contains("deadlocked"), tells, "{} {feedback}", format.word());
        }
    }
}

#[test]
fn what_whoever_grades_should_know_is_told_to_no_student() {
    let mut row = row("A", verdict(graded("seen")));
    row.record.as_mut().expect("a record").notes = vec!["the log was changed after the fact".to_owned()];
    for format in [Format::Classroom50, Format::Check50] {
        assert!(!only(format, "full", row.clone()).to_string().contains("changed after the fact"));
    }
    let value = only(Format::Gradescope, "full", row);
    let notes = value["tests"].as_array().expect("tests").last().expect("one").clone();
    assert_eq!(
        (&notes["visibility"], &notes["output"]),
        (&"hidden".into(), &"the log was changed after the fact".into())
    );
}

#[test]
fn the_score_is_the_verdicts_and_integers_where_they_must_be() {
    let value = only(Format::Gradescope, "full", row("A", verdict(graded(""))));
    assert_eq!(value["score"], 7.14, "in per cent");
    let tests = value["tests"].as_array().expect("tests");
    let hundred: f64 = tests.iter().filter_map(|test| test["max_score"].as_f64()).sum();
    assert!((hundred - 100.0).abs() < 0.1, "{hundred}");
    assert!(value["output"].as_str().expect("text").contains("1 of 14 points at L4. The design review took 1 off."));
    let value = only(Format::Classroom50, "full", row("A", verdict(graded(""))));
    assert_eq!((&value["score"], &value["max-score"]), (&1.into(), &14.into()));
    for test in value["tests"].as_array().expect("tests") {
        assert!(test["score"].as_u64() <= test["max-score"].as_u64());
    }
    let sum: u64 = value["tests"].as_array().into_iter().flatten().filter_map(|test| test["max-score"].as_u64()).sum();
    assert_eq!(sum, 14, "what was skipped or not attempted is in neither sum");
}

#[test]
fn check50_passes_fails_and_leaves_open() {
    let value = only(Format::Check50, "full", row("A", verdict(graded("seen"))));
    let of = |name: &str| {
        let mut all = value["results"].as_array().expect("results").iter();
        all.find(|check| check["name"] == name).expect("it is there").clone()
    };
    assert_eq!(of("passed")["passed"], true);
    assert_eq!(of("timed_out")["passed"], false);
    assert_eq!(of("timed_out")["cause"]["rationale"], SECRET);
    assert_eq!(of("timed_out")["cause"]["help"], "look at the lock");
    for open in ["skipped", "not_attempted", "inconclusive"] {
        assert_eq!(of(open)["passed"], Value::Null);
    }
    assert!(!names(&value, "results", "name").contains(&"above_the_level".to_owned()));
    assert_eq!(value["slug"], "parking-lot/week-3");
    let long = only(Format::Check50, "full", row("A", verdict(graded(&"line\n".repeat(300)))));
    let log = long["results"][1]["log"].as_array().expect("a log").clone();
    assert_eq!((log.len(), log.last()), (101, Some(&"...".into())), "as many lines as check50 keeps");
}

#[test]
fn what_went_wrong_here_costs_no_student_a_mark_that_they_can_see() {
    let fault = || row("A", Graded::Fault("no space left on device".into()));
    let value = only(Format::Check50, "full", fault());
    assert!(
        value.get("results").is_none() && value["error"]["value"].as_str().unwrap().contains("no fault of its own")
    );
    let value = only(Format::Classroom50, "full", fault());
    assert_eq!((&value["max-score"], &value["tests"]), (&0.into(), &Value::Array(Vec::new())));
    let value = only(Format::Gradescope, "full", fault());
    assert!(value["output"].as_str().expect("text").contains("it will be judged again"));
    assert!(value["tests"].as_array().expect("tests").iter().all(|test| test["visibility"] == "hidden"));
}

#[test]
fn who_handed_nothing_in_has_a_file_where_the_form_knows_of_that() {
    let of = |format: Format| made(format, &table("none", vec![missing("A"), row("B", verdict(perfect()))]));
    assert_eq!(of(Format::Gradescope).sheets.len(), 2);
    assert_eq!(of(Format::Check50).sheets.len(), 2);
    let classroom = of(Format::Classroom50);
    assert_eq!(classroom.sheets.iter().map(|sheet| sheet.file.as_str()).collect::<Vec<_>>(), ["B.json"]);
    assert_eq!(classroom.notes, ["no file for A: nothing was handed in, and Classroom 50 knows no result of that"]);
}

#[test]
fn a_student_is_told_which_attempt_it_is_and_that_it_is_late() {
    let late = Row { late: true, attempt: 2, attempts: 2, ..row("A", verdict(perfect())) };
    let value = only(Format::Gradescope, "none", late);
    let told = "2 of 2 points at L4.\nIt was handed in after the deadline.\nThis is attempt 2 of 2.";
    assert_eq!((&value["output"], &value["score"]), (&told.into(), &100.0.into()));
}

#[test]
fn only_the_submission_that_counts_has_a_file() {
    let mut first = row("A", verdict(graded("")));
    (first.attempts, first.counts) = (2, false);
    let second = Row { attempt: 2, attempts: 2, ..row("A", verdict(perfect())) };
    let made = made(Format::Check50, &table("full", vec![first, second]));
    assert_eq!(made.sheets.len(), 1);
    assert!(made.sheets[0].text.contains("\"works\""), "the last one");
}

#[test]
fn classroom_50s_own_environment_says_whose_result_it_is() {
    let environment = |name: &str| {
        let value = match name {
            "CLASSROOM" => "cs-principles",
            "ASSIGNMENT" => "lot",
            "ASSIGNMENT_TYPE" => "group",
            "OWNER" => "alice",
            "SUBMISSION_TAG" => "submit/2026-06-01T14-32-05Z-a1b2c3d",
            "COMMIT_URL" => "https://git.example/commit/1",
            "RELEASE_URL" => "https://git.example/release/1",
            _ => return None,
        };
        Some(value.to_owned())
    };
    let classroom = Classroom::from_environment(environment, 1_780_324_321_000);
    let mut one = row("folder", verdict(perfect()));
    one.record.as_mut().expect("a record").submitted = None;
    let alone = sheets(&table("none", vec![one.clone()]), Format::Classroom50, &classroom).expect("a file");
    let value: Value = serde_json::from_str(&alone.sheets[0].text).expect("JSON");
    assert_eq!(Schema::of(Format::Classroom50).problem(&value), None);
    let told = ["classroom", "assignment", "assignment_type", "owner", "submission", "commit", "review", "datetime"];
    assert_eq!(
        told.map(|field| value[field].as_str().expect("text").to_owned()),
        [
            "cs-principles",
            "lot",
            "group",
            "alice",
            "submit/2026-06-01T14-32-05Z-a1b2c3d",
            "https://git.example/commit/1",
            "https://git.example/commit/1",
            "2026-06-01T14:32:01Z"
        ]
    );
    let class = sheets(&table("none", vec![one, row("bob", verdict(perfect()))]), Format::Classroom50, &classroom);
    let class = class.expect("files");
    assert_eq!(class.notes.len(), 1, "of a class, the environment says nothing of when: {:?}", class.notes);
    let value: Value = serde_json::from_str(&class.sheets[0].text).expect("JSON");
    assert_eq!((&value["owner"], &value["classroom"]), (&"bob".into(), &"cs-principles".into()));
    assert_ne!(value["submission"], "submit/2026-06-01T14-32-05Z-a1b2c3d");
}

#[test]
fn times_that_no_calendar_knows_make_no_file_that_does_not_validate() {
    for (submitted, files) in [(Some(0), 1), (Some(u64::MAX), 0), (Some(300_000_000_000_000), 0), (None, 0)] {
        let mut row = row("A", verdict(perfect()));
        row.record.as_mut().expect("a record").submitted = submitted;
        let made = made(Format::Classroom50, &table("none", vec![row]));
        assert_eq!(made.sheets.len(), files, "{submitted:?}");
        assert_eq!(made.notes.len(), 1 - files);
    }
}

#[test]
fn junit_is_well_formed_whatever_a_submission_says() {
    for text in WILD {
        let xml = render(&table("none", everything(text)), Format::Junit).expect("XML");
        let document = roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
        let suites = document.root_element().children().filter(|node| node.has_tag_name("testsuite"));
        assert_eq!(suites.count(), 8);
    }
}

#[test]
fn junit_tells_failures_errors_and_what_does_not_count_apart() {
    let rows = vec![row("A", verdict(graded("seen"))), row("B", Graded::Fault("no space left".into())), missing("C")];
    let xml = render(&table("none", rows), Format::Junit).expect("XML");
    let document = roxmltree::Document::parse(&xml).expect("XML");
    let suites: Vec<_> = document.root_element().children().filter(|node| node.has_tag_name("testsuite")).collect();
    let counts = |node: &roxmltree::Node<'_, '_>| {
        ["tests", "failures", "errors", "skipped"].map(|name| node.attribute(name).unwrap_or_default().to_owned())
    };
    assert_eq!(counts(&suites[0]), ["10", "5", "1", "3"], "above the level, nothing fails");
    assert_eq!(counts(&suites[1]), ["1", "0", "1", "0"]);
    assert_eq!(counts(&suites[2]), ["1", "1", "0", "0"]);
    assert!(xml.contains(SECRET) && xml.contains("no space left"), "it is for whoever grades");
    let mut passed = class::check("works", Group::Behaviour, Level::L3, Outcome::Passed, "");
    passed.millis = 1500;
    let one = Verdict { checks: vec![passed], ..perfect() };
    let xml = render(&table("none", vec![row("A", verdict(one))]), Format::Junit).expect("XML");
    assert!(xml.contains("<testcase name=\"works\" classname=\"parking-lot.behaviour\" time=\"1.500\"/>"), "{xml}");
}
