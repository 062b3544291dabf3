//! Reduces a failing schedule that was found at random to few preemptions.

use super::{Search, cost};
use crate::driver::{Choice, Decision, Driver, Made};
use crate::execution::Ran;

/// So many executions may be spent on it, and no more steps than on the randomised search.
const ATTEMPTS: usize = 400;

/// A run of choices for the same task.
type Run = (Choice, usize);

/// Looks for a cheaper schedule that still fails in the same way.
pub(super) fn reduce(search: &mut Search, mut best: Ran) -> Ran {
    let mut attempts = ATTEMPTS;
    let enough = search.steps.saturating_add(search.budget.random_steps);
    while let Some(ran) = cheaper(search, &best, &mut attempts, enough) {
        best = ran;
    }
    best
}

fn cheaper(search: &mut Search, best: &Ran, attempts: &mut usize, enough: u64) -> Option<Ran> {
    let runs = runs(&best.made);
    for candidate in candidates(&runs) {
        *attempts = attempts.checked_sub(1).filter(|_| search.steps < enough)?;
        if let Some(ran) = attempt(search, candidate, best) {
            return Some(ran);
        }
    }
    None
}

fn attempt(search: &mut Search, runs: Vec<Run>, best: &Ran) -> Option<Ran> {
    let ran = search.execute_aside(Box::new(Guided { runs, at: 0 }));
    let same = match (&ran.found, &best.found) {
        (Some(found), Some(wanted)) => found.kind == wanted.kind,
        _ => false,
    };
    (same && cost(&ran.made) < cost(&best.made)).then_some(ran)
}

fn runs(made: &[Made]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for made in made {
        match runs.last_mut() {
            Some((choice, count)) if *choice == made.choice => *count += 1,
            _ => runs.push((made.choice, 1)),
        }
    }
    runs
}

/// What to try: first to leave off the end, at rising lengths; then to join each run with the next one of its task,
/// which removes a switch; then to leave out each run.
fn candidates(runs: &[Run]) -> impl Iterator<Item = Vec<Run>> {
    let cut = (0..runs.len()).map(|len| runs[..len].to_vec());
    let join = (0..runs.len()).filter_map(|at| {
        let next = (at + 1..runs.len()).find(|&later| runs[later].0 == runs[at].0)?;
        let mut joined = runs.to_vec();
        joined[at].1 += joined[next].1;
        joined.remove(next);
        Some(joined)
    });
    let without = (0..runs.len()).map(|at| {
        let mut rest = runs.to_vec();
        rest.remove(at);
        rest
    });
    cut.chain(join).chain(without)
}

/// Follows runs as far as they can be followed, and goes straight on otherwise.
struct Guided {
    runs: Vec<Run>,
    at: usize,
}

impl Driver for Guided {
    fn choose(&mut self, decision: &Decision<'_>) -> usize {
        while let Some((choice, count)) = self.runs.get_mut(self.at) {
            if *count == 0 {
                self.at += 1;
                continue;
            }
            if let Some(index) = decision.options.iter().position(|option| option == choice) {
                *count -= 1;
                return index;
            }
            self.at += 1;
        }
        0
    }
}
