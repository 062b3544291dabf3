//! Who is asked, and when.

use std::sync::Arc;

use kata_suite::spies::Role;
use kata_suite::{Check, Level, complain_with, seams, settle_ready, thread};
use pub_sub_api::Overflow;

use super::{delivery, overflow};
use crate::Subject;
use crate::doubles::{Gate, behind, fails, panics};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("overflow-is-asked-when-a-queue-is-full", "overflow is asked about each kind of full queue")
            .level(Level::L5)
            .weight(2)
            .hint("Block, DropOldest, DropNewest: who decides, each time?")
            .run(overflow_is_asked_when_a_queue_is_full),
        Check::seams("delivery-is-asked-after-each-failure", "delivery is asked after each kind of failure")
            .level(Level::L6)
            .weight(2)
            .hint("A subscriber fails, a subscriber panics: who decides what follows, each time?")
            .run(delivery_is_asked_after_each_failure),
    ]
}

/// Watches how often a role is asked, one situation after the other.
struct Watch {
    role: Role,
    asked: Vec<&'static str>,
    silent: Vec<&'static str>,
}

impl Watch {
    fn over(role: Role) -> Watch {
        Watch { role, asked: Vec::new(), silent: Vec::new() }
    }

    /// Goes through a situation with a subject that has been built.
    fn during(&mut self, situation: &'static str, act: impl FnOnce()) {
        self.role.watch();
        let before = self.role.crossings().len();
        act();
        let asked = self.role.crossings().len() > before;
        if asked { &mut self.asked } else { &mut self.silent }.push(situation);
    }

    /// Complains of a situation in which the role was not asked.
    fn judge(&self) {
        let name = self.role.name();
        let at = self.role.field().map(|field| format!("{}: ", field.at)).unwrap_or_default();
        let Some(silent) = self.silent.first() else { return };
        let message = match self.asked.first() {
            None => format!("{at}{silent}, and `{name}` was not asked: the seam is there, but nothing hangs on it"),
            Some(asked) => {
                format!("{at}`{name}` was asked when {asked}, but not when {silent}: somebody else decides there")
            }
        };
        complain_with(message, seams::lines(&self.role.crossings()));
    }
}

fn overflow_is_asked_when_a_queue_is_full(build: Subject) {
    let mut watch = Watch::over(overflow());
    for (situation, mode) in [
        ("a queue was full that drops the oldest", Overflow::DropOldest),
        ("a queue was full that drops the newest", Overflow::DropNewest),
        ("a queue was full that blocks", Overflow::Block),
    ] {
        let (news, gate) = (Newsroom::open(build), Gate::shut());
        watch.during(situation, || {
            news.join_queue("orders", "slow", behind(&gate), 1, mode);
            news.publish("orders", "m0");
            settle_ready();
            news.publish("orders", "m1");
            let publisher = Arc::new(news.clone());
            // It may have to wait, and nobody waits for it.
            let _publisher = thread::spawn(move || publisher.try_publish("orders", "m2"));
            settle_ready();
            gate.open();
            settle();
        });
    }
    watch.judge();
}

fn delivery_is_asked_after_each_failure(build: Subject) {
    let mut watch = Watch::over(delivery());
    for (situation, body) in [("a subscriber returned a failure", fails()), ("a subscriber panicked", panics())] {
        let news = Newsroom::with(build, retry(2, 10, 10));
        watch.during(situation, || {
            news.join_as("orders", "failing", body);
            news.publish("orders", "m0");
            settle();
        });
    }
    watch.judge();
}
