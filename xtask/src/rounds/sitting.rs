//! What the log of a round comes to on its scorecard.

use std::collections::BTreeSet;

use kata_catalog::Kata;
use kata_round::{Reason, Round, RoundView};
use kata_scorecard::{End, Late, PhaseTime, Question, Sitting, TwistLine, Unanswered};
use kata_verdict::Change;

use crate::sources;

/// What happened in a round that is over. `beside` is the snapshot that was judged beside a frozen source that could not be.
pub(crate) fn sitting(round: &Round, kata: &Kata, beside: Option<u32>) -> Sitting {
    let view = round.view();
    let frozen = view.frozen.as_ref();
    let reason = frozen.map(|frozen| frozen.what.reason);
    Sitting {
        kata: kata.slug().to_owned(),
        level: view.plan.level,
        minutes: view.plan.minutes,
        started: view.started.wall_ms,
        end: if reason == Some(Reason::TimeUp) { End::TimeUp } else { End::Submitted },
        used_ms: view.used_ms(),
        feedback: view.plan.feedback.word().to_owned(),
        seed: view.plan.seed,
        phases: view.phase_times().into_iter().map(phase).collect(),
        asked: view.asked.iter().map(|asked| question(&asked.what)).collect(),
        never_asked: never_asked(view, kata),
        twist: twist(round, kata, beside),
        hints: view.hints.len(),
        pauses: view.pauses.iter().map(|pause| pause.length_ms().unwrap_or_default()).collect(),
        snapshots: view.snapshots.iter().filter(|snapshot| !snapshot.is_late).count(),
        notes: notes(view),
    }
}

/// What was changed after the end; None where nothing was.
pub(crate) fn late(view: &RoundView) -> Option<Late> {
    let frozen = view.frozen.as_ref()?;
    let last = view.late().last()?;
    Some(Late { snapshots: view.late().count(), last_ms: frozen.at.real_ms_until(&last.at) })
}

fn phase(time: kata_round::PhaseTime) -> PhaseTime {
    PhaseTime { name: time.name, planned_ms: time.planned_ms, spent_ms: time.spent_ms }
}

fn question(asked: &kata_round::Asked) -> Question {
    let unanswered = asked.unanswered.map(|why| match why {
        kata_round::Unanswered::AskedBack => Unanswered::AskedBack,
        kata_round::Unanswered::NotUnderstood => Unanswered::NotUnderstood,
    });
    Question { asked: asked.question.clone(), matched: asked.matched.clone(), unanswered }
}

fn never_asked(view: &RoundView, kata: &Kata) -> Vec<String> {
    let asked: BTreeSet<&str> = view.asked.iter().filter_map(|asked| asked.what.matched.as_deref()).collect();
    // Nobody is blamed for not asking what the brief or the API says already.
    let worth_asking = kata.manifest().clarifications.iter().filter(|clarification| !clarification.stated);
    let all = worth_asking.map(|clarification| &clarification.question);
    all.filter(|question| !asked.contains(question.as_str())).cloned().collect()
}

fn twist(round: &Round, kata: &Kata, beside: Option<u32>) -> Option<TwistLine> {
    let view = round.view();
    let shown = view.twist.as_ref()?;
    let frozen = view.frozen.as_ref()?.what.snapshot;
    let title = kata.manifest().twists.iter().find(|twist| twist.id == shown.twist).map(|twist| twist.title.clone());
    // What is unfinished at the end hides its items; then the one beside it tells, if it is no older than the twist.
    let ends = [Some(frozen), beside.filter(|number| *number >= shown.snapshot)];
    let change = ends.into_iter().flatten().find_map(|end| change(round, shown.snapshot, end));
    Some(TwistLine {
        id: shown.twist.clone(),
        title: title.unwrap_or_else(|| shown.twist.clone()),
        shown_ms: shown.at.elapsed_ms,
        change,
    })
}

/// What changed between two snapshots. None where one of them cannot be read.
fn change(round: &Round, before: u32, after: u32) -> Option<Change> {
    let source = |snapshot| sources::at_snapshot(round, snapshot).ok().filter(kata_review::is_readable);
    Some(kata_review::change(&source(before)?, &source(after)?))
}

fn notes(view: &RoundView) -> Vec<String> {
    let end = view.frozen.as_ref().and_then(|frozen| frozen.what.note.clone());
    let simulated = view.is_simulated.then(|| "the clock of this round was simulated".to_owned());
    let broken = view.chain.broken.iter().map(|broken| format!("the log of the round was changed: {broken}"));
    let doubts = view.chain.doubts.iter().map(|doubt| format!("the log of the round is odd: {doubt}"));
    let clocks = view.clock_notes.iter().map(|note| note.what.to_string());
    let noted = view.notes.iter().map(|note| note.what.clone());
    simulated.into_iter().chain(clocks).chain(noted).chain(end).chain(broken).chain(doubts).collect()
}
