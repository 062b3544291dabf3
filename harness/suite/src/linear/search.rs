//! The search for an order: depth first, never twice through the same calls to the same state (Wing and Gong, with the memory
//! that Lowe added).

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::iter;

use super::Model;
use super::history::Returned;

/// A set of steps: a bit for each.
type Steps = u64;

/// The same keys in each execution: a hasher that draws its own would not.
type Seen<M> = HashSet<(Steps, M), BuildHasherDefault<DefaultHasher>>;

/// A part of a history that has no order: its calls, up to a moment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Orderless {
    /// Which of the calls.
    pub(super) calls: Vec<usize>,
    /// What began later is not looked at; what ended later was still under way.
    pub(super) until: usize,
    /// The longest order that could be begun.
    pub(super) closest: Closest,
}

/// The longest order that could be begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Closest {
    /// A call of several steps is in it once for each.
    pub(super) order: Vec<usize>,
    /// A call that would have had to come next, and what it should have been answered then.
    pub(super) next: Option<(usize, String)>,
}

/// The shortest beginning of the history that has no order, without the calls in it that only looked and are not to blame. None if
/// the whole of it has one.
///
/// A beginning is a fair witness: an order of the whole, cut behind the last call that had returned, is an order of the
/// beginning. A mere selection of calls would be none, for a call that is left out may have been what made another's answer right.
pub(super) fn shortest_without_order<M: Model>(
    history: &[Returned<M::Call, M::Answer>],
    start: &M,
) -> Option<Orderless> {
    let all: Vec<usize> = (0..history.len()).collect();
    order(history, &all, usize::MAX, start).err()?;
    let mut ends: Vec<usize> = history.iter().map(|call| call.ended).collect();
    ends.sort_unstable();
    let cut = |until| {
        let begun: Vec<usize> = all.iter().copied().filter(|&call| history[call].began < until).collect();
        let closest = order(history, &begun, until, start).err()?;
        Some(Orderless { calls: begun, until, closest })
    };
    let shortest = ends.into_iter().find_map(cut)?;
    Some(without_looks(history, shortest, start))
}

fn without_looks<M: Model>(history: &[Returned<M::Call, M::Answer>], mut shown: Orderless, start: &M) -> Orderless {
    for call in shown.calls.clone() {
        if !M::only_looked(&history[call].call, &history[call].answer) {
            continue;
        }
        let fewer: Vec<usize> = shown.calls.iter().copied().filter(|&other| other != call).collect();
        if let Err(closest) = order(history, &fewer, shown.until, start) {
            shown = Orderless { calls: fewer, closest, ..shown };
        }
    }
    shown
}

/// An order of `calls`, step by step, that has all those which ended by `until`, and any of the others; or how far one could get.
pub(super) fn order<M: Model>(
    history: &[Returned<M::Call, M::Answer>],
    calls: &[usize],
    until: usize,
    start: &M,
) -> Result<Vec<usize>, Closest> {
    let in_steps = |&call: &usize| iter::repeat_n(call, M::steps(&history[call].call, &history[call].answer));
    let steps: Vec<usize> = calls.iter().flat_map(in_steps).collect();
    assert!(steps.len() <= Steps::BITS as usize, "a history of more than {} steps is not judged", Steps::BITS);
    let mut search = Search { history, steps, until, seen: Seen::default(), order: Vec::new(), closest: None };
    if search.goes_on(0, start) { Ok(search.order) } else { Err(search.closest.unwrap_or_default()) }
}

struct Search<'h, M: Model> {
    history: &'h [Returned<M::Call, M::Answer>],
    /// The call that each step belongs to. Those of one call are neighbours, and all alike.
    steps: Vec<usize>,
    until: usize,
    seen: Seen<M>,
    order: Vec<usize>,
    closest: Option<Closest>,
}

impl<M: Model> Search<'_, M> {
    /// Whether the order can be ended, with these steps in it and this state behind them.
    fn goes_on(&mut self, taken: Steps, state: &M) -> bool {
        let mut left: Vec<usize> = (0..self.steps.len()).filter(|step| taken & bit(*step) == 0).collect();
        left.dedup_by_key(|step| self.steps[*step]);
        // Nothing that began after another of them had ended comes before that one.
        let ends = left.iter().map(|&step| self.call(step).ended);
        let Some(first_end) = ends.filter(|&end| end <= self.until).min() else { return true };
        if !self.seen.insert((taken, state.clone())) {
            return false;
        }
        left.retain(|&step| self.call(step).began < first_end);
        left.into_iter().any(|step| self.comes_next(step, taken, state))
    }

    fn call(&self, step: usize) -> &Returned<M::Call, M::Answer> {
        &self.history[self.steps[step]]
    }

    /// Whether the order can be ended with this step next.
    fn comes_next(&mut self, step: usize, taken: Steps, state: &M) -> bool {
        let (mut next, asked) = (state.clone(), self.call(step));
        if let Err(right) = next.answers(&asked.call, &asked.answer) {
            self.refused(self.steps[step], right);
            return false;
        }
        self.order.push(self.steps[step]);
        let ends = self.goes_on(taken | bit(step), &next);
        if !ends {
            self.order.pop();
        }
        ends
    }

    /// Remembers how far this order came. A call that was still under way need not come next, so it explains nothing.
    fn refused(&mut self, call: usize, right: String) {
        let is_longer = self.closest.as_ref().is_none_or(|closest| closest.order.len() < self.order.len());
        if is_longer && self.history[call].ended <= self.until {
            self.closest = Some(Closest { order: self.order.clone(), next: Some((call, right)) });
        }
    }
}

fn bit(step: usize) -> Steps {
    1 << step
}
