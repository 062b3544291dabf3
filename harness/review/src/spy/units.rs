//! The bodies of a submission, as the words that stand in them: who names what, and who calls what.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{Block, ImplItem, ItemImpl, PatIdent, ReturnType, Signature, TraitItem, Type};

use super::inventory::{Inventory, Source};
use super::names;

/// One body: that of a function or method, or the fields of a struct.
pub(super) struct Unit {
    /// The type whose method, or whose fields, these are.
    pub(super) owner: Option<String>,
    /// The trait whose method this implements.
    pub(super) implements: Option<String>,
    /// Its name.
    pub(super) name: String,
    /// Whether it takes `self`.
    pub(super) has_self: bool,
    /// Every name that its return type mentions.
    pub(super) returns: BTreeSet<String>,
    /// The names that stand in it.
    pub(super) words: Vec<Word>,
    /// The names that it gives to values: those of its parameters, and of what is bound in it.
    pub(super) bound: BTreeSet<String>,
    /// The index of its file.
    file: usize,
}

/// A name in a body.
pub(super) struct Word {
    pub(super) text: String,
    line: usize,
    /// Whether it is called as a method or through a path: `.fee(`, `Pricing::fee(`.
    pub(super) called: bool,
    /// Whether it is a field or a method: `.fee`, `fee: 3`.
    pub(super) member: bool,
}

impl Unit {
    /// Where a word of this unit stands.
    pub(super) fn place(&self, word: &Word, sources: &[Source<'_>]) -> String {
        format!("{}:{}", sources[self.file].name, word.line)
    }

    fn of_function(file: usize, signature: &Signature, body: &Block) -> Unit {
        let returns = match &signature.output {
            ReturnType::Type(_, ty) => names::mentioned(ty),
            ReturnType::Default => BTreeSet::new(),
        };
        let (name, has_self) = (signature.ident.to_string(), signature.receiver().is_some());
        let mut bound = Bound::default();
        bound.visit_signature(signature);
        bound.visit_block(body);
        Unit { owner: None, implements: None, name, has_self, returns, words: words(body), bound: bound.0, file }
    }
}

/// Every body there is. What is compiled only for tests is left out.
pub(super) fn units(inventory: &Inventory<'_>) -> Vec<Unit> {
    let file = |scope: usize| inventory.scopes[scope].file;
    let mut units = Vec::new();
    for found in &inventory.functions {
        units.push(Unit::of_function(file(found.scope), &found.item.sig, &found.item.block));
    }
    for found in &inventory.impls {
        units.extend(of_impl(file(found.scope), found.item));
    }
    for found in &inventory.traits {
        let defaults = found.item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) => Some((&method.sig, method.default.as_ref()?)),
            _ => None,
        });
        let name = found.item.ident.to_string();
        units.extend(defaults.map(|(signature, body)| Unit {
            implements: Some(name.clone()),
            ..Unit::of_function(file(found.scope), signature, body)
        }));
    }
    for found in &inventory.structs {
        let name = found.item.ident.to_string();
        let words = words(&found.item.fields);
        let (implements, returns, bound) = (None, BTreeSet::new(), BTreeSet::new());
        let (owner, file) = (Some(name.clone()), file(found.scope));
        units.push(Unit { owner, implements, name, has_self: false, returns, words, bound, file });
    }
    units
}

fn of_impl(file: usize, item: &ItemImpl) -> impl Iterator<Item = Unit> + '_ {
    let owner = type_name(&item.self_ty);
    let implements = item.trait_.as_ref().map(|(path, _)| names::last(path));
    item.items.iter().filter_map(move |member| {
        let ImplItem::Fn(method) = member else { return None };
        let unit = Unit::of_function(file, &method.sig, &method.block);
        Some(Unit { owner: owner.clone(), implements: implements.clone(), ..unit })
    })
}

/// The names that patterns give to values.
#[derive(Default)]
pub(super) struct Bound(pub(super) BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat_ident(&mut self, item: &'ast PatIdent) {
        self.0.insert(item.ident.to_string());
        visit::visit_pat_ident(self, item);
    }
}

/// The last name of a type that is a path.
pub(super) fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(names::last(&path.path)),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

fn words(body: &impl ToTokens) -> Vec<Word> {
    let mut words = Vec::new();
    collect(body.to_token_stream(), &mut words);
    words
}

/// The colon after the name of a field, and not half of a `::`.
fn ends_a_name(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(next) if next.as_char() == ':' && next.spacing() == Spacing::Alone)
}

fn collect(tokens: TokenStream, words: &mut Vec<Word>) {
    let (mut selected, mut member) = (false, false);
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                collect(group.stream(), words);
                (selected, member) = (false, false);
            }
            TokenTree::Ident(ident) => {
                let called = selected
                    && matches!(tokens.peek(), Some(TokenTree::Group(next)) if next.delimiter() == Delimiter::Parenthesis);
                let named = tokens.peek().is_some_and(ends_a_name);
                let (text, line) = (ident.to_string(), ident.span().start().line);
                words.push(Word { text, line, called, member: member || named });
                (selected, member) = (false, false);
            }
            TokenTree::Punct(punct) => {
                member = punct.as_char() == '.';
                selected = member || punct.as_char() == ':';
            }
            TokenTree::Literal(_) => (selected, member) = (false, false),
        }
    }
}
