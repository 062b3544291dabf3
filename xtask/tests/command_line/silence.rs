//! A round that goes on is silent about the hidden suite, and about what comes after it.

use std::path::{Path, PathBuf};

use kata_round::{Feedback, Phase, Plan, Round, SystemClock};
use kata_verdict::Level;

use crate::playing::Playing;
use crate::toy::{DONE, Toy, text};

/// Begins a round in a workspace, without a live view.
fn begin(workspace: &Path, feedback: Feedback) {
    begin_with(workspace, feedback, None);
}

/// The same with a twist to come.
fn begin_with(workspace: &Path, feedback: Feedback, twist: Option<&str>) {
    let plan = Plan {
        kata: "toy".into(),
        level: Level::L4,
        minutes: 45,
        phases: vec![Phase { name: "build".into(), seconds: 45 * 60 }],
        feedback,
        seed: 1,
        twist: twist.map(str::to_owned),
        assignment: None,
        student: None,
        versions: Default::default(),
    };
    let clock = std::sync::Arc::new(SystemClock::new().expect("there is a clock"));
    Round::start(workspace, plan, clock).expect("it begins");
}

#[test]
fn no_verdict_no_debrief_and_no_design_is_shown_before_the_end() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    begin(workspace.path(), Feedback::None);
    for command in ["grade", "watch", "debrief", "reveal"] {
        toy.run(&[command, "--dir", &workspace.dir()]).code(2).complains("a round is under way here");
    }
    toy.run(&["replay", "one-winner", "--dir", &workspace.dir()]).code(2).complains("the hidden suite is silent");
    toy.run(&["submit", "--dir", &workspace.dir()]).code(0).says("Scorecard: Toy at L4");
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
    toy.run(&["reveal", "--dir", &workspace.dir()]).code(0);
}

#[test]
fn who_starts_where_a_round_goes_on_is_told_the_very_command_that_goes_on_with_it() {
    let toy = Toy::shared();
    let dir = toy.own().join("Zoë's lot");
    toy.run(&["start", "toy", "--no-watch", "--dir", &text(&dir)]).code(0).says(r"watch --dir 'Zoë'\''s lot'");
    begin(&dir, Feedback::None);
    let ran = toy.run(&["start", "toy", "--no-watch", "--dir", &text(&dir)]).code(2);
    let ran = ran.complains("Zoë's lot: a round is under way here");
    ran.complains(r"`cargo xtask round --resume --dir 'Zoë'\''s lot'`").complains("`cargo xtask submit --dir ");
}

#[test]
fn a_round_that_tells_everything_may_be_graded_on_the_way() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    begin(workspace.path(), Feedback::Full);
    toy.run(&["grade", "--dir", &workspace.dir()]).code(0);
}

#[test]
fn nobody_is_sent_for_a_verdict_that_would_be_refused() {
    let playing = Playing::new();
    let dir = PathBuf::from(playing.dir());
    let on = |command: &[&str]| playing.toy().run(&[command, &["--dir", &playing.dir()]].concat());
    on(&["start", "toy", "--no-watch"]).code(0);
    let ran = on(&["hint"]).code(2).complains("run `cargo xtask grade --dir mine` first");
    ran.complains("`cargo xtask hint --group behaviour --dir mine`");
    begin_with(&dir, Feedback::None, Some("lift"));
    let ran = on(&["hint"]).code(2).complains("no check is named before its end");
    assert!(!ran.err.contains("xtask grade"), "{}", ran.err);
    let ran = on(&["twist", "--now"]).code(0).says("There is a lift").says("read mine/TWIST.md");
    assert!(!ran.out.contains("xtask grade"), "{}", ran.out);
    on(&["submit"]).code(1);
    on(&["twist"]).code(2).complains("every twist of toy is revealed already");
}

#[test]
fn a_round_whose_log_is_gone_or_broken_says_so_and_keeps_nobody_from_a_verdict() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    begin(workspace.path(), Feedback::None);
    let log = workspace.path().join(".kata/round/log.jsonl");
    let on = |command: &[&str]| toy.run(&[command, &["--dir", &workspace.dir()]].concat());
    std::fs::remove_file(&log).expect("it is there");
    for command in [&["round", "--resume"][..], &["submit"], &["pause"]] {
        on(command).code(2).complains("log.jsonl: is gone");
    }
    on(&["grade"]).code(0);
    std::fs::write(&log, "rubbish\n").expect("it can be written");
    on(&["submit"]).code(2).complains("does not begin with the start of a round");
    on(&["grade"]).code(0);
}

#[test]
fn hints_of_a_round_are_counted_on_its_scorecard() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    begin(workspace.path(), Feedback::None);
    toy.run(&["hint", "--group", "behaviour", "--dir", &workspace.dir()]).code(0);
    toy.run(&["hint", "--group", "behaviour", "--dir", &workspace.dir()]).code(0);
    toy.run(&["submit", "--dir", &workspace.dir()]).code(0).says("2 hints");
}

#[test]
fn a_scorecard_is_stored_and_the_round_stands_in_the_history() {
    let toy = Toy::shared();
    let workspace = toy.workspace(DONE);
    begin(workspace.path(), Feedback::None);
    toy.run(&["submit", "--dir", &workspace.dir()]).code(0);
    let stored = std::fs::read(Path::new(&workspace.dir()).join(".kata/round/scorecard.json")).expect("it is stored");
    let card: kata_scorecard::Scorecard = serde_json::from_slice(&stored).expect("it can be read again");
    assert_eq!((card.score.points, card.misses.len()), (card.score.of, 0));
    let history = toy.run(&["history", "--format", "json"]).code(0).out;
    assert!(history.contains("\"round\""), "{history}");
}
