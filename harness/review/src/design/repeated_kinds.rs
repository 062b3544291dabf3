//! The same decision on kinds, made in two places.

use std::collections::BTreeSet;

use kata_verdict::{Principle, Severity, Site};

use crate::code::{Function, Index};
use crate::design::kinds::{Decision, all_decisions, repeated_in};
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "repeated-match-on-kinds",
    severity: Severity::Major,
    principle: Principle::OpenClosed,
    title: "two functions decide on the same kinds",
    why: "\"Add an electric vehicle\" now means finding every such place, and the compiler may not name them all. Data (a table, \
          a config) or one trait per kind makes it one new entry.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let made = all_decisions(index);
    let repeated = made.iter().map(|(function, decision)| (function, decision, repeated_in(&made, function, decision)));
    let repeated = repeated.filter(|(.., others)| !others.is_empty());
    repeated.map(|(function, decision, others)| offence(function, decision, &others)).collect()
}

fn offence(function: &Function<'_>, decision: &Decision, others: &BTreeSet<String>) -> Site {
    let values: Vec<_> = decision.values.iter().map(String::as_str).collect();
    let others: Vec<_> = others.iter().map(String::as_str).collect();
    let (name, values, others) = (function.full_name(), values.join(", "), others.join(", "));
    site(function.file, decision.line, format!("`{name}` decides on {values}; so does {others}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    const KIND: &str = "enum Kind { Bike, Car, Van } struct Spot { kind: Kind }\n";
    const STATE: &str = "enum Slot { Free, Taken, Out } struct Spot { slot: Slot }
        impl Spot { fn take(&mut self) { self.slot = Slot::Taken; } }\n";

    fn twice(head: &str, body: &str) -> String {
        let marked = body.replacen("HERE", "// <<", 1);
        format!("{head}fn size(kind: Kind) -> u8 {{\n{marked}\n}}\nfn rate(kind: Kind) -> u8 {{\n{marked}\n}}")
    }

    #[test]
    fn a_decision_on_kinds_in_two_functions_is_found() {
        check(
            &RULE,
            &[
                ("an enum", &twice(KIND, "match kind { HERE\n Kind::Bike => 1, Kind::Car => 2, _ => 3 }")),
                (
                    "an if chain",
                    &twice(KIND, "if kind == Kind::Bike { HERE\n 1 } else if kind == Kind::Car { 2 } else { 3 }"),
                ),
                ("strings", &twice("", "match kind.as_str() { HERE\n \"bike\" => 1, \"car\" => 2, _ => 3 }")),
                (
                    "strings in an if chain",
                    &twice(
                        "",
                        "if kind.class == VehicleClass::new(\"bike\") { HERE\n 1 } else if kind.class == \"car\".into() { 2 } else { 3 }",
                    ),
                ),
                (
                    "matches!",
                    &twice(
                        KIND,
                        "if matches!(kind, Kind::Bike) { HERE\n 1 } else if matches!(kind, Kind::Van | Kind::Car) { 2 } else { 3 }",
                    ),
                ),
                (
                    "within tuples and references",
                    &twice(KIND, "match (&kind, 1) { HERE\n (&Kind::Bike, 1) => 1, (Kind::Car, _) => 2, _ => 3 }"),
                ),
                ("with imported variants", &twice(KIND, "match kind { HERE\n Bike => 1, Car => 2, _ => 3 }")),
            ],
            &[],
        );
    }

    #[test]
    fn one_decision_a_state_machine_and_the_kinds_own_methods_are_not() {
        let once = "fn size(kind: Kind) -> u8 { match kind { Kind::Bike => 1, Kind::Car => 2, _ => 3 } }";
        check(
            &RULE,
            &[],
            &[
                ("once", &format!("{KIND}{once}")),
                (
                    "twice in one function",
                    &format!(
                        "{KIND}fn a(kind: Kind) {{ match kind {{ Kind::Bike => 1, Kind::Car => 2 }} match kind {{ Kind::Bike => 1, Kind::Car => 2 }} }}"
                    ),
                ),
                (
                    "methods of the enum",
                    &format!(
                        "{KIND}impl Kind {{ fn a(self) {{ match self {{ Kind::Bike => 1, Kind::Car => 2 }} }} fn b(self) {{ match self {{ Self::Bike => 1, Self::Car => 2 }} }} }}"
                    ),
                ),
                (
                    "a trait for the enum",
                    &format!(
                        "{KIND}impl Pricing for Kind {{ fn a(&self) {{ match self {{ Kind::Bike => 1, Kind::Car => 2 }} }} }} impl Size for Kind {{ fn b(&self) {{ match self {{ Kind::Bike => 1, Kind::Car => 2 }} }} }}"
                    ),
                ),
                (
                    "a state that changes",
                    &format!(
                        "{STATE}fn a(s: &Spot) {{ match s.slot {{ Slot::Free => 1, Slot::Taken => 2, _ => 3 }} }} fn b(s: &Spot) {{ match s.slot {{ Slot::Free => 1, Slot::Taken => 2, _ => 3 }} }}"
                    ),
                ),
                (
                    "a state that one method changes, whichever it is",
                    "enum Stage { Due, Busy } struct Job { stage: Stage } impl Job { fn go(&mut self, stage: Stage) -> Stage { mem::replace(&mut self.stage, stage) } fn a(&self) { match self.stage { Stage::Due => 1, Stage::Busy => 2 } } fn b(&self) { match self.stage { Stage::Due => 1, Stage::Busy => 2 } } }",
                ),
                (
                    "a state that is assigned from a variable",
                    "enum Stage { Due, Busy } struct Job { stage: Stage } impl Job { fn go(&mut self, stage: Stage) { self.stage = stage; } fn a(&self) { match self.stage { Stage::Due => 1, Stage::Busy => 2 } } fn b(&self) { match self.stage { Stage::Due => 1, Stage::Busy => 2 } } }",
                ),
                (
                    "a state in a map",
                    "enum Stay { Inside, Paying } struct P { stays: HashMap<u8, Stay> } impl P { fn go(&mut self) { self.stays.insert(1, Stay::Paying); } fn a(&self) { match self.stays.get(&1) { Some(Stay::Inside) => 1, Some(Stay::Paying) => 2 } } fn b(&self) { match self.stays.get(&1) { Some(Stay::Inside) => 1, Some(Stay::Paying) => 2 } } }",
                ),
                (
                    "what a call returned",
                    "enum Step { Done, Wait } fn step() -> Step { Step::Done } fn a() { match step() { Step::Done => 1, Step::Wait => 2 } } fn b() { match step() { Step::Done => 1, Step::Wait => 2 } }",
                ),
                (
                    "results and options",
                    "fn a(x: R) { match x { Ok(1) => 1, Err(2) => 2 } } fn b(x: R) { match x { Ok(1) => 1, Err(2) => 2 } }",
                ),
                (
                    "the kata's errors and modes",
                    "fn a(x: E) { match x { ExitError::A => 1, ExitError::B => 2 } } fn b(x: E) { match x { ExitError::A => 1, ExitError::B => 2 } }",
                ),
                (
                    "different kinds",
                    &format!(
                        "{KIND}fn a(kind: Kind) {{ match kind {{ Kind::Bike => 1, Kind::Car => 2 }} }} fn b(kind: Kind) {{ match kind {{ Kind::Van => 1, _ => 2 }} }}"
                    ),
                ),
                (
                    "messages of an actor",
                    "enum Request { Park, Exit } struct A { box_: Receiver<Request> } impl A { fn a(r: Request) { match r { Request::Park => 1, Request::Exit => 2 } } fn b(r: Request) { match r { Request::Park => 1, Request::Exit => 2 } } }",
                ),
                ("the tests", &format!("{KIND}{once} #[cfg(test)] mod tests {{ {once} }}")),
            ],
        );
    }
}
