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
mod guard_handed_out;
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
const RULES: [Rule; 12] = [
    concrete_policy::RULE,
    decides_and_notifies::RULE,
    deep_nesting::RULE,
    fat_trait::RULE,
    guard_across_port::RULE,
    guard_handed_out::RULE,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_rules_in_the_docs_is_this_one() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/DESIGN_REVIEW.md");
        let docs = std::fs::read_to_string(file).unwrap();
        let row = |rule: &Rule| {
            let (severity, letter) = (rule.severity.word(), rule.principle.letter());
            format!("| `{}` | {severity} | {letter} | {} |", rule.name, rule.title)
        };
        let rows: Vec<_> = docs.lines().filter(|line| line.starts_with("| `")).collect();
        assert_eq!(rows, RULES.each_ref().map(row), "mend the table in docs/DESIGN_REVIEW.md");
    }

    #[test]
    fn the_gravest_finding_comes_first_and_an_answer_stays_with_its_site() {
        let source = "
            // review: long-function because it is a list
            fn long() { LINES }
            pub trait Fat { fn a(); fn b(); fn c(); fn d(); fn e(); fn f(); fn g(); fn h(); }
            impl Fat for A {} impl Fat for B {}
        ";
        let source = source.replace("LINES", &"step();\n".repeat(70));
        let findings = design(&[("src/lib.rs".to_owned(), source)].into(), &Api::default());
        let rules: Vec<_> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["fat-trait", "long-function"]);
        assert_eq!(findings[1].sites[0].answer.as_deref(), Some("it is a list"));
        assert!(findings[1].is_answered() && !findings[0].is_answered());
    }
}
