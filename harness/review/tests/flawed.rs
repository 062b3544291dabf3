//! Flawed solutions whose flaw is in the design: the review names it.

mod support;

use std::collections::BTreeMap;

use kata_catalog::Root;
use kata_verdict::Finding;
use support::{api, root};

/// Flaws, with the rule that must find each, and the file that it must point at.
const FLAWS: [(&str, &str, &str, &str); 12] = [
    ("parking-lot", "charge-under-the-lock", "guard-across-port", "src/lot.rs"),
    ("parking-lot", "observer-list-locked-while-told", "guard-across-port", "src/observers.rs"),
    ("parking-lot", "observer-under-the-lock", "guard-across-port", "src/lot.rs"),
    ("parking-lot", "one-payment-at-a-time", "guard-across-port", "src/lot.rs"),
    ("task-scheduler", "ack-under-the-lock", "guard-across-port", "src/scheduler.rs"),
    ("task-scheduler", "lock-held-in-the-handler", "guard-across-port", "src/scheduler.rs"),
    ("task-scheduler", "store-called-under-the-lock", "guard-across-port", "src/scheduler.rs"),
    ("parking-lot", "policy-in-the-core", "concrete-policy-in-core", "src/lot.rs"),
    ("parking-lot", "two-prices", "decides-and-notifies", "src/lot.rs"),
    ("parking-lot", "closed-classes", "kind-named-in-code", "src/lot.rs"),
    ("parking-lot", "price-ignored-for-one-class", "kind-named-in-code", "src/lot.rs"),
    ("parking-lot", "fat-allocation", "stub-in-impl", "src/seams.rs"),
];

#[test]
fn a_flaw_in_the_design_is_found_where_it_is() {
    let mut found = 0;
    for (kata, flaw, rule, file) in FLAWS {
        // A flaw that its author renamed is not the review's business, as long as most are there.
        let Some(findings) = review(kata, flaw) else { continue };
        let finding = findings.iter().find(|finding| finding.rule == rule);
        let sites = finding.map(|finding| finding.sites.as_slice()).unwrap_or_default();
        assert!(sites.iter().any(|site| site.file == file), "{flaw}: no {rule} in {file}, but {findings:#?}");
        found += 1;
    }
    assert!(found * 2 > FLAWS.len(), "only {found} of these flaws are there: bring the table up to date");
}

fn review(kata: &str, flaw: &str) -> Option<Vec<Finding>> {
    let solutions = Root::at(root()).unwrap().kata(kata).unwrap().solutions().unwrap();
    let files = solutions.find(&format!("flawed/{flaw}")).ok()?.files().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let files: BTreeMap<_, _> =
        files.into_iter().map(|(path, bytes)| (path.to_string_lossy().into_owned(), text(bytes))).collect();
    Some(kata_review::design(&files, &api(kata)))
}
