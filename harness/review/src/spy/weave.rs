//! Puts it all together: the submission with its spies in, and the facts.

use std::collections::BTreeMap;

use kata_verdict::SeamFacts;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{ItemStruct, ItemTrait};

use super::emit::{Forms, spy};
use super::facts::Reader;
use super::inventory::{Inventory, Located, Scope, Source};
use super::names;
use super::shipped::{Shipped, Yard};
use super::wrapper::wrapper;

/// The struct that holds the seams.
const SEAMS: &str = "Seams";

/// A submission after weaving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Woven {
    /// The files that changed, by path, as they should be compiled. Empty where nothing can be spied.
    pub files: BTreeMap<String, String>,
    /// What the source says of its seams.
    pub facts: SeamFacts,
}

/// Weaves spies into the files of a submission, by path.
///
/// What is woven names the crate `kata_spy`. A file that does not parse makes the result empty: rustc has the word then.
pub fn weave(files: &BTreeMap<String, String>) -> Woven {
    crate::syntax::with_room(|| weave_here(files, None))
}

/// The same for a kata whose API crate has this name, so that policies which are made from its `Config` can be put to
/// work.
pub fn weave_for(files: &BTreeMap<String, String>, api: &str) -> Woven {
    crate::syntax::with_room(|| weave_here(files, Some(api)))
}

fn weave_here(files: &BTreeMap<String, String>, api: Option<&str>) -> Woven {
    let parsed: Result<Vec<_>, syn::Error> = files.iter().map(|(name, text)| parse(name, text)).collect();
    match parsed {
        Ok(sources) => weave_sources(&sources, api),
        Err(_) => troubled("a file of the submission cannot be parsed".to_owned()),
    }
}

fn parse<'s>(name: &'s str, text: &'s str) -> syn::Result<Source<'s>> {
    Ok(Source { name, text, syntax: crate::syntax::parse(text)? })
}

fn troubled(trouble: String) -> Woven {
    Woven { files: BTreeMap::new(), facts: SeamFacts { trouble: Some(trouble), ..SeamFacts::default() } }
}

fn weave_sources(sources: &[Source<'_>], api: Option<&str>) -> Woven {
    let inventory = Inventory::of(sources);
    let seams = match find_seams(&inventory) {
        Ok(seams) => seams,
        Err(trouble) => return troubled(trouble),
    };
    let mut pieces = Vec::new();
    let traits = spies(sources, &inventory, seams, &mut pieces);
    let config = config_of(api);
    let yard = Yard { sources, inventory: &inventory, seams, config: &config, has_config: api.is_some() };
    let spied = traits.iter().filter(|(_, unspied)| unspied.is_none());
    let shipped = yard.shipped(spied.map(|(found, _)| found.item));
    let mut facts = Reader { sources, inventory: &inventory, seams, traits }.read();
    match wrapper(seams.item, &inventory, &config, shipped.len()) {
        Ok(text) => {
            pieces.push((seams.scope, text));
            for Shipped { policy, scope, text } in shipped {
                facts.shipped.push(policy);
                pieces.push((scope, text));
            }
        }
        Err(trouble) => {
            facts.trouble = Some(trouble);
            pieces.clear();
        }
    }
    Woven { files: insert(sources, &inventory.scopes, pieces), facts }
}

/// The type of a kata's config; nothing where there is no kata.
fn config_of(api: Option<&str>) -> TokenStream {
    match api {
        Some(api) => {
            let api = format_ident!("{api}");
            quote!(::#api::Config)
        }
        None => quote!(()),
    }
}

/// The struct that the root calls `Seams`.
fn find_seams<'a, 's>(inventory: &'a Inventory<'s>) -> Result<&'a Located<'s, ItemStruct>, String> {
    let renamed = inventory.aliases.iter().filter(|alias| alias.item.ident == SEAMS);
    let behind = renamed.flat_map(|alias| names::mentioned(&alias.item.ty)).next();
    let name = behind.unwrap_or_else(|| names::original(SEAMS, inventory));
    let found: Vec<_> = inventory.structs.iter().filter(|found| found.item.ident == name).collect();
    match found.as_slice() {
        [found] => Ok(found),
        [] if inventory.enums.iter().any(|found| found.item.ident == name) => {
            Err("`Seams` is an enum: make it a struct with a field for each role".to_owned())
        }
        [] => Err("there is no `struct Seams`: write one, with a field for each role".to_owned()),
        _ => Err("there are several structs called `Seams`: rename all but the one that `build` takes".to_owned()),
    }
}

/// Emits a spy for each trait that a field of `Seams` may hold, and says of the others why not.
fn spies<'a, 's>(
    sources: &[Source<'_>],
    inventory: &'a Inventory<'s>,
    seams: &Located<'s, ItemStruct>,
    pieces: &mut Vec<(usize, String)>,
) -> Vec<(&'a Located<'s, ItemTrait>, Option<String>)> {
    let mut held = names::mentioned(&seams.item.fields);
    names::close_over(&mut held, inventory);
    let mentions = |name: &str| held.contains(name);
    let forms = Forms { boxed: mentions("Box"), shared: mentions("Arc"), marked: mentions("Send") || mentions("Sync") };
    let candidates = inventory.traits.iter().filter(|found| mentions(&found.item.ident.to_string()));
    let woven = candidates.map(|found| {
        let place = sources[inventory.scopes[found.scope].file].place(&found.item.ident);
        match spy(found, &place, forms, inventory) {
            Ok(text) => {
                pieces.push((found.scope, text));
                (found, None)
            }
            Err(why) => (found, Some(why)),
        }
    });
    woven.collect()
}

/// Puts each piece at the end of its scope, without moving a line.
fn insert(sources: &[Source<'_>], scopes: &[Scope], pieces: Vec<(usize, String)>) -> BTreeMap<String, String> {
    let mut pieces: Vec<_> = pieces.into_iter().map(|(scope, text)| (&scopes[scope], text)).collect();
    // The ends of files first, then braces from the last to the first, so that no offset moves before it is used.
    pieces.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.close.unwrap_or(usize::MAX)));
    let mut files = BTreeMap::new();
    for (scope, piece) in pieces {
        let source = &sources[scope.file];
        let text = files.entry(source.name.to_owned()).or_insert_with(|| source.text.to_owned());
        match scope.close {
            Some(brace) => text.insert_str(source.offset(brace), &piece),
            None => text.extend(["\n", &piece, "\n"]),
        }
    }
    files
}
