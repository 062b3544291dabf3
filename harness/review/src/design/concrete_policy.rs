//! Core code that names a policy instead of its trait.

use std::collections::{BTreeMap, BTreeSet};

use kata_verdict::{Principle, Severity, Site};
use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, GenericParam, Path};

use crate::code::{Form, Function, Index, Owner, line_of, mentions, name_of};
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "concrete-policy-in-core",
    severity: Severity::Critical,
    principle: Principle::DependencyInversion,
    title: "the core names a concrete policy",
    why: "\"Now price it differently for members\" is the interviewer's next sentence. Where the core names one policy, a \
          second one means editing the core; `Seams::new` and `build` are the places that may name it.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let named = Named::new(index);
    let mut sites = named.in_fields(index);
    for function in index.functions.iter().filter(|function| named.is_core(index, function)) {
        let mut walk = Walk { named: &named, function, sites: Vec::new() };
        walk.visit_signature(function.signature);
        walk.visit_block(function.body);
        sites.extend(walk.sites);
    }
    sites
}

/// What the core should not name.
struct Named {
    /// Types, with the traits that they implement.
    types: BTreeMap<String, String>,
    /// Functions that the composition root hands over as policies.
    functions: BTreeSet<String>,
}

impl Named {
    fn new(index: &Index<'_>) -> Named {
        let policies = index.seams.policies.iter().filter(|(name, traits)| !wraps(index, name, traits));
        let joined = |traits: &BTreeSet<String>| traits.iter().cloned().collect::<Vec<_>>().join("`, `");
        Named {
            types: policies.map(|(name, traits)| (name.clone(), joined(traits))).collect(),
            functions: handed_functions(index),
        }
    }

    /// Whether a function is neither the composition root nor part of a policy.
    fn is_core(&self, index: &Index<'_>, function: &Function<'_>) -> bool {
        let is_policy = match &function.owner {
            Owner::Free => self.functions.contains(&function.name()),
            owner => owner.type_name().is_some_and(|name| index.seams.policies.contains_key(name)),
        };
        !is_policy && !index.seams.is_root(function)
    }

    fn in_fields(&self, index: &Index<'_>) -> Vec<Site> {
        let mut sites = Vec::new();
        let core = index.structs.iter().filter(|found| {
            let name = found.item.ident.to_string();
            name != crate::code::ROOT && !index.seams.policies.contains_key(&name)
        });
        for found in core {
            for field in &found.item.fields {
                for mention in mentions(&field.ty) {
                    if let Some(of) = self.types.get(&mention.name) {
                        let message =
                            format!("`{}` holds the policy `{}`, not a `{of}`", found.item.ident, mention.name);
                        sites.push(site(found.file, line_of(&field.ty), message));
                    }
                }
            }
        }
        sites
    }
}

/// Whether a type implements a port by wrapping one: an adapter in front of the outside world, which the core may put up.
fn wraps(index: &Index<'_>, name: &str, traits: &BTreeSet<String>) -> bool {
    let found = index.structs.iter().find(|found| found.item.ident == name);
    found.is_some_and(|found| {
        let held = found.item.fields.iter().flat_map(|field| mentions(&field.ty));
        let held_dyn = held.filter(|mention| mention.form == Form::Dyn).any(|mention| traits.contains(&mention.name));
        let is_generic = found.item.generics.params.iter().any(|param| matches!(param, GenericParam::Type(_)));
        traits.iter().all(|of| index.api.is_port(of)) && (held_dyn || is_generic)
    })
}

/// The free functions that `Seams::new` boxes up: `Box::new(nearest)`.
fn handed_functions(index: &Index<'_>) -> BTreeSet<String> {
    let mut boxed = Boxed::default();
    let root = index.functions.iter().filter(|function| function.owner.type_name() == Some(crate::code::ROOT));
    root.for_each(|function| boxed.visit_block(function.body));
    let is_own = |name: &String| {
        index.functions.iter().any(|function| function.owner == Owner::Free && function.name() == *name)
    };
    boxed.names.into_iter().filter(is_own).collect()
}

#[derive(Default)]
struct Boxed {
    names: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Boxed {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let (Expr::Path(function), Some(Expr::Path(argument))) = (&*call.func, call.args.first()) {
            let makes_pointer = function.path.segments.iter().any(|part| part.ident == "Box" || part.ident == "Arc");
            self.names.extend(name_of(&argument.path).filter(|_| makes_pointer));
        }
        visit::visit_expr_call(self, call);
    }
}

struct Walk<'w> {
    named: &'w Named,
    function: &'w Function<'w>,
    sites: Vec<Site>,
}

