//! A history as a check records it: under every schedule, with a complaint that a learner can read.

use std::collections::VecDeque;

use kata_suite::linear::{History, Model, agree};
use kata_suite::sync::{Arc, Mutex};
use kata_suite::{Check, CheckReport, Outcome, Tier, crew, judge};

/// A queue as its callers see it.
trait Queue: Send + Sync {
    fn put(&self, item: u32);
    fn take(&self) -> Option<u32>;
}

/// What a queue does that serves one caller after the other.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Plain(VecDeque<u32>);

impl Model for Plain {
    type Call = &'static str;
    type Answer = Option<u32>;

    fn answers(&mut self, call: &&'static str, answer: &Option<u32>) -> Result<(), String> {
        match *call {
            "put(7)" => self.0.push_back(7),
            _ => agree(answer, &self.0.pop_front())?,
        }
        Ok(())
    }
}

fn judged(subject: fn() -> Arc<dyn Queue>) -> CheckReport {
    let check = Check::concurrency("an-item-is-taken-once", "an item is taken once");
    judge(&check.explore(takers), subject, Tier::Quick, None)
}

fn takers(build: fn() -> Arc<dyn Queue>) {
    let (queue, history) = (build(), Arc::new(History::new()));
    history.call("put(7)", || {
        queue.put(7);
        None
    });
    crew(["taker-1", "taker-2"].map(|name| {
        let (queue, history) = (queue.clone(), history.clone());
        (name, move || history.call("take()", || queue.take()))
    }));
    history.expect_order(Plain::default(), "two takers came for one item");
}

#[derive(Default)]
struct Locked(Mutex<VecDeque<u32>>);

impl Queue for Locked {
    fn put(&self, item: u32) {
        self.0.lock().unwrap().push_back(item);
    }
    fn take(&self) -> Option<u32> {
        self.0.lock().unwrap().pop_front()
    }
}

/// Looks at the first item under one lock, and removes it under another.
#[derive(Default)]
struct LooksFirst(Mutex<VecDeque<u32>>);

impl Queue for LooksFirst {
    fn put(&self, item: u32) {
        self.0.lock().unwrap().push_back(item);
    }
    fn take(&self) -> Option<u32> {
        let first = self.0.lock().unwrap().front().copied();
        self.0.lock().unwrap().pop_front();
        first
    }
}

#[test]
fn a_queue_behind_one_lock_has_an_order_under_every_schedule() {
    let report = judged(|| Arc::new(Locked::default()));
    assert_eq!(report.outcome, Outcome::Passed, "{}", report.message);
    assert!(report.explored.is_some_and(|explored| explored.exhaustive));
}

#[test]
fn an_item_that_two_takers_got_is_told_with_what_each_was_answered() {
    let report = judged(|| Arc::new(LooksFirst::default()));
    assert_eq!(report.outcome, Outcome::Failed);
    let asked = "two takers came for one item, and no order of these calls explains what they were answered: \
                 main: put(7) got None; ";
    assert!(report.message.starts_with(asked), "{}", report.message);
    assert!(report.message.contains("taker-1: take() got Some(7)"), "{}", report.message);
    assert!(report.message.contains("taker-2: take() got Some(7)"), "{}", report.message);
    let last = report.evidence.notes.last().map(String::as_str);
    assert_eq!(last, Some("for example, after put(7), take() the next, take(), should have got None"));
    assert!(report.evidence.timeline.iter().any(|step| step.op == "take()"));
}
