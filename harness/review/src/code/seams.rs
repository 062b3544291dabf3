//! The learner's seams: the traits behind the fields of `Seams`, the policies that implement them, and the composition
//! root that picks them.

use std::collections::{BTreeMap, BTreeSet};

use syn::{FnArg, ItemTrait, ReturnType, TraitItem, Type, TypeParamBound};

use crate::code::index::{trait_of, type_of};
use crate::code::{Form, Function, Index, Owner, mentions, name_of};

/// The struct that is the composition root.
pub(crate) const ROOT: &str = "Seams";

/// The learner's seams.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seams {
    /// The roles, by the name of the field: the trait (of the learner's, or `Fn`) behind it.
    pub(crate) roles: BTreeMap<String, String>,
    /// The traits behind the fields, and those that they name in their signatures.
    pub(crate) traits: BTreeSet<String>,
    /// The types that implement a seam or a port, with the traits that make them so. What implements a driver of the
    /// kata is no policy.
    pub(crate) policies: BTreeMap<String, BTreeSet<String>>,
}

impl Seams {
    pub(super) fn find(index: &Index<'_>) -> Seams {
        let mut seams = Seams::default();
        for found in index.structs.iter().filter(|found| found.item.ident == ROOT) {
            for (number, field) in found.item.fields.iter().enumerate() {
                let role = field.ident.as_ref().map_or(number.to_string(), ToString::to_string);
                seams.take_role(index, role, &field.ty);
            }
        }
        // Before the views are taken: what implements a view that a policy is handed is no policy.
        seams.policies = policies(index, &seams.traits);
        seams.take_named(index);
        seams
    }

    fn take_role(&mut self, index: &Index<'_>, role: String, ty: &Type) {
        for mention in unaliased(index, ty) {
            if mention.1 == Form::Dyn && !is_marker(&mention.0) {
                self.traits.insert(mention.0.clone());
                self.roles.entry(role.clone()).or_insert(mention.0);
            }
        }
    }

    /// Follows the traits that a seam's own signatures name: a view that a policy is handed is part of the seam.
    fn take_named(&mut self, index: &Index<'_>) {
        let mut left: Vec<String> = self.traits.iter().cloned().collect();
        while let Some(name) = left.pop() {
            let Some(found) = index.trait_named(&name) else { continue };
            for named in names_in(found.item) {
                if index.trait_named(&named).is_some() && self.traits.insert(named.clone()) {
                    left.push(named);
                }
            }
        }
    }

    /// Whether a function belongs to the composition root: the methods of `Seams`, the `build` functions, and factories
    /// that return a seam or the whole `Seams`.
    pub(crate) fn is_root(&self, function: &Function<'_>) -> bool {
        function.owner.type_name() == Some(ROOT) || is_build(function) || self.is_factory(function)
    }

    fn is_factory(&self, function: &Function<'_>) -> bool {
        let returned = function.returned().map(mentions).unwrap_or_default();
        returned
            .iter()
            .any(|mention| mention.name == ROOT || (mention.form != Form::Plain && self.traits.contains(&mention.name)))
    }
}

fn is_build(function: &Function<'_>) -> bool {
    let name = function.name();
    function.owner == Owner::Free && (name == "build" || name.starts_with("build_"))
}

fn is_marker(name: &str) -> bool {
    matches!(name, "Send" | "Sync" | "Unpin" | "UnwindSafe" | "RefUnwindSafe" | "Debug")
}

/// The names of a type, with the learner's aliases replaced by what they stand for.
fn unaliased(index: &Index<'_>, ty: &Type) -> Vec<(String, Form)> {
    let mut names = Vec::new();
    for mention in mentions(ty) {
        match index.aliases.get(&mention.name) {
            Some(aliased) => names.extend(mentions(aliased).into_iter().map(|inner| (inner.name, inner.form))),
            None => names.push((mention.name, mention.form)),
        }
    }
    names
}

/// The names in a trait's signatures and bounds.
fn names_in(item: &ItemTrait) -> Vec<String> {
    let mut names: Vec<String> = item.supertraits.iter().filter_map(bound_name).collect();
    for method in &item.items {
        let TraitItem::Fn(method) = method else { continue };
        for input in &method.sig.inputs {
            if let FnArg::Typed(input) = input {
                names.extend(mentions(&input.ty).into_iter().map(|mention| mention.name));
            }
        }
        if let ReturnType::Type(_, ty) = &method.sig.output {
            names.extend(mentions(ty).into_iter().map(|mention| mention.name));
        }
    }
    names
}

/// The trait that a bound asks for.
pub(crate) fn bound_name(bound: &TypeParamBound) -> Option<String> {
    match bound {
        TypeParamBound::Trait(bound) => name_of(&bound.path),
        _ => None,
    }
}

fn policies(index: &Index<'_>, seams: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut policies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut drivers = BTreeSet::new();
    for found in &index.impls {
        let (Some(of), Some(of_trait)) = (type_of(found.item), trait_of(found.item)) else { continue };
        if index.api.is_driver(&of_trait) {
            drivers.insert(of.clone());
        }
        if index.is_type(&of) && (seams.contains(&of_trait) || index.api.is_port(&of_trait)) {
            policies.entry(of).or_default().insert(of_trait);
        }
    }
    policies.retain(|name, _| !drivers.contains(name) && name != ROOT);
    policies
}
