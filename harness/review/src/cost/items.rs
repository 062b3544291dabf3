//! The items of a submission, each with its text as tokens.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ImplItem, ItemImpl, ItemTrait, TraitItem};

use crate::code::{Function, Index, Owner, ROOT, trait_of, type_of};

/// An item, as it is compared.
pub(super) struct Item {
    /// As people call it: `Lot::exit`.
    pub(super) name: String,
    /// What it says, without comments and docs.
    pub(super) text: String,
    /// Whether it belongs to the composition root.
    pub(super) in_root: bool,
}

/// Every item, filed under what tells it apart from others: `<Lot as Drop>::drop` is not `Lot::drop`.
pub(super) fn items(index: &Index<'_>) -> BTreeMap<String, Vec<Item>> {
    let mut draft = Draft { items: BTreeMap::new() };
    for found in &index.structs {
        let name = found.item.ident.to_string();
        draft.take_type(&name, found.item.to_token_stream(), name == ROOT);
    }
    for found in &index.enums {
        draft.take_type(&found.item.ident.to_string(), found.item.to_token_stream(), false);
    }
    for found in &index.alias_items {
        draft.take_type(&found.item.ident.to_string(), found.item.to_token_stream(), false);
    }
    for found in &index.consts {
        draft.take_type(&found.item.ident.to_string(), found.item.to_token_stream(), false);
    }
    for found in &index.statics {
        draft.take_type(&found.item.ident.to_string(), found.item.to_token_stream(), false);
    }
    index.traits.iter().for_each(|found| draft.take_trait(found.item));
    index.impls.iter().for_each(|found| draft.take_impl(found.item));
    index.functions.iter().for_each(|function| draft.take_function(index, function));
    draft.items
}

struct Draft {
    items: BTreeMap<String, Vec<Item>>,
}

impl Draft {
    fn take(&mut self, key: String, name: String, tokens: TokenStream, in_root: bool) {
        let text = without_docs(tokens).to_string();
        self.items.entry(key).or_default().push(Item { name, text, in_root });
    }

    fn take_type(&mut self, name: &str, tokens: TokenStream, in_root: bool) {
        self.take(format!("type {name}"), name.to_owned(), tokens, in_root);
    }

    /// A trait without its methods, and each method that has no body. Those with a body come with the functions.
    fn take_trait(&mut self, item: &ItemTrait) {
        let name = item.ident.to_string();
        let mut head = item.generics.to_token_stream();
        item.supertraits.to_tokens(&mut head);
        item.vis.to_tokens(&mut head);
        for inner in &item.items {
            match inner {
                TraitItem::Fn(method) if method.default.is_none() => {
                    let method_name = format!("{name}::{}", method.sig.ident);
                    self.take(format!("trait {method_name}"), method_name, method.sig.to_token_stream(), false);
                }
                TraitItem::Fn(_) => {}
                other => other.to_tokens(&mut head),
            }
        }
        self.take_type(&name, head, false);
    }

    /// What an impl holds besides functions. One that holds nothing counts for itself.
    fn take_impl(&mut self, item: &ItemImpl) {
        let (of, of_trait) = (type_of(item).unwrap_or_default(), trait_of(item).unwrap_or_default());
        if item.items.is_empty() {
            let name = format!("impl {of_trait} for {of}");
            self.take(name.clone(), name, item.generics.to_token_stream(), false);
        }
        for inner in &item.items {
            let name = match inner {
                ImplItem::Const(inner) => &inner.ident,
                ImplItem::Type(inner) => &inner.ident,
                _ => continue,
            };
            self.take(format!("<{of} as {of_trait}>::{name}"), format!("{of}::{name}"), inner.to_token_stream(), false);
        }
    }

    fn take_function(&mut self, index: &Index<'_>, function: &Function<'_>) {
        let name = function.full_name();
        let key = match &function.owner {
            Owner::Free => format!("fn {name}"),
            Owner::Inherent(of) => format!("<{of} as >::{}", function.name()),
            Owner::Impl { of, of_trait } => format!("<{of} as {of_trait}>::{}", function.name()),
            Owner::Trait(_) => format!("trait {name}"),
        };
        let mut tokens = function.visibility.map(ToTokens::to_token_stream).unwrap_or_default();
        function.signature.to_tokens(&mut tokens);
        function.body.to_tokens(&mut tokens);
        self.take(key, name, tokens, index.seams.is_root(function));
    }
}

/// Leaves out doc comments, attributes that speak to the compiler's lints alone, and the comma that a formatter puts at the end of a list
/// with a line for each element.
fn without_docs(tokens: TokenStream) -> TokenStream {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let is_hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
        if is_hash && trees.peek().is_some_and(is_idle_attribute) {
            trees.next();
            continue;
        }
        kept.push(match tree {
            TokenTree::Group(group) => {
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), without_docs(group.stream())))
            }
            other => other,
        });
    }
    kept.pop_if(|last| matches!(last, TokenTree::Punct(punct) if punct.as_char() == ','));
    kept.into_iter().collect()
}

fn is_idle_attribute(tree: &TokenTree) -> bool {
    const IDLE: [&str; 5] = ["doc", "allow", "expect", "inline", "must_use"];
    let TokenTree::Group(group) = tree else { return false };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if IDLE.iter().any(|idle| name == idle))
}
