//! A trait that nobody needs yet.

use kata_verdict::{Principle, Severity, Site};
use syn::{GenericParam, ItemImpl, ItemTrait, TraitItem, Type};

use crate::code::{Index, Located, line_of, trait_of, type_of};
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "speculative-trait",
    severity: Severity::Minor,
    principle: Principle::InterfaceSegregation,
    title: "a trait with one implementation, and no seam holds it",
    why: "A trait earns its place where something is swapped. One that has a single implementation, and that no field of \
          `Seams` offers to swap, is a guess; say what you would swap, or call the type itself.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let lonely = index.traits.iter().filter(|found| is_speculative(index, found.item));
    lonely.map(|found| site(found.file, line_of(&found.item.trait_token), message(index, found))).collect()
}

fn message(index: &Index<'_>, found: &Located<'_, ItemTrait>) -> String {
    let name = found.item.ident.to_string();
    match impls_of(index, &name).next().and_then(type_of) {
        Some(only) => format!("`{name}` is implemented by `{only}` alone, and no field of `Seams` is one"),
        None => format!("`{name}` is implemented by nothing"),
    }
}

fn is_speculative(index: &Index<'_>, item: &ItemTrait) -> bool {
    let name = item.ident.to_string();
    let promises_something = item.items.iter().any(|item| matches!(item, TraitItem::Fn(_)));
    let few = impls_of(index, &name).count() <= 1 && impls_of(index, &name).all(|found| is_for_one_type(index, found));
    promises_something && few && !index.seams.traits.contains(&name) && !is_in_macro(index, &name)
}

fn impls_of<'i>(index: &'i Index<'_>, name: &str) -> impl Iterator<Item = &'i ItemImpl> {
    index.impls.iter().map(|found| found.item).filter(move |found| trait_of(found).as_deref() == Some(name))
}

/// Whether an impl is for one type of the learner's. A blanket impl is for many; an impl for a foreign type (`Mutex<T>`,
/// `Duration`) is how Rust adds a method to it.
fn is_for_one_type(index: &Index<'_>, item: &ItemImpl) -> bool {
    let Some(of) = type_of(item).filter(|_| matches!(*item.self_ty, Type::Path(_))) else { return false };
    let is_parameter = item.generics.params.iter().any(|parameter| match parameter {
        GenericParam::Type(parameter) => parameter.ident == of,
        _ => false,
    });
    index.is_type(&of) && !is_parameter
}

/// Whether a macro at the level of items speaks of the trait: it may well implement it.
fn is_in_macro(index: &Index<'_>, name: &str) -> bool {
    let items = index.code.sources().iter().flat_map(|source| &source.syntax.items);
    items.into_iter().any(|item| match item {
        syn::Item::Macro(call) => {
            call.mac.tokens.to_string().split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn one_implementation_and_no_seam_is_a_guess() {
        check(
            &RULE,
            &[
                (
                    "one impl",
                    "trait Store { // <<\n fn put(&self); }\nstruct Map; impl Store for Map { fn put(&self) {} }",
                ),
                ("no impl", "trait Store { // <<\n fn put(&self); }"),
                (
                    "a seam beside it",
                    "pub struct Seams { pub pricing: Box<dyn Pricing> }
                     trait Pricing { fn fee(&self); } struct Flat; impl Pricing for Flat { fn fee(&self) {} }
                     trait Store { // <<
                        fn put(&self); } struct Map; impl Store for Map { fn put(&self) {} }",
                ),
            ],
            &[
                (
                    "a seam",
                    "pub struct Seams { pub pricing: Box<dyn Pricing> } trait Pricing { fn fee(&self); } struct Flat; impl Pricing for Flat { fn fee(&self) {} }",
                ),
                (
                    "a seam behind an alias",
                    "type Prices = Arc<dyn Pricing + Send>; pub struct Seams { pub pricing: Prices } trait Pricing { fn fee(&self); } struct Flat; impl Pricing for Flat { fn fee(&self) {} }",
                ),
                (
                    "a view that a seam is handed",
                    "pub struct Seams { pub a: Box<dyn Allocation> } trait Allocation { fn choose(&self, view: &dyn View); } trait View { fn free(&self); } struct Book; impl View for Book { fn free(&self) {} }",
                ),
                (
                    "the bound of a seam",
                    "pub struct Seams { pub a: Box<dyn Allocation> } trait Allocation: Named { fn choose(&self); } trait Named { fn name(&self); } struct A; impl Named for A { fn name(&self) {} }",
                ),
                (
                    "two impls",
                    "trait Store { fn put(&self); } struct A; struct B; impl Store for A { fn put(&self) {} } impl Store for B { fn put(&self) {} }",
                ),
                (
                    "a method added to a foreign type",
                    "trait Locked<T> { fn locked(&self); } impl<T> Locked<T> for Mutex<T> { fn locked(&self) {} }",
                ),
                (
                    "a blanket impl",
                    "trait Decide { fn decide(&self); } impl<F: Fn()> Decide for F { fn decide(&self) {} }",
                ),
                ("a marker", "trait Phase {} struct Open; impl Phase for Open {}"),
                (
                    "implemented by a macro",
                    "trait Id { fn get(&self); } macro_rules! id { ($n:ident) => { impl Id for $n { fn get(&self) {} } } }",
                ),
                ("the kata's own", "struct Lot; impl ParkingLot for Lot { fn park(&self) {} }"),
            ],
        );
    }
}
