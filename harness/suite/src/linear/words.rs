//! A history without an order, in words for a learner.

use std::fmt::{Debug, Display};

use super::history::Returned;
use super::search::{Closest, Orderless};

/// The sentence, and what stands beside it: who was told what, which call had returned before which began, and how far an order
/// comes.
pub(super) fn complaint<C: Display, A: Debug>(
    when: &str,
    history: &[Returned<C, A>],
    shown: &Orderless,
) -> (String, Vec<String>) {
    let callers = callers(history, shown);
    let message =
        format!("{when}, and no order of these calls explains what they were answered: {}", callers.join("; "));
    let notes = between_callers(history, shown).into_iter().chain(closest(history, &shown.closest));
    (message, notes.collect())
}

/// `driver-1: exit(1) got Ok, then park(KA-03) got Err(Full)`, a caller each, in the order of their first calls.
fn callers<C: Display, A: Debug>(history: &[Returned<C, A>], shown: &Orderless) -> Vec<String> {
    let mut calls = shown.calls.clone();
    calls.sort_by_key(|&call| history[call].began);
    let mut callers: Vec<(&str, Vec<String>)> = Vec::new();
    for call in calls.into_iter().map(|call| &history[call]) {
        let text = match call.ended <= shown.until {
            true => format!("{} got {:?}", call.call, call.answer),
            false => format!("{} was under way, and later got {:?}", call.call, call.answer),
        };
        match callers.iter_mut().find(|(task, _)| *task == call.task) {
            Some((_, texts)) => texts.push(text),
            None => callers.push((&call.task, vec![text])),
        }
    }
    callers.into_iter().map(|(task, texts)| format!("{task}: {}", texts.join(", then "))).collect()
}

/// What one caller saw end before another began, where no third call lies between the two.
fn between_callers<C: Display, A>(history: &[Returned<C, A>], shown: &Orderless) -> Vec<String> {
    let before = |first: usize, second: usize| history[first].ended < history[second].began;
    let mut notes = Vec::new();
    for &first in &shown.calls {
        for &second in &shown.calls {
            let between = |&third: &usize| before(first, third) && before(third, second);
            let strangers = history[first].task != history[second].task;
            if strangers && before(first, second) && !shown.calls.iter().any(between) {
                let (first, second) = (&history[first], &history[second]);
                notes.push(format!(
                    "{} of {} had returned before {} of {} began",
                    first.call, first.task, second.call, second.task
                ));
            }
        }
    }
    notes
}

/// `in the order exit(1), park(KA-03), the next, park(KA-04), should have got Err(Full)`.
fn closest<C: Display, A>(history: &[Returned<C, A>], closest: &Closest) -> Option<String> {
    let (next, right) = closest.next.as_ref()?;
    let next = step(history, &closest.order, *next);
    let steps = closest.order.iter().enumerate();
    let order: Vec<String> = steps.map(|(at, &call)| step(history, &closest.order[..at], call)).collect();
    Some(match order.is_empty() {
        true => format!("for example, {next} should have got {right} had it come first"),
        false => format!("for example, after {} the next, {next}, should have got {right}", order.join(", ")),
    })
}

/// `park(KA-03)`, or `the rest of checkout(C1)` where an earlier step of it came before.
fn step<C: Display, A>(history: &[Returned<C, A>], before: &[usize], call: usize) -> String {
    let rest = if before.contains(&call) { "the rest of " } else { "" };
    format!("{rest}{}", history[call].call)
}
