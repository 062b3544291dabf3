//! Calls of the suite that show up in the timeline between the learner's own lines.

use std::fmt::Debug;

use kata_spy::control;
use kata_verdict::Step;

use crate::watchdog;

/// What ends the note of a call that is over.
const RETURNED: &str = " returned";
/// So many calls of a failure are told: how it ended tells most.
const LAST_CALLS: usize = 12;

/// Calls the subject, and notes the call and what it returned in the timeline: `park(KA-01) … Ok(L1-03)`. What crosses a
/// seam meanwhile belongs to it.
pub fn call<R: Debug>(what: &str, body: impl FnOnce() -> R) -> R {
    kata_engine::note(what, None);
    watchdog::see(what);
    let under_way = UnderWay::new(what);
    let result = body();
    drop(under_way);
    kata_engine::note(format!("{what}{RETURNED}"), Some(format!("{result:?}")));
    result
}

/// A call that has not returned, for whom a spy wants to tell.
struct UnderWay;

impl UnderWay {
    fn new(what: &str) -> UnderWay {
        control::enter(what);
        UnderWay
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        control::leave();
    }
}

/// The calls that a timeline tells of, in the order in which they began: `park(KA-01) → Ok(L1-03)`.
pub(crate) fn calls(timeline: &[Step]) -> Vec<String> {
    let mut calls: Vec<(&Step, Option<&str>)> = Vec::new();
    for step in timeline.iter().filter(|step| step.at.is_none() && step.object.is_none()) {
        let began = step.op.strip_suffix(RETURNED).and_then(|what| {
            calls.iter_mut().rev().find(|(call, answer)| answer.is_none() && call.op == what && call.task == step.task)
        });
        match began {
            Some((_, answer)) => *answer = Some(step.value.as_deref().unwrap_or_default()),
            None if step.op.ends_with(')') => calls.push((step, None)),
            None => {}
        }
    }
    let first = calls.len().saturating_sub(LAST_CALLS);
    calls[first..].iter().map(|(call, answer)| told(&call.op, *answer)).collect()
}

fn told(call: &str, answer: Option<&str>) -> String {
    match answer {
        Some("()") => call.to_owned(),
        Some(answer) => format!("{call} → {answer}"),
        None => format!("{call} …"),
    }
}

#[cfg(test)]
mod tests {
    use kata_verdict::Step;

    use super::calls;

    fn step(task: &str, at: Option<&str>, op: &str, value: Option<&str>) -> Step {
        let value = value.map(str::to_owned);
        Step { task: task.to_owned(), at: at.map(str::to_owned), op: op.to_owned(), object: None, value }
    }

    #[test]
    fn each_call_is_told_with_its_own_answer_in_the_order_in_which_they_began() {
        let timeline = [
            step("driver-1", None, "park(KA-01)", None),
            step("driver-2", None, "park(KA-01)", None),
            step("driver-1", Some("src/lot.rs:3"), "lock", None),
            step("driver-2", None, "park(KA-01) returned", Some("Err(AlreadyParked)")),
            step("driver-1", None, "park(KA-01) returned", Some("Ok(L1-01)")),
            step("driver-1", None, "exit(T1)", None),
        ];
        assert_eq!(calls(&timeline), ["park(KA-01) → Ok(L1-01)", "park(KA-01) → Err(AlreadyParked)", "exit(T1) …"]);
    }

    #[test]
    fn what_a_learner_does_is_no_call_and_nothing_returned_is_not_told() {
        let timeline = [
            step("main", Some("src/lot.rs:3"), "send()", None),
            step("main", None, "shutdown(Abort)", None),
            step("main", None, "shutdown(Abort) returned", Some("()")),
        ];
        assert_eq!(calls(&timeline), ["shutdown(Abort)"]);
    }

    #[test]
    fn of_many_calls_the_last_are_told() {
        let timeline: Vec<Step> = (0..20).map(|n| step("main", None, &format!("call({n})"), None)).collect();
        let told = calls(&timeline);
        assert_eq!((told.len(), told[11].as_str()), (12, "call(19) …"));
    }
}
