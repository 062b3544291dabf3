//! What the source declares.

use kata_suite::seams::Shape;
use kata_suite::{Check, Level, settle_ready};
use pub_sub_api::Overflow;

use super::{delivery, overflow};
use crate::Subject;
use crate::doubles::{Gate, behind, fails};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    Shape::new().role(overflow(), Level::L5).role(delivery(), Level::L6).checks(open, ask)
}

fn open(build: Subject) -> Newsroom {
    Newsroom::with(build, retry(3, 100, 100))
}

/// Queues that are full, and a subscriber that fails.
fn ask(news: &Newsroom) {
    let gate = Gate::shut();
    news.join_queue("orders", "oldest", behind(&gate), 1, Overflow::DropOldest);
    news.join_queue("orders", "newest", behind(&gate), 1, Overflow::DropNewest);
    news.join_as("parcels", "failing", fails());
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2"]);
    news.publish("parcels", "p0");
    gate.open();
    settle();
}
