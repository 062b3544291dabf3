//! What belongs to tests, and so is no part of the design.

use syn::{Attribute, Item, Meta};

use crate::code::Source;

/// Whether these attributes make an item one of the tests: `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => speaks_of_test(&list.tokens.to_string()),
        _ => false,
    })
}

fn speaks_of_test(condition: &str) -> bool {
    let mut words = condition.split(|c: char| !c.is_alphanumeric() && c != '_');
    !condition.contains("not") && words.any(|word| word == "test")
}

/// The attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        _ => &[],
    }
}

/// Leaves out the files that a `#[cfg(test)] mod …;` names.
pub(crate) fn without_tests(sources: Vec<Source>) -> Vec<Source> {
    let hidden: Vec<String> = sources.iter().flat_map(test_modules).collect();
    let is_hidden = |name: &str| {
        hidden.iter().any(|module| name == format!("{module}.rs") || name.starts_with(&format!("{module}/")))
    };
    sources.into_iter().filter(|source| !is_hidden(&source.name)).collect()
}

fn test_modules(source: &Source) -> Vec<String> {
    let folder = folder_of_children(&source.name);
    let modules = source.syntax.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && is_test(&module.attrs) => Some(&module.ident),
        _ => None,
    });
    modules.map(|module| format!("{folder}/{module}")).collect()
}

/// Where rustc looks for the modules of a file: `src` for `src/lib.rs`, `src/lot` for `src/lot.rs` and `src/lot/mod.rs`.
fn folder_of_children(file: &str) -> &str {
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    stem.strip_suffix("/lib").or(stem.strip_suffix("/mod")).unwrap_or(stem)
}
