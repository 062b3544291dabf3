//! What the source declares.

use std::time::Duration;

use kata_suite::seams::Shape;
use kata_suite::{Check, Level};

use super::{allocation, pricing};
use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, levels};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    Shape::new().role(allocation(), Level::L5).role(pricing(), Level::L5).checks(open, ask)
}

fn open(build: Subject) -> Town {
    Town::open(build, levels([(2, ["compact", "large"]), (1, ["large", "compact"])]))
}

/// Vehicles that find a spot and one that finds none, a declined payment, and vehicles that leave twice.
fn ask(town: &Town) {
    let tickets: Vec<_> =
        ["KA-01", "KA-02", "KA-03"].into_iter().filter_map(|plate| town.park(plate, "car").ok()).collect();
    let _full = town.park("KA-04", "van");
    town.wait(Duration::from_secs(7200));
    town.gateway.will([Answer::Decline]);
    for ticket in tickets.iter().chain(&tickets) {
        let _left = town.exit(ticket.id);
    }
}
