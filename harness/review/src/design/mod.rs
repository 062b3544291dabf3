//! The design review: a few rules, each with the lines, the reason why it matters in an interview, and its letter.
//!
//! Precision goes before recall: names are not resolved, so a rule speaks only where what it says can be read off the
//! source. Each rule is a file with its own table of what it must find and of look-alikes that it must not.
//!
//! A learner answers a finding with a comment on the line or above it, and it is off the score:
//!
//! ```text
//! // review: long-function because the table reads better in one piece
//! ```

mod answer;
mod calls;
mod concrete_policy;
mod decides_and_notifies;
mod deep_nesting;
mod fat_trait;
mod guard_across_port;
mod guards;
mod kind_in_code;
mod kinds;
mod long_function;
mod open_invariant;
mod repeated_kinds;
mod rule;
mod speculative_trait;
mod stub;
mod writes;

use std::collections::BTreeMap;

use kata_verdict::Finding;

use crate::code::{Api, Code};
use crate::design::rule::Rule;

/// Every rule.
const RULES: [Rule; 11] = [
    concrete_policy::RULE,
    decides_and_notifies::RULE,
    deep_nesting::RULE,
    fat_trait::RULE,
    guard_across_port::RULE,
    kind_in_code::RULE,
    long_function::RULE,
    open_invariant::RULE,
    repeated_kinds::RULE,
    speculative_trait::RULE,
    stub::RULE,
];

fn review(code: &Code, api: &Api) -> Vec<Finding> {
    let index = code.index(api);
    let mut findings: Vec<_> = RULES.iter().filter_map(|rule| rule.apply(&index)).collect();
    answer::take_answers(&mut findings, code);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// Reviews the design of a submission: its files by path, and what the API of its kata says. The gravest finding comes
/// first. A file that does not parse is left out.
///
/// ```
/// let long = "fn chores(n: u32) {\n".to_owned() + &"    drop(n);\n".repeat(70) + "}\n";
/// let files = [("src/lib.rs".to_owned(), long)].into();
/// let findings = kata_review::design(&files, &kata_review::Api::default());
/// assert_eq!(findings[0].rule, "long-function");
/// assert_eq!(findings[0].sites[0].line, 1);
/// ```
pub fn design(files: &BTreeMap<String, String>, api: &Api) -> Vec<Finding> {
    crate::syntax::with_room(|| review(&Code::parse(files), api))
}
