//! The workflow for GitHub Actions: YAML that says what it is meant to say.

use std::fs;

use yaml_rust2::{Yaml, YamlLoader};

use super::Packing;

#[test]
fn a_workflow_grades_every_shard_and_keeps_the_token_away_from_what_students_wrote() {
    let packing = Packing::new();
    packing
        .pack(&["--for", "ci"])
        .code(0)
        .says("put packs/week-3-instructor/grade-week-3.yml into a private repository");
    let text = fs::read_to_string(packing.out("week-3-instructor/grade-week-3.yml")).expect("it is there");
    let all = YamlLoader::load_from_str(&text).expect("YAML");
    let [workflow] = all.as_slice() else { panic!("one document") };
    // Nobody who pushes starts it.
    let on = workflow["on"].as_hash().expect("a map");
    assert_eq!(on.keys().collect::<Vec<_>>(), [&Yaml::String("workflow_dispatch".to_owned())]);

    let grade = &workflow["jobs"]["grade"];
    let shards = grade["strategy"]["matrix"]["shard"].as_vec().expect("shards").len();
    let steps = grade["steps"].as_vec().expect("steps");
    let runs: Vec<&Yaml> = steps.iter().filter(|step| step["run"].as_str().is_some()).collect();
    let judging = runs.iter().find(|step| step["name"].as_str() == Some("grade")).expect("a step that judges");
    let line = judging["run"].as_str().expect("a line");
    assert!(line.contains(&format!("--shard ${{{{ matrix.shard }}}}/{shards}")), "{line}");
    assert!(line.contains("cargo xtask grade-all ../submissions --assignment \"../class/week-3.toml\""), "{line}");
    let secret = |step: &&&Yaml| format!("{step:?}").contains("secrets.");
    assert_eq!(runs.iter().filter(secret).count(), 1);
    assert!(!secret(&judging), "{judging:?}");
    let checkouts = steps.iter().filter(|step| step["uses"].as_str().is_some_and(|uses| uses.contains("checkout")));
    assert!(checkouts.into_iter().all(|step| step["with"]["persist-credentials"].as_bool() == Some(false)));
    let table = &workflow["jobs"]["table"];
    assert_eq!(table["needs"].as_str(), Some("grade"));
    assert_eq!(
        table["if"].as_str(),
        Some("${{ !cancelled() }}"),
        "a fault in one shard must not hide all other results"
    );
}
