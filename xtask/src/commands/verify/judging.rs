//! Judging the submissions of all katas that are to be proved, as many at once as there are cores.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kata_console::Failure;
use kata_grade::{Cancel, Grader, Request, Source};
use kata_verdict::{Level, Tier, Verdict};

use super::{Entry, Proof, Verdicts};
use crate::grading;

/// Judges every entry of every proof; the verdicts of each proof, in their order. Each takes one rustc run, which hardly uses a second core, so
/// there are as many at once as cores.
pub(super) fn judge_all(proofs: &[Proof<'_>], tier: Tier) -> Result<Vec<Verdicts>, Failure> {
    let cancel = grading::cancel_on_interrupt()?;
    let jobs: Vec<(usize, usize)> = jobs(proofs);
    let bar = progress_bar(jobs.len());
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(Ok(proofs.iter().map(|_| Verdicts::new()).collect::<Vec<_>>()));
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(&(proof, entry)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let entry = &proofs[proof].entries[entry];
                    bar.set_message(proofs[proof].kata.slug().to_owned());
                    let verdict = judge(entry, &proofs[proof].grader, tier, &cancel);
                    let mut judged = judged.lock().unwrap_or_else(PoisonError::into_inner);
                    match (verdict, judged.as_mut()) {
                        (Ok(verdict), Ok(verdicts)) => drop(verdicts[proof].insert(entry.role.clone(), verdict)),
                        (Err(error), Ok(_)) => {
                            *judged = Err(error);
                            cancel.cancel();
                        }
                        // The first error is the one that tells; what follows from it was cancelled.
                        (_, Err(_)) => {}
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    judged.into_inner().unwrap_or_else(PoisonError::into_inner).map_err(grading::failed)
}

/// Which entry of which proof, kata after kata.
fn jobs(proofs: &[Proof<'_>]) -> Vec<(usize, usize)> {
    let of_proof = |(number, proof): (usize, &Proof<'_>)| {
        (0..proof.entries.len()).map(move |entry| (number, entry)).collect::<Vec<_>>()
    };
    proofs.iter().enumerate().flat_map(of_proof).collect()
}

fn judge(entry: &Entry, grader: &Grader, tier: Tier, cancel: &Cancel) -> Result<Verdict, kata_grade::Error> {
    let request = Request { focus: entry.focus.clone(), ..Request::whole(tier, Level::L6) };
    grader.grade(&Source::Files(entry.files.clone()), &request, cancel, &mut |_| {})
}

fn progress_bar(length: usize) -> ProgressBar {
    let is_seen = std::io::stderr().is_terminal();
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {pos}/{len} submissions, {elapsed}, {eta} left") {
        bar.set_style(style);
    }
    bar
}
