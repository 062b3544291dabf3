//! The cost of a change, counted in items: what was added, and what of the old had to change.
//!
//! An item is a function, a method, a type, a trait, a method of a trait, a constant. Where it stands does not matter, nor do
//! white space, comments and docs: an item that moved to another file has not changed. `use` and `mod` are wiring, and
//! tests are no part of the design; neither counts.

mod items;

use std::collections::{BTreeMap, BTreeSet};

use kata_verdict::Change;

use crate::code::{Api, Code};
use crate::cost::items::{Item, items};

/// What lies between two states of a submission, each its files by path.
///
/// ```
/// let state = |text: &str| [("src/lib.rs".to_owned(), text.to_owned())].into();
/// let change = kata_review::change(&state("fn a() {} fn b() {}"), &state("fn b() { a() } fn a() {} fn c() {}"));
/// assert_eq!(change.to_string(), "1 of 2 existing items changed, 1 added: open for extension");
/// ```
pub fn change(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Change {
    let (before, after) = (read(before), read(after));
    let mut change = Change { existing: before.values().map(Vec::len).sum(), ..Change::default() };
    let mut touched = Touched::default();
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let nothing = Vec::new();
        let (old, new) = (before.get(name).unwrap_or(&nothing), after.get(name).unwrap_or(&nothing));
        touched.compare(old, new, &mut change.added);
    }
    change.in_root = touched.changed.iter().chain(&touched.removed).filter(|(in_root, _)| *in_root).count();
    change.changed = touched.changed.into_iter().map(|(_, name)| name).collect();
    change.removed = touched.removed.into_iter().map(|(_, name)| name).collect();
    change
}

/// Whether each file can be read as Rust. The items of one that cannot are no items to [`change`].
pub fn is_readable(files: &BTreeMap<String, String>) -> bool {
    files.values().all(|text| crate::syntax::with_room(|| crate::syntax::parse(text).is_ok()))
}

fn read(files: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Item>> {
    crate::syntax::with_room(|| items(&Code::parse(files).index(&Api::default())))
}

/// The names of what was touched: the core's first, the composition root's last.
#[derive(Default)]
struct Touched {
    changed: BTreeSet<(bool, String)>,
    removed: BTreeSet<(bool, String)>,
}

impl Touched {
    /// Compares the items that share a name: one before and one after, as a rule; more where two modules use the same name.
    fn compare(&mut self, old: &[Item], new: &[Item], added: &mut Vec<String>) {
        let mut left: Vec<&Item> = new.iter().collect();
        let mut differ = Vec::new();
        for item in old {
            match left.iter().position(|other| other.text == item.text) {
                Some(same) => _ = left.remove(same),
                None => differ.push(item),
            }
        }
        for (number, item) in differ.iter().enumerate() {
            let group = if number < left.len() { &mut self.changed } else { &mut self.removed };
            group.insert((item.in_root, item.name.clone()));
        }
        added.extend(left.iter().skip(differ.len()).map(|item| item.name.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "
        pub struct Seams { pub pricing: Box<dyn Pricing> }
        impl Seams { pub fn new(config: &Config) -> Seams { Seams { pricing: Box::new(Hourly) } } }
        pub trait Pricing { fn fee(&self) -> u64; }
        struct Hourly;
        impl Pricing for Hourly { fn fee(&self) -> u64 { 2 } }
        struct Lot { seams: Seams }
        impl Lot { const LEVELS: u8 = 2; fn exit(&self) -> u64 { self.seams.pricing.fee() } }
    ";

    fn between(before: &str, after: &str) -> Change {
        let state = |text: &str| [("src/lib.rs".to_owned(), text.to_owned())].into();
        change(&state(before), &state(after))
    }

    #[test]
    fn a_new_policy_touches_the_composition_root_alone() {
        let after = BEFORE.replace("Box::new(Hourly)", "Box::new(Surge)")
            + "struct Surge; impl Pricing for Surge { fn fee(&self) -> u64 { 3 } }";
        let change = between(BEFORE, &after);
        assert_eq!(change.changed, ["Seams::new"]);
        assert_eq!(change.added, ["Surge::fee", "Surge"]);
        assert_eq!((change.existing, change.in_root), (9, 1));
        assert!(change.is_open());
    }

    #[test]
    fn a_changed_signature_shows_in_each_place() {
        let after =
            BEFORE.replace("fn fee(&self)", "fn fee(&self, bus: bool)").replace("pricing.fee()", "pricing.fee(true)");
        let change = between(BEFORE, &after);
        assert_eq!(change.changed, ["Hourly::fee", "Lot::exit", "Pricing::fee"]);
        assert!(!change.is_open());
    }

    #[test]
    fn what_moved_or_was_reformatted_or_documented_is_the_same() {
        let files: BTreeMap<_, _> = [
            ("src/lib.rs".to_owned(), "mod a; use a::f; /// Docs.\nfn g() -> u8 {\n    // why\n    f()\n}\nfn h() {\n    s(\n        1,\n        2,\n    )\n}".to_owned()),
            ("src/a.rs".to_owned(), "//! Docs.\npub fn f() -> u8 { 1 }".to_owned()),
        ]
        .into();
        let before =
            [("src/lib.rs".to_owned(), "pub fn f() -> u8 { 1 } fn g() -> u8 { f() } fn h() { s(1, 2) }".to_owned())]
                .into();
        assert_eq!(change(&before, &files), Change { existing: 3, ..Change::default() });
    }

    #[test]
    fn tests_are_no_part_of_it_and_a_type_that_went_is() {
        let change = between("struct A; struct B;", "struct B; #[cfg(test)] mod tests { fn a() {} } #[test] fn b() {}");
        assert_eq!((change.removed, change.added, change.changed), (vec!["A".to_owned()], vec![], vec![]));
    }

    #[test]
    fn two_modules_may_use_the_same_name() {
        let two = |second: &str| format!("mod a {{ fn f() {{ 1 }} }} mod b {{ fn f() {{ {second} }} }}");
        let change = between(&two("2"), &two("3"));
        assert_eq!((change.existing, change.changed, change.added), (2, vec!["f".to_owned()], vec![]));
    }
}
