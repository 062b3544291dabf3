//! A kind of the domain that the code calls by its name.

use kata_verdict::{Principle, Severity, Site};

use crate::code::{Function, Index};
use crate::design::kinds::{Decision, TEXT, all_decisions, repeated_in};
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "kind-named-in-code",
    severity: Severity::Major,
    principle: Principle::OpenClosed,
    title: "the code knows a kind by its name",
    why: "Kinds (vehicle classes, topics, products) come from the config, and the next one is a line there. A name in the code \
          is a kind that is not, and the interviewer's next kind falls through.",
    find,
};

/// What two functions decide is told by the rule on repeated decisions.
fn find(index: &Index<'_>) -> Vec<Site> {
    let made = all_decisions(index);
    let named = made.iter().filter(|(_, decision)| decision.subject == TEXT);
    let alone = named.filter(|(function, decision)| repeated_in(&made, function, decision).is_empty());
    alone.map(|(function, decision)| offence(function, decision)).collect()
}

fn offence(function: &Function<'_>, decision: &Decision) -> Site {
    let values: Vec<_> = decision.values.iter().map(String::as_str).collect();
    site(function.file, decision.line, format!("`{}` decides on {}", function.full_name(), values.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn a_kind_in_a_decision_is_found() {
        check(
            &RULE,
            &[
                (
                    "a match",
                    "fn fee(class: &Class) -> u8 {\n match class.as_str() { // <<\n \"car\" | \"bike\" => 1, _ => 2 } }",
                ),
                (
                    "a question",
                    "fn fee(v: &Vehicle) -> u8 {\n if v.class.as_str() == \"bus\" { 5 } else { 1 } // <<\n }",
                ),
                (
                    "a filter",
                    "fn free(spots: &[Spot]) {\n spots.iter().filter(|spot| spot.class == SpotClass::new(\"compact\")); // <<\n }",
                ),
                (
                    "in a policy",
                    "impl Pricing for Flat { fn fee(&self, class: &Class) -> u8 {\n match class.as_str() { \"car\" => 2, _ => 1 } // <<\n } }",
                ),
            ],
            &[
                ("a table from the config", "fn fee(&self, class: &Class) -> u8 { self.tariffs[class] }"),
                ("two kinds of the same config", "fn fits(a: &Class, b: &Class) -> bool { a == b }"),
                (
                    "a sign",
                    "fn wild(topic: &str) -> bool { topic == \"*\" || topic == \"\\n\" || topic.is_empty() || topic == \"\" }",
                ),
                (
                    "a name for a thread",
                    "fn start() { thread::Builder::new().name(\"attendant\".into()).spawn(work); }",
                ),
                ("a key of a map", "fn a(m: &Map) { m.insert(\"car\", 1); panic!(\"car\"); }"),
                (
                    "a conversion",
                    "impl FromStr for Kind { fn from_str(s: &str) -> Kind { match s { \"car\" => Kind::Car, _ => Kind::Bike } } }",
                ),
                ("the tests", "#[cfg(test)] mod tests { fn a(c: &Class) -> bool { c.as_str() == \"car\" } }"),
                (
                    "told by another rule",
                    "fn a(c: &str) -> u8 { match c { \"car\" => 1, \"bus\" => 2, _ => 3 } } fn b(c: &str) -> u8 { match c { \"car\" => 1, \"bus\" => 2, _ => 3 } }",
                ),
            ],
        );
    }
}
