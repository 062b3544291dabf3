//! One type that decides, and tells the world.

use std::collections::BTreeSet;

use kata_verdict::{Principle, Severity, Site};
use syn::visit::{self, Visit};
use syn::{BinOp, ExprBinary, ExprMethodCall, FnArg, ReturnType, Signature, TraitItem, Type};

use crate::code::{Form, Function, Index, line_of, mentions};
use crate::design::calls::port_called;
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "decides-and-notifies",
    severity: Severity::Major,
    principle: Principle::SingleResponsibility,
    title: "one type both decides and tells the world",
    why: "A price changes when the business does, a mail when the mail server does. In one type each change risks the \
          other, and the price cannot be tested without a mailbox.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let mut sites = policies_with_ports(index);
    let decided = decided(index);
    for function in index.functions.iter().filter(|function| works_out_one_of(function, &decided)) {
        let Some(owner) = function.owner.type_name().filter(|name| !index.seams.policies.contains_key(*name)) else {
            continue;
        };
        if let Some(port) = index.methods_of(owner).find_map(|method| first_port(index, method)) {
            let message = format!("`{}` works out what `{owner}` also calls `{port}` about", function.full_name());
            sites.push(site(function.file, function.line(), message));
        }
    }
    sites
}

/// The policies that hold a port, or call one.
fn policies_with_ports(index: &Index<'_>) -> Vec<Site> {
    let seams: BTreeSet<_> = index.seams.roles.values().collect();
    let deciders = index.seams.policies.iter().filter(|(_, traits)| traits.iter().any(|of| seams.contains(of)));
    let mut sites = Vec::new();
    for (name, _) in deciders {
        sites.extend(held_port(index, name));
        for method in index.methods_of(name) {
            if let Some(port) = first_port(index, method) {
                let message = format!("the policy `{name}` calls `{port}` in `{}`", method.name());
                sites.push(site(method.file, method.line(), message));
            }
        }
    }
    sites
}

fn held_port(index: &Index<'_>, name: &str) -> Option<Site> {
    let found = index.structs.iter().find(|found| found.item.ident == name)?;
    found.item.fields.iter().find_map(|field| {
        let held = mentions(&field.ty);
        let port = held
            .iter()
            .find(|mention| mention.form == Form::Dyn && index.api.is_port(&mention.name) && mention.name != "Clock")?;
        let message = format!("the policy `{name}` holds a `{}`", port.name);
        Some(site(found.file, line_of(field), message))
    })
}

/// What a method of a seam is told, and what it decides on.
struct Decided {
    told: BTreeSet<String>,
    answer: BTreeSet<String>,
}

fn decided(index: &Index<'_>) -> Vec<Decided> {
    let traits = index.seams.roles.values().filter_map(|name| index.trait_named(name));
    let methods = traits.flat_map(|found| &found.item.items).filter_map(|item| match item {
        TraitItem::Fn(method) => Some(&method.sig),
        _ => None,
    });
    methods.map(|method| Decided { told: told(method), answer: answer(method) }).collect()
}

fn told(signature: &Signature) -> BTreeSet<String> {
    let inputs = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(&*input.ty),
        FnArg::Receiver(_) => None,
    });
    inputs.flat_map(named).collect()
}

fn answer(signature: &Signature) -> BTreeSet<String> {
    match &signature.output {
        ReturnType::Type(_, ty) => named(ty).into_iter().collect(),
        ReturnType::Default => BTreeSet::new(),
    }
}

/// The names in a type that say what it is about: not its wrappers, and no mere numbers.
fn named(ty: &Type) -> Vec<String> {
    const MERE: &str =
        "Option Result Vec Box Arc bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f64 str String";
    let names = mentions(ty).into_iter().map(|mention| mention.name);
    names.filter(|name| !MERE.split(' ').any(|mere| mere == name)).collect()
}

/// Whether a function works out what a seam should decide: it is told something that the seam is told, gives the same answer,
/// and multiplies or divides more than once on the way. A mere total is no price.
fn works_out_one_of(function: &Function<'_>, decided: &[Decided]) -> bool {
    let mut arithmetic = Arithmetic { steps: 0 };
    arithmetic.visit_block(function.body);
    let (told, answer) = (told(function.signature), answer(function.signature));
    let alike = |one: &Decided| !one.told.is_disjoint(&told) && !one.answer.is_disjoint(&answer);
    arithmetic.steps >= 2 && decided.iter().any(alike)
}

