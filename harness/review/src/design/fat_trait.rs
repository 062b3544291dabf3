//! A trait that asks for too much at once.

use kata_verdict::{Principle, Severity, Site};
use syn::{ItemTrait, TraitItem};

use crate::code::{Index, Located, line_of};
use crate::design::rule::{Rule, site};

/// The methods that a trait may have.
const LIMIT: usize = 7;

pub(crate) const RULE: Rule = Rule {
    name: "fat-trait",
    severity: Severity::Major,
    principle: Principle::InterfaceSegregation,
    title: "a trait asks for more than seven methods",
    why: "Whoever writes the second implementation has to fill in all of them, and will stub those that make no sense. \
          Interviewers ask for exactly that: a policy that only prices, a double that only allocates.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let fat = index.traits.iter().filter(|found| methods(found.item) > LIMIT);
    fat.map(|found| site(found.file, line_of(&found.item.trait_token), message(found))).collect()
}

fn message(found: &Located<'_, ItemTrait>) -> String {
    format!("`{}` has {} methods: which of its users needs them all?", found.item.ident, methods(found.item))
}

fn methods(item: &ItemTrait) -> usize {
    item.items.iter().filter(|item| matches!(item, TraitItem::Fn(_))).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn methods_of_one_trait_are_counted() {
        let eight = "fn a(&self); fn b(&self); fn c(&self); fn d(&self); fn e(&self); fn f(&self); fn g(&self);
                     fn h(&self) {}";
        let seven = "fn a(&self); fn b(&self); fn c(&self); fn d(&self); fn e(&self); fn f(&self); fn g(&self);";
        check(
            &RULE,
            &[("eight", &format!("/// Docs.\npub trait Policy {{ // <<\n {eight} }}"))],
            &[
                ("seven", &format!("trait Policy {{ const A: u8; type B; {seven} }}")),
                (
                    "a type may have as many as it likes",
                    &format!("struct S; impl S {{ {} }}", eight.replace(';', " {}")),
                ),
                ("two traits", &format!("trait P {{ {seven} }} trait Q {{ {seven} }}")),
                ("a trait of the tests", &format!("#[cfg(test)] trait Policy {{ {eight} }}")),
            ],
        );
    }
}
