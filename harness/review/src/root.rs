//! Whether the root of a submission has a function of a name: its own, or one that it imports.

use std::collections::BTreeMap;

use syn::{Attribute, File, Item, UseTree};

use crate::syntax;

/// Whether the file `root` has a function called `name`, or imports one. What is switched off by a `cfg` does not count, and a file
/// that cannot be parsed has none. A glob import counts where some other file has such a function.
pub fn names_at_root(files: &BTreeMap<String, String>, root: &str, name: &str) -> bool {
    // Most submissions have not a word of it.
    if !files.values().any(|text| text.contains(name)) {
        return false;
    }
    syntax::with_room(|| {
        let Some(file) = files.get(root).and_then(|text| syntax::parse(text).ok()) else { return false };
        let elsewhere = || {
            let others = files.iter().filter(|(path, _)| *path != root).map(|(_, text)| text);
            others.filter_map(|text| syntax::parse(text).ok()).any(|other| has_function(&other, name))
        };
        let imports = |tree: &UseTree| match import(tree, name) {
            Import::Named => true,
            Import::Glob => elsewhere(),
            Import::No => false,
        };
        has_function(&file, name) || uses(&file).any(imports)
    })
}

fn has_function(file: &File, name: &str) -> bool {
    file.items.iter().any(|item| matches!(item, Item::Fn(item) if item.sig.ident == name && is_on(&item.attrs)))
}

fn uses(file: &File) -> impl Iterator<Item = &UseTree> {
    file.items.iter().filter_map(|item| match item {
        Item::Use(item) if is_on(&item.attrs) => Some(&item.tree),
        _ => None,
    })
}

fn is_on(attributes: &[Attribute]) -> bool {
    !attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

/// What a `use` does for a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Import {
    No,
    Glob,
    Named,
}

fn import(tree: &UseTree, name: &str) -> Import {
    match tree {
        UseTree::Path(path) => import(&path.tree, name),
        UseTree::Name(own) if own.ident == name => Import::Named,
        UseTree::Rename(own) if own.rename == name => Import::Named,
        UseTree::Glob(_) => Import::Glob,
        UseTree::Group(group) => group.items.iter().map(|tree| import(tree, name)).max().unwrap_or(Import::No),
        UseTree::Name(_) | UseTree::Rename(_) => Import::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &str, other: &str) -> bool {
        let files = [("src/lib.rs", root), ("src/late.rs", other)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        names_at_root(&files, "src/lib.rs", "build_with_bikes")
    }

    #[test]
    fn a_function_of_the_root_or_one_that_it_imports_counts() {
        for (root, other) in [
            ("pub fn build_with_bikes() {}", ""),
            ("mod late; pub use late::build_with_bikes;", ""),
            ("pub use crate::late::{Yard, open as build_with_bikes};", ""),
            ("pub use late::*;", "pub fn build_with_bikes() {}"),
        ] {
            assert!(names(root, other), "{root}");
        }
    }

    #[test]
    fn a_mention_is_no_function() {
        for (root, other) in [
            ("// pub fn build_with_bikes() {}", ""),
            ("pub fn build() { build_with_bikes() }", ""),
            ("mod late;", "pub fn build_with_bikes() {}"),
            ("use std::sync::*; fn a() -> &'static str { \"build_with_bikes\" }", ""),
            ("#[cfg(test)] pub fn build_with_bikes() {}", ""),
            ("pub use late::build_with_bikes as other;", ""),
            ("pub fn build_with_bikes( {", ""),
        ] {
            assert!(!names(root, other), "{root}");
        }
    }
}
