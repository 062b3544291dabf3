//! From what the engine found to what the runner reports.

use std::any::Any;
use std::sync::Arc;

use kata_engine::{Exploration, Failure, FailureKind, Scenario};
use kata_verdict::{CheckReport, Evidence, Explored, Group, Outcome, Tier};

use crate::attempt::{NotAttempted, Skipped};
use crate::budget;
use crate::check::{Check, Mode};
use crate::complaint::Complaint;
use crate::spies;

/// Where the timeline of a run that was not explored is cut: only its end tells something.
const LAST_STEPS: usize = 12;

/// How a report says that a call came to a stub, which no schedule explains.
const NOT_WRITTEN: &str = "not written yet";

/// Judges `subject` by one check.
///
/// With a `schedule`, as an earlier report's evidence gives it, just that one schedule is run again.
pub fn judge<S>(check: &Check<S>, subject: S, tier: Tier, schedule: Option<&str>) -> CheckReport
where
    S: Copy + Send + Sync + 'static,
{
    let (body, spied) = (check.body, check.info.group == Group::Seams);
    let scenario: Scenario = Arc::new(move || {
        spies::begin(spied);
        body(subject);
    });
    let explored = check.mode != Mode::Once;
    match search(check, scenario, tier, schedule) {
        Ok(exploration) => report(exploration, explored),
        Err(problem) => inconclusive(problem),
    }
}

fn search<S>(check: &Check<S>, scenario: Scenario, tier: Tier, schedule: Option<&str>) -> Result<Exploration, String> {
    let id = &check.info.id;
    match (schedule, check.mode) {
        (Some(schedule), mode) => {
            let steps = if mode == Mode::Once { budget::STEPS_ONCE } else { budget::STEPS_EXPLORED };
            kata_engine::replay(schedule, steps, scenario).map_err(|error| error.to_string())
        }
        (None, Mode::Once) => Ok(kata_engine::run_once(scenario, budget::STEPS_ONCE)),
        (None, Mode::Explored) => Ok(kata_engine::explore(&budget::of(tier, id, true), scenario)),
        (None, Mode::Timed) => Ok(kata_engine::explore(&budget::of(tier, id, false), scenario)),
    }
}

fn report(exploration: Exploration, explored: bool) -> CheckReport {
    let Exploration { schedules, exhaustive, failure, output, .. } = exploration;
    let first_failure = failure.as_ref().map(|failure| failure.found_after);
    let explored_report = explored.then_some(Explored { schedules, exhaustive, first_failure });
    let (outcome, message, evidence) = match failure {
        None => (Outcome::Passed, String::new(), Evidence::default()),
        Some(failure) => miss(failure, explored),
    };
    let judged = !matches!(outcome, Outcome::NotAttempted | Outcome::Skipped);
    CheckReport { outcome, message, evidence, explored: explored_report.filter(|_| judged), output }
}

fn miss(failure: Failure, explored: bool) -> (Outcome, String, Evidence) {
    let (outcome, message) = match failure.kind {
        FailureKind::Panicked => panicked(&failure),
        FailureKind::Deadlocked => (Outcome::Deadlocked, failure.message.clone()),
        FailureKind::Livelocked => (Outcome::Livelocked, failure.message.clone()),
        FailureKind::Endless => (Outcome::TimedOut, failure.message.clone()),
    };
    let unwritten = message.starts_with(NOT_WRITTEN);
    let evidence = if outcome.counts() && !unwritten { evidence(failure, explored) } else { Evidence::default() };
    (outcome, message, evidence)
}

fn panicked(failure: &Failure) -> (Outcome, String) {
    let payload = failure.payload.as_deref();
    if let Some(Complaint { message, .. }) = payload.and_then(downcast) {
        return (Outcome::Failed, message.clone());
    }
    if let Some(NotAttempted(message)) = payload.and_then(downcast) {
        return (Outcome::NotAttempted, message.clone());
    }
    if let Some(Skipped(message)) = payload.and_then(downcast) {
        return (Outcome::Skipped, message.clone());
    }
    foreign_panic(&failure.message, failure.panic_at.as_deref())
}

fn downcast<T: 'static>(payload: &(dyn Any + Send)) -> Option<&T> {
    payload.downcast_ref()
}

/// A panic that no check raised: the learner's, unless it comes from a line of ours.
fn foreign_panic(message: &str, at: Option<&str>) -> (Outcome, String) {
    let ours = at.is_some_and(|at| at.contains("/suite/src/"));
    if ours {
        return (Outcome::Inconclusive, format!("the check itself panicked, which is a fault of ours: {message}"));
    }
    let place = at.filter(|at| at.starts_with("src/")).map(|at| format!(" at {at}")).unwrap_or_default();
    if message.starts_with("not yet implemented") || message.starts_with("not implemented") {
        return (Outcome::Failed, format!("{NOT_WRITTEN}: the call reached `todo!()`{place}"));
    }
    (Outcome::Failed, format!("panicked{place}: {message}"))
}

fn evidence(failure: Failure, explored: bool) -> Evidence {
    let mut timeline = failure.timeline;
    let complained = failure.payload.as_deref().and_then(downcast).map(|complaint: &Complaint| complaint.notes.clone());
    let notes = failure.notes.into_iter().chain(complained.unwrap_or_default()).collect();
    let schedule = Some(failure.schedule).filter(|schedule| !schedule.is_empty());
    if explored {
        return Evidence { timeline, preemptions: Some(failure.preemptions), notes, schedule };
    }
    // One thread that runs into a wrong answer has no interleaving worth showing; one that hangs does.
    if failure.kind == FailureKind::Panicked {
        timeline.clear();
    }
    let cut = timeline.len().saturating_sub(LAST_STEPS);
    Evidence { timeline: timeline.split_off(cut), preemptions: None, notes, schedule }
}

fn inconclusive(problem: String) -> CheckReport {
    CheckReport {
        outcome: Outcome::Inconclusive,
        message: problem,
        evidence: Evidence::default(),
        explored: None,
        output: String::new(),
    }
}
