//! The facts of the source that a run cannot show.

use std::collections::{BTreeMap, BTreeSet};

use kata_verdict::{Holds, Remark, SeamFacts, SeamField, SeamMethod, SeamTrait};
use syn::visit::{self, Visit};
use syn::{ExprStruct, Fields, ItemStruct, ItemTrait, Member, PatIdent, TraitItem};

use super::bounds::is_for_sized;
use super::composition::Roots;
use super::field::{Held, held};
use super::inventory::{Inventory, Located, Source};
use super::names;
use super::openness;
use super::stubs::stubs;
use super::units::{Bound, Unit, type_name, units};

/// What all facts are read off.
pub(super) struct Reader<'a, 's> {
    pub(super) sources: &'a [Source<'s>],
    pub(super) inventory: &'a Inventory<'a>,
    pub(super) seams: &'a Located<'a, ItemStruct>,
    /// The traits that a field of `Seams` may hold, each with why it cannot be spied.
    pub(super) traits: Vec<(&'a Located<'a, ItemTrait>, Option<String>)>,
}

impl Reader<'_, '_> {
    /// All facts, but for what is wrong with `Seams` as a whole, and for the policies that can be put to work.
    pub(super) fn read(&self) -> SeamFacts {
        let units = units(self.inventory);
        let started = self.started_with();
        let of_traits: BTreeSet<_> = self.traits.iter().map(|(found, _)| found.item.ident.to_string()).collect();
        let types = self.inventory.impls.iter().filter_map(|found| {
            let (path, _) = found.item.trait_.as_ref()?;
            let name = type_name(&found.item.self_ty).filter(|name| self.inventory.declares(name))?;
            of_traits.contains(&names::last(path)).then_some(name)
        });
        let policies = types.chain(started.values().flatten().cloned()).collect();
        let seams = self.seams.item.ident.to_string();
        let roots = Roots { seams: &seams, traits: &of_traits, policies: &policies };
        SeamFacts {
            at: Some(self.source(self.seams.scope).place(&self.seams.item.ident)),
            trouble: None,
            fields: self.fields(&roots, &started, &units),
            traits: self.traits.iter().map(|(found, unspied)| self.of_trait(found, unspied, &roots, &units)).collect(),
            shipped: Vec::new(),
        }
    }

    fn source(&self, scope: usize) -> &Source<'_> {
        &self.sources[self.inventory.scopes[scope].file]
    }

    fn fields(
        &self,
        roots: &Roots<'_>,
        started: &BTreeMap<String, BTreeSet<String>>,
        units: &[Unit],
    ) -> Vec<SeamField> {
        let Fields::Named(fields) = &self.seams.item.fields else { return Vec::new() };
        let source = self.source(self.seams.scope);
        let read = |field: &syn::Field| {
            let ident = field.ident.as_ref()?;
            let name = ident.to_string();
            let held = held(&field.ty, self.inventory);
            let functions = started.get(&name).cloned().unwrap_or_default();
            let (named, closed) = match &held {
                Held::Function(_) => {
                    let closed =
                        openness::hidden(&format!("`{name}`"), &field.ty, self.seams.scope, self.inventory, source);
                    (roots.named(&functions, units, self.sources), closed)
                }
                _ => (Vec::new(), Vec::new()),
            };
            let holds = match held {
                Held::Object { name, .. } => Holds::Trait(names::original(&name, self.inventory)),
                Held::Function(_) => Holds::Function,
                Held::Concrete => Holds::Concrete,
            };
            let (at, ty) = (source.place(ident), source.text_of(&field.ty));
            Some(SeamField { name, at, ty, holds, named, closed })
        };
        fields.named.iter().filter_map(read).collect()
    }

    fn of_trait(
        &self,
        found: &Located<'_, ItemTrait>,
        unspied: &Option<String>,
        roots: &Roots<'_>,
        units: &[Unit],
    ) -> SeamTrait {
        let (name, source) = (found.item.ident.to_string(), self.source(found.scope));
        let impls = self.inventory.impls.iter().filter(|candidate| {
            candidate
                .item
                .trait_
                .as_ref()
                .is_some_and(|(path, _)| names::original(&names::last(path), self.inventory) == name)
        });
        let impls: Vec<_> = impls.collect();
        let implementations: Vec<_> = impls
            .iter()
            .filter_map(|found| {
                let at = self.source(found.scope).place(&found.item.self_ty);
                Some(Remark { at, what: type_name(&found.item.self_ty)? })
            })
            .collect();
        // A seam may be implemented for `Vec`, for a type of the API or for any `F`: the core may name those all the same.
        let types = implementations.iter().map(|remark| remark.what.clone());
        let types = types.filter(|name| self.inventory.declares(name)).collect();
        SeamTrait {
            at: source.place(&found.item.ident),
            methods: self.methods(found, units),
            unspied: unspied.clone(),
            closed: openness::closed(found, self.inventory, source),
            stubs: impls.iter().flat_map(|found| stubs(found.item, self.source(found.scope))).collect(),
            named: roots.named(&types, units, self.sources),
            implementations,
            name,
        }
    }

    fn methods(&self, found: &Located<'_, ItemTrait>, units: &[Unit]) -> Vec<SeamMethod> {
        let methods = found.item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) if !is_for_sized(&method.sig) => Some(&method.sig.ident),
            _ => None,
        });
        let read = |ident: &syn::Ident| {
            let name = ident.to_string();
            let calls = units.iter().flat_map(|unit| {
                let words = unit.words.iter().filter(|word| word.called && word.text == name);
                words.map(|word| unit.place(word, self.sources))
            });
            SeamMethod { at: self.source(found.scope).place(ident), calls: calls.collect(), name }
        };
        methods.map(read).collect()
    }

    /// By field, the learner's functions that its first value is made of, in the methods of `Seams`.
    fn started_with(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut found = Started::default();
        let of_seams = self
            .inventory
            .impls
            .iter()
            .filter(|found| type_name(&found.item.self_ty).is_some_and(|owner| self.seams.item.ident == owner));
        of_seams.for_each(|item| found.visit_item_impl(item.item));
        let functions: BTreeSet<_> =
            self.inventory.functions.iter().map(|found| found.item.sig.ident.to_string()).collect();
        // `|attempt| …` names no function, whatever else has that name.
        let mut of_fields = found.of_fields;
        for names in of_fields.values_mut() {
            names.retain(|name| functions.contains(name) && !found.bound.0.contains(name));
        }
        of_fields
    }
}

/// The names that stand in the values of struct expressions.
#[derive(Default)]
struct Started {
    /// By field.
    of_fields: BTreeMap<String, BTreeSet<String>>,
    /// Those that are given to values: by parameters, in a closure too, and by `let`.
    bound: Bound,
}

impl<'ast> Visit<'ast> for Started {
    fn visit_expr_struct(&mut self, item: &'ast ExprStruct) {
        for field in &item.fields {
            if let Member::Named(name) = &field.member {
                self.of_fields.entry(name.to_string()).or_default().extend(names::mentioned(&field.expr));
            }
        }
        visit::visit_expr_struct(self, item);
    }

    fn visit_pat_ident(&mut self, item: &'ast PatIdent) {
        self.bound.visit_pat_ident(item);
    }
}
