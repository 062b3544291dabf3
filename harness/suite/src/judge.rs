//! From what the engine found to what the runner reports.

use std::any::Any;
use std::sync::Arc;

use kata_engine::{Exploration, Failure, FailureKind, Scenario};
use kata_verdict::{CheckReport, Evidence, Explored, Group, Outcome, Tier};

use crate::attempt::{NotAttempted, Skipped};
use crate::budget::{self, Effort};
use crate::call::calls;
use crate::check::{Check, Mode};
use crate::complaint::{Complaint, Foreign};
use crate::spies;

/// Where the timeline of a run that was not explored is cut: only its end tells something.
const LAST_STEPS: usize = 12;

/// Judges `subject` by one check.
///
/// With a `schedule`, as an earlier report's evidence gives it, just that one schedule is run again.
pub fn judge<S>(check: &Check<S>, subject: S, tier: Tier, schedule: Option<&str>) -> CheckReport
where
    S: Copy + Send + Sync + 'static,
{
    judge_with(check, subject, Effort::whole(tier), schedule)
}

/// The same, with just that effort.
pub(crate) fn judge_with<S>(check: &Check<S>, subject: S, effort: Effort, schedule: Option<&str>) -> CheckReport
where
    S: Copy + Send + Sync + 'static,
{
    let (body, spied) = (Arc::clone(&check.body), check.info.group == Group::Seams);
    let scenario: Scenario = Arc::new(move || {
        spies::begin(spied);
        body(subject);
    });
    let explored = check.mode != Mode::Once;
    match search(check, scenario, effort, schedule) {
        Ok(exploration) => report(exploration, explored),
        Err(problem) => inconclusive(problem),
    }
}

fn search<S>(
    check: &Check<S>,
    scenario: Scenario,
    effort: Effort,
    schedule: Option<&str>,
) -> Result<Exploration, String> {
    let id = &check.info.id;
    match (schedule, check.mode) {
        (Some(schedule), mode) => {
            let steps = if mode == Mode::Once { budget::STEPS_ONCE } else { budget::STEPS_EXPLORED };
            kata_engine::replay(schedule, steps, scenario).map_err(|error| error.to_string())
        }
        (None, Mode::Once) => Ok(kata_engine::run_once(scenario, budget::STEPS_ONCE)),
        (None, Mode::Explored) => Ok(kata_engine::explore(&budget::of(effort, id, true), scenario)),
        (None, Mode::Timed) => Ok(kata_engine::explore(&budget::of(effort, id, false), scenario)),
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
    let stub = stub(&failure);
    let evidence = match outcome.counts() {
        true if stub.is_some() => Evidence { stub, ..Evidence::default() },
        true => evidence(failure, explored),
        false => Evidence::default(),
    };
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
    foreign_panic(&raised(failure))
}

/// A panic that no check raised.
struct Raised<'a> {
    /// On which thread of the suite's; None where the check itself made the call.
    who: Option<&'static str>,
    message: &'a str,
    at: Option<&'a str>,
}

fn raised(failure: &Failure) -> Raised<'_> {
    match failure.payload.as_deref().and_then(downcast) {
        Some(Foreign { who, message, at }) => Raised { who: Some(who), message, at: at.as_deref() },
        None => Raised { who: None, message: &failure.message, at: failure.panic_at.as_deref() },
    }
}

fn downcast<T: 'static>(payload: &(dyn Any + Send)) -> Option<&T> {
    payload.downcast_ref()
}

/// A panic that no check raised: the learner's, unless it comes from a line of ours.
fn foreign_panic(Raised { who, message, at }: &Raised<'_>) -> (Outcome, String) {
    let ours = at.is_some_and(|at| at.contains("/suite/src/"));
    if ours {
        return (Outcome::Inconclusive, format!("the check itself panicked, which is a fault of ours: {message}"));
    }
    let place = at.filter(|at| at.starts_with("src/")).map(|at| format!(" at {at}")).unwrap_or_default();
    if is_stub(message) {
        return (Outcome::Failed, format!("not written yet: the call reached `todo!()`{place}"));
    }
    let who = who.map(|who| format!("{who} ")).unwrap_or_default();
    (Outcome::Failed, format!("{who}panicked{place}: {message}"))
}

/// Where the learner's `todo!()` or `unimplemented!()` is that the failure came to, if that is what it is.
fn stub(failure: &Failure) -> Option<String> {
    let Raised { message, at, .. } = raised(failure);
    let at = at.filter(|at| at.starts_with("src/"))?;
    (failure.kind == FailureKind::Panicked && is_stub(message)).then(|| at.to_owned())
}

/// Whether a panic says what the two macros of `std` say.
fn is_stub(message: &str) -> bool {
    message.starts_with("not yet implemented") || message.starts_with("not implemented")
}

fn evidence(failure: Failure, explored: bool) -> Evidence {
    let mut timeline = failure.timeline;
    let complained = failure.payload.as_deref().and_then(downcast).map(|complaint: &Complaint| complaint.notes.clone());
    let notes = failure.notes.into_iter().chain(complained.unwrap_or_default()).collect();
    let schedule = Some(failure.schedule).filter(|schedule| !schedule.is_empty());
    let calls = calls(&timeline);
    if explored {
        return Evidence { timeline, preemptions: Some(failure.preemptions), notes, calls, stub: None, schedule };
    }
    // One thread that runs into a wrong answer has no interleaving worth showing; one that hangs does.
    if failure.kind == FailureKind::Panicked {
        timeline.clear();
    }
    let cut = timeline.len().saturating_sub(LAST_STEPS);
    Evidence { timeline: timeline.split_off(cut), preemptions: None, notes, calls, stub: None, schedule }
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