struct Arithmetic {
    steps: usize,
}

impl<'ast> Visit<'ast> for Arithmetic {
    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        self.steps +=
            usize::from(matches!(binary.op, BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_) | BinOp::MulAssign(_)));
        visit::visit_expr_binary(self, binary);
    }
}

/// The first port that a function itself calls.
fn first_port(index: &Index<'_>, function: &Function<'_>) -> Option<String> {
    let mut walk = Ports { index, function, first: None };
    walk.visit_block(function.body);
    walk.first
}

struct Ports<'p> {
    index: &'p Index<'p>,
    function: &'p Function<'p>,
    first: Option<String>,
}

impl<'ast> Visit<'ast> for Ports<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if self.first.is_none() {
            self.first = port_called(self.index, self.function, call);
        }
        visit::visit_expr_method_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    const SEAMS: &str = "pub trait Pricing { fn fee(&self, class: &Class, hours: u64) -> Cents; } pub struct Seams { pub pricing: Box<dyn Pricing> }\n";

    fn with(rest: &str) -> String {
        format!("{SEAMS}{rest}")
    }

    #[test]
    fn a_policy_that_reaches_a_port_and_a_core_that_prices_are_found() {
        check(
            &RULE,
            &[
                (
                    "a policy that mails",
                    &with(
                        "struct Hourly { observers: Vec<u8> } impl Pricing for Hourly {\n fn fee(&self, hours: u64) -> Cents { self.tell(); Cents(2) } }\n impl Hourly { fn tell(&self, observer: &dyn Observer) { observer.notify(&1); } // <<\n }",
                    ),
                ),
                (
                    "a policy that holds a mailer",
                    &with(
                        "struct Hourly {\n mail: Arc<dyn Observer>, // <<\n } impl Pricing for Hourly { fn fee(&self, hours: u64) -> Cents { Cents(2) } }",
                    ),
                ),
                (
                    "a lot that prices and tells",
                    &with(
                        "struct L { observers: Vec<Arc<dyn Observer>> } impl L {\n fn fee(&self, class: &Class, hours: u64) -> Cents { Cents(hours / 24 * 20 + hours % 24 * 2) } // <<\n fn tell(&self, e: &Event) { for observer in &self.observers { observer.notify(e); } } }",
                    ),
                ),
            ],
            &[],
        );
    }

    #[test]
    fn a_type_that_asks_and_a_type_that_tells_are_not() {
        check(
            &RULE,
            &[],
            &[
                (
                    "asks, then tells",
                    &with(
                        "struct L { observers: Vec<Arc<dyn Observer>>, seams: Seams } impl L { fn exit(&self, e: &Event) -> Cents { let fee = self.seams.pricing.fee(2); for o in &self.observers { o.notify(e); } fee } }",
                    ),
                ),
                (
                    "only prices",
                    &with(
                        "struct Hourly; impl Pricing for Hourly { fn fee(&self, hours: u64) -> Cents { Cents(hours * 2) } }",
                    ),
                ),
                (
                    "reads the clock",
                    &with(
                        "struct Happy { clock: Arc<dyn Clock> } impl Pricing for Happy { fn fee(&self, hours: u64) -> Cents { Cents(hours * self.clock.now()) } }",
                    ),
                ),
                (
                    "only tells",
                    &with(
                        "struct Crowd { list: Vec<Arc<dyn Observer>> } impl Crowd { fn tell(&self, e: &Event) { for o in &self.list { o.notify(e); } } }",
                    ),
                ),
                (
                    "tells through somebody",
                    &with(
                        "struct Crowd { list: Vec<Arc<dyn Observer>> } impl Crowd { fn notify(&self, e: &Event) {} } struct L { crowd: Crowd } impl L { fn double(&self) -> Cents { self.crowd.notify(&1); Cents(2 * 2) } }",
                    ),
                ),
                (
                    "counts something else",
                    &with(
                        "struct L { observers: Vec<Arc<dyn Observer>> } impl L { fn area(&self) -> u64 { 2 * 3 } fn tell(&self, e: &Event) { for o in &self.observers { o.notify(e); } } }",
                    ),
                ),
            ],
        );
    }
}
