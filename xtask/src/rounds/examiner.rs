//! Who judges rounds here: the grader, which has the hidden suites at hand.

use std::sync::{Mutex, PoisonError};

use kata_candidate::{Count, Examiner, Glance, Look};
use kata_console::{Context, Failure};
use kata_grade::{Error, Grader, Request, Source};
use kata_process::Cancel;
use kata_round::{Feedback, Round};
use kata_verdict::{CheckVerdict, ExitCode, Group, Level, Submission, Tier, Verdict};
use kata_workspace::Workspace;

use crate::render::verdict::View;
use crate::{grading, render};

/// How wide the evidence of a miss is in a live view.
const WIDTH: usize = 78;

/// The grader, opened with the first look and kept.
#[derive(Default)]
pub(crate) struct InHouse {
    grader: Mutex<Option<Grader>>,
}

impl Examiner for InHouse {
    fn glance(&self, look: &Look<'_>, cancel: &Cancel) -> Result<Glance, Option<String>> {
        let mut kept = self.grader.lock().unwrap_or_else(PoisonError::into_inner);
        let grader = match kept.take() {
            Some(grader) => grader,
            None => Grader::open(grading::options(look.context, look.kata.slug(), true), &mut |_| {}).map_err(why)?,
        };
        let request = Request::whole(Tier::Quick, look.level);
        let judged = grader.grade(&Source::Files(look.files.clone()), &request, cancel, &mut |_| {});
        *kept = Some(grader);
        told(judged.map_err(why)?, look)
    }

    fn examine(&self, context: &Context, workspace: &Workspace, round: &mut Round) -> Result<ExitCode, Failure> {
        super::examine::examine(context, workspace, round)
    }
}

fn why(error: Error) -> Option<String> {
    match error {
        Error::Cancelled => None,
        Error::Setup(message) | Error::Fault(message) => Some(message),
    }
}

/// What a live view may tell of a verdict.
fn told(mut verdict: Verdict, look: &Look<'_>) -> Result<Glance, Option<String>> {
    match verdict.submission {
        Submission::Graded => {}
        Submission::Fault => return Err(Some(verdict.fault.unwrap_or_else(|| "a fault of ours".to_owned()))),
        Submission::Refused => {
            let lines = verdict.refusals.iter().map(|refusal| format!("{}: {}", refusal.file, refusal.message));
            return Err(Some(format!("refused: {}", lines.collect::<Vec<_>>().join("; "))));
        }
        Submission::DoesNotCompile => {
            let first = verdict.diagnostics.lines().next().unwrap_or_default();
            return Err(Some(format!("it does not compile for the grader: {first}")));
        }
    }
    verdict.checks.retain(|check| check.info.twist.is_none() || check.info.twist == look.twist);
    let counts = Group::ALL.into_iter().filter_map(|group| count(&verdict.checks, group, look.level));
    let counts = counts.collect();
    let full = match look.feedback {
        Feedback::Full => render::verdict::human(&verdict, &View::misses(WIDTH, "", None)),
        Feedback::None | Feedback::Counts => String::new(),
    };
    Ok(Glance { counts, full })
}

fn count(checks: &[CheckVerdict], group: Group, level: Level) -> Option<Count> {
    let judged = checks.iter().filter(|check| check.info.group == group && check.info.level <= level);
    let judged: Vec<&CheckVerdict> = judged.filter(|check| check.outcome.counts()).collect();
    let passed = judged.iter().filter(|check| !check.outcome.is_miss()).count();
    (!judged.is_empty()).then_some(Count { group, passed, judged: judged.len() })
}
