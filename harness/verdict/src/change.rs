//! What a change of the source cost, counted in items.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What lies between two states of a submission, counted in items: functions, methods, types, traits, constants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// How many items there were before.
    pub existing: usize,
    /// The items that are there in both states, and differ: `Lot::exit`.
    pub changed: Vec<String>,
    /// The items that are gone.
    pub removed: Vec<String>,
    /// The items that are new.
    pub added: Vec<String>,
    /// Of the changed and removed ones, how many belong to the composition root (`Seams` and `build`), the one place that
    /// is meant to change.
    pub in_root: usize,
}

impl Change {
    /// How many existing items were touched.
    pub fn touched(&self) -> usize {
        self.changed.len() + self.removed.len()
    }

    /// Whether the design was open for this extension: besides the composition root, no more than a tenth of the
    /// existing items, rounded up, was touched.
    pub fn is_open(&self) -> bool {
        self.touched().saturating_sub(self.in_root) <= self.existing.div_ceil(10)
    }
}

/// How many names a sentence can bear.
const NAMED: usize = 3;

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (changed, added, existing) = (self.changed.len(), self.added.len(), self.existing);
        if self.touched() + added == 0 {
            return write!(f, "none of {existing} items changed");
        }
        write!(f, "{changed} of {existing} existing items changed, {added} added")?;
        if !self.removed.is_empty() {
            write!(f, ", {} removed", self.removed.len())?;
        }
        if self.is_open() {
            return f.write_str(": open for extension");
        }
        let named: Vec<_> =
            self.changed.iter().chain(&self.removed).take(NAMED).map(|name| format!("`{name}`")).collect();
        let among = if self.touched() > NAMED { "among them " } else { "" };
        write!(f, ", {among}{}: closed", named.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(existing: usize, changed: usize, added: usize) -> Change {
        let names = |count: usize| (1..=count).map(|n| format!("Lot::m{n}")).collect();
        Change { existing, changed: names(changed), added: names(added), ..Change::default() }
    }

    #[test]
    fn a_sentence_says_whether_the_design_was_open() {
        assert_eq!(change(31, 2, 9).to_string(), "2 of 31 existing items changed, 9 added: open for extension");
        assert_eq!(
            change(31, 17, 4).to_string(),
            "17 of 31 existing items changed, 4 added, among them `Lot::m1`, `Lot::m2`, `Lot::m3`: closed"
        );
        assert_eq!(change(31, 0, 0).to_string(), "none of 31 items changed");
    }

    #[test]
    fn a_tenth_of_the_items_may_change_and_the_composition_root_on_top() {
        assert!(change(31, 4, 0).is_open());
        assert!(!change(31, 5, 0).is_open());
        assert!(Change { in_root: 1, ..change(31, 5, 0) }.is_open());
    }

    #[test]
    fn what_was_removed_counts_as_touched() {
        let removed: Vec<_> = (1..=5).map(|n| format!("old{n}")).collect();
        let change = Change { removed, ..change(31, 1, 0) };
        assert!(!change.is_open());
        assert_eq!(
            change.to_string(),
            "1 of 31 existing items changed, 0 added, 5 removed, among them `Lot::m1`, `old1`, `old2`: closed"
        );
    }
}
