//! The requirements that come late. Each is a trait and a build function of its own, so whoever was never asked for one, or left
//! it out, has not attempted its checks.

mod dependencies;
mod priorities;

use std::sync::Arc;

use kata_suite::Check;
use task_scheduler_api::{Ports, TaskScheduler, Timestamp};

use crate::Subject;
use crate::doubles::SuiteClock;
use crate::office::{ORIGIN, Office};

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    [priorities::checks(), dependencies::checks()].concat()
}

/// Opens the office of a twist: the world around it, and the scheduler as the twist knows it.
fn open<L: ?Sized>(
    build: impl FnOnce(Ports) -> Arc<L>,
    plain: fn(Arc<L>) -> Arc<dyn TaskScheduler>,
) -> (Office, Arc<L>) {
    open_from(ORIGIN, build, plain)
}

/// The same with a clock that shows [`ORIGIN`] just now, for checks that look at several offices, one after the other.
fn open_at_present<L: ?Sized>(
    build: impl FnOnce(Ports) -> Arc<L>,
    plain: fn(Arc<L>) -> Arc<dyn TaskScheduler>,
) -> (Office, Arc<L>) {
    open_from(Timestamp::new(ORIGIN.since_1970() - kata_suite::now()), build, plain)
}

fn open_from<L: ?Sized>(
    origin: Timestamp,
    build: impl FnOnce(Ports) -> Arc<L>,
    plain: fn(Arc<L>) -> Arc<dyn TaskScheduler>,
) -> (Office, Arc<L>) {
    let mut late = None;
    let build = |ports| plain(late.insert(build(ports)).clone());
    let office = Office::furnished_with(build, SuiteClock { origin, reads: None });
    match late {
        Some(scheduler) => (office, scheduler),
        None => unreachable!("the office has been furnished"),
    }
}
