//! Whatever is stable in `std::sync`, `std::thread` and `std::time` is here too: same paths, same signatures, same trait
//! implementations.
//!
//! Both sides are read from rustdoc's pages: std's from the documentation that is installed with the toolchain
//! (`rustup component add rust-docs`), ours from the same rustdoc. What is missing must stand in `absent.rs`, with
//! a reason.

mod absent;
mod page;
mod pages;

use std::collections::BTreeSet;

use pages::{Module, ours, theirs};

const MODULES: [&str; 5] = ["sync", "sync/atomic", "sync/mpsc", "thread", "time"];

#[test]
fn every_stable_item_is_there_with_its_signature_and_traits() {
    let (theirs, ours) = (theirs(), ours());
    let mut missing = BTreeSet::new();
    for module in MODULES {
        missing.extend(differences(&Module::read(&theirs, module), &Module::read(&ours, module)));
    }
    let unexpected: Vec<_> = missing.iter().filter(|what| absent::reason(what).is_none()).collect();
    assert!(unexpected.is_empty(), "not as in std:\n{}", joined(unexpected));
    let stale: Vec<_> =
        absent::ABSENT.iter().map(|(what, _)| what).filter(|what| !absent::hits(what, &missing)).collect();
    assert!(stale.is_empty(), "listed as absent, but there:\n{}", joined(stale));
}

#[test]
fn every_module_and_macro_of_std_is_there_or_its_absence_is_meant() {
    let (theirs, ours) = (Module::read(&theirs(), ""), Module::read(&ours(), ""));
    let unexpected: Vec<_> =
        theirs.names().filter(|name| !ours.has(name)).filter(|name| absent::reason_for_root(name).is_none()).collect();
    assert!(unexpected.is_empty(), "not as in std:\n{}", joined(unexpected));
}

/// What is in `theirs` and not in `ours`, one line each: `sync::Mutex: pub fn lock(&self) -> …`.
fn differences(theirs: &Module, ours: &Module) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, page) in theirs.pages() {
        let path = format!("{}::{name}", theirs.path());
        match ours.page(name) {
            _ if ours.reexports(name) => {}
            None => lines.push(path),
            Some(own) => lines.extend(page.missing_in(own).map(|what| format!("{path}: {what}"))),
        }
    }
    lines
}

fn joined<T: AsRef<str>>(lines: Vec<T>) -> String {
    lines.iter().map(|line| format!("  {}\n", line.as_ref())).collect()
}
