//! Names, without resolving them: which ones a piece of syntax mentions, and what they may stand for.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;
use syn::{AssocType, Ident, Macro, Path, Type};

use super::inventory::Inventory;

/// Every identifier that a piece of syntax mentions, in macros too.
pub(super) fn mentioned(syntax: &impl ToTokens) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect(syntax.to_token_stream(), &mut names);
    names
}

/// Every identifier that may be a type's in a type: not the `Item` of `Iterator<Item = Spot>`, which is the trait's own.
pub(super) fn types_in(ty: &Type) -> BTreeSet<String> {
    let mut types = Types::default();
    types.visit_type(ty);
    types.0
}

#[derive(Default)]
struct Types(BTreeSet<String>);

impl<'ast> Visit<'ast> for Types {
    fn visit_assoc_type(&mut self, binding: &'ast AssocType) {
        self.visit_type(&binding.ty);
    }

    fn visit_ident(&mut self, ident: &'ast Ident) {
        self.0.insert(ident.to_string());
    }

    fn visit_macro(&mut self, found: &'ast Macro) {
        collect(found.tokens.clone(), &mut self.0);
    }
}

fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Ident(ident) => _ = names.insert(ident.to_string()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Adds what the learner's aliases and renamed imports of these names may stand for.
pub(super) fn close_over(names: &mut BTreeSet<String>, inventory: &Inventory<'_>) {
    loop {
        let before = names.len();
        let aliases = inventory.aliases.iter().filter(|alias| names.contains(&alias.item.ident.to_string()));
        let behind: Vec<_> = aliases.map(|alias| mentioned(&alias.item.ty)).collect();
        let renamed = inventory.renames.iter().filter(|(_, new)| names.contains(new));
        let originals: Vec<_> = renamed.map(|(old, _)| old.clone()).collect();
        names.extend(behind.into_iter().flatten().chain(originals));
        if names.len() == before {
            return;
        }
    }
}

/// The last name of a path: `Allocation` of `crate::seams::Allocation`.
pub(super) fn last(path: &Path) -> String {
    path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// What a name was called before a `use … as` renamed it; else the name itself.
pub(super) fn original(name: &str, inventory: &Inventory<'_>) -> String {
    let renamed = inventory.renames.iter().find(|(_, new)| new == name);
    renamed.map_or_else(|| name.to_owned(), |(old, _)| old.clone())
}