impl Walk<'_> {
    fn found(&mut self, line: usize, what: &str) {
        let message = format!("`{}` names {what}", self.function.full_name());
        self.sites.push(site(self.function.file, line, message));
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        if let Some((name, of)) = segments.into_iter().find_map(|name| self.named.types.get_key_value(&name)) {
            self.found(line_of(path), &format!("`{name}`, one `{of}` of many"));
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(name) = name_of(&function.path).filter(|name| self.named.functions.contains(name))
        {
            self.found(line_of(function), &format!("the policy `{name}`"));
        }
        visit::visit_expr_call(self, call);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    const SEAMS: &str = "
        pub trait Pricing { fn fee(&self) -> Cents; }
        pub struct Seams { pub pricing: Box<dyn Pricing> }
        impl Seams { pub fn new(c: &Config) -> Seams { Seams { pricing: Box::new(Hourly::new(c)) } } }
        pub struct Hourly; impl Hourly { fn new(c: &Config) -> Hourly { Hourly } }
        impl Pricing for Hourly { fn fee(&self) -> Cents { Hourly::rate() } }
    ";

    const FUNCTIONS: &str = "
        pub struct Seams { pub choose: Box<dyn Fn(&[u8]) -> Option<u8> + Send> }
        impl Seams { pub fn new(c: &Config) -> Seams { Seams { choose: Box::new(nearest) } } }
        fn nearest(free: &[u8]) -> Option<u8> { smallest(free) } fn smallest(free: &[u8]) -> Option<u8> { None }
    ";

    fn with(seams: &str, core: &str) -> String {
        format!("{seams}{core}")
    }

    #[test]
    fn a_policy_that_the_core_names_is_found() {
        check(
            &RULE,
            &[
                (
                    "constructed",
                    &with(
                        SEAMS,
                        "struct L; impl Lot for L { fn exit(&self, t: u64) {\n let fee = Hourly.fee(); // <<\n } }",
                    ),
                ),
                ("held", &with(SEAMS, "struct L {\n pricing: Arc<Hourly>, // <<\n }")),
                ("an associated function", &with(SEAMS, "fn charge() -> u8 {\n Hourly::rate() // <<\n }")),
                ("in a signature", &with(SEAMS, "impl L {\n fn pay(&self, by: &Hourly) {} // <<\n }")),
                (
                    "a port of the learner's own",
                    "struct Mail; impl Observer for Mail { fn notify(&self, e: &Event) {} } impl L { fn new() -> L {\n L { observers: vec![], mail: Arc::new(Mail) } // <<\n } }",
                ),
                (
                    "a function that implements the trait",
                    "pub trait Choice { fn choose(&self) -> u8; } impl<F: Fn() -> u8> Choice for F { fn choose(&self) -> u8 { self() } } pub struct Seams { pub choice: Box<dyn Choice> } impl Seams { pub fn new() -> Seams { Seams { choice: Box::new(nearest) } } } fn nearest() -> u8 { 1 } impl L { fn park(&self) {\n nearest(); // <<\n } }",
                ),
                (
                    "a function that is a policy",
                    &with(FUNCTIONS, "impl L { fn park(&self) {\n let spot = nearest(&self.free); // <<\n } }"),
                ),
            ],
            &[],
        );
    }

    #[test]
    fn the_composition_root_the_policies_and_their_traits_may_be_named() {
        check(
            &RULE,
            &[],
            &[
                ("only in the root", SEAMS),
                (
                    "build",
                    &with(
                        SEAMS,
                        "pub fn build(c: Config, p: Ports, s: Seams) -> Arc<dyn Lot> { Arc::new(L::new(Hourly)) }",
                    ),
                ),
                (
                    "a factory",
                    &with(
                        SEAMS,
                        "fn default_pricing() -> Box<dyn Pricing> { Box::new(Hourly) } fn defaults() -> Seams { Seams { pricing: Box::new(Hourly) } }",
                    ),
                ),
                (
                    "by its trait",
                    &with(
                        SEAMS,
                        "struct L { pricing: Box<dyn Pricing> } impl L { fn pay(&self) -> Cents { self.pricing.fee() } }",
                    ),
                ),
                (
                    "a policy made of policies",
                    &with(
                        SEAMS,
                        "struct Surge { base: Hourly } impl Pricing for Surge { fn fee(&self) -> Cents { Hourly.fee() } }",
                    ),
                ),
                ("the tests", &with(SEAMS, "#[cfg(test)] mod tests { use super::Hourly; fn a() { Hourly.fee(); } }")),
                ("an import", &with(SEAMS, "use crate::pricing::Hourly;")),
                (
                    "the lot itself",
                    "struct L; impl Lot for L {} impl Observer for L { fn notify(&self, e: &Event) {} } impl L { fn new() -> L { L } }",
                ),
                (
                    "an adapter round a port",
                    "struct Retry { inner: Arc<dyn Gateway> } impl Gateway for Retry { fn charge(&self) {} } impl L { fn new(p: Ports) -> L { L { gateway: Retry { inner: p.gateway } } } }",
                ),
                (
                    "the view that a policy is handed",
                    "pub struct Seams { pub a: Box<dyn Allocation> } trait Allocation { fn choose(&self, view: &dyn View); } trait View { fn free(&self); } struct Book; impl View for Book { fn free(&self) {} } struct L { book: Mutex<Book> }",
                ),
                (
                    "a closure of the same name",
                    &with(
                        FUNCTIONS,
                        "impl L { fn park(&self) { let spot = (self.seams.choose)(&self.free); self.nearest(); } }",
                    ),
                ),
            ],
        );
    }
}
