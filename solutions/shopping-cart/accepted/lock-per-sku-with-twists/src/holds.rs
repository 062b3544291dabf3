//! What is reserved, and until when.

use std::collections::BTreeMap;
use std::sync::Mutex;

use shopping_cart_api::{ChargeKey, Line, Timestamp};

use crate::locked;
use crate::shelves::Shelves;

struct Hold {
    lines: Vec<Line>,
    ends: Timestamp,
}

/// What is reserved. Who takes a hold off the list decides about its units.
#[derive(Default)]
pub(crate) struct Holds(Mutex<BTreeMap<ChargeKey, Hold>>);

impl Holds {
    pub(crate) fn insert(&self, charge: &ChargeKey, lines: &[Line], ends: Timestamp) {
        locked(&self.0).insert(charge.clone(), Hold { lines: lines.to_vec(), ends });
    }

    pub(crate) fn contains(&self, charge: &ChargeKey) -> bool {
        locked(&self.0).contains_key(charge)
    }

    /// Takes a hold off the list; false where it has expired.
    pub(crate) fn claim(&self, charge: &ChargeKey) -> bool {
        locked(&self.0).remove(charge).is_some()
    }

    /// Takes off what has expired, and puts its units back before anybody else can look.
    pub(crate) fn expire(&self, now: Timestamp, shelves: &Shelves) {
        locked(&self.0).retain(|_, hold| {
            let lasts = now < hold.ends;
            if !lasts {
                shelves.put_back(&hold.lines);
            }
            lasts
        });
    }
}
