//! What the source declares.

use kata_suite::seams::Shape;
use kata_suite::{Check, Level};

use super::{misfire, retry};
use crate::Subject;
use crate::doubles::{fails_first, slow_at_first};
use crate::office::{Office, every, once};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    Shape::new().role(retry(), Level::L5).role(misfire(), Level::L5).checks(Office::open, ask)
}

/// A job that fails once, one that always does, and one that misses occurrences of its own.
fn ask(office: &Office) {
    office.submit("fails first", once(0), fails_first(1));
    office.submit("fails always", once(0), fails_first(u32::MAX));
    office.submit("too slow", every(0, 100), slow_at_first(350));
    office.start_workers(2);
    office.wait(1000);
}
