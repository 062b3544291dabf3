//! The items of a submission, each with the place where something can be woven in beside it.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Attribute, Item, ItemEnum, ItemFn, ItemImpl, ItemMod, ItemStruct, ItemTrait, ItemType, UseTree, Visibility};

/// A file that could be parsed.
pub(super) struct Source<'s> {
    /// Its path: `src/lot.rs`.
    pub(super) name: &'s str,
    /// Its text.
    pub(super) text: &'s str,
    /// Its syntax.
    pub(super) syntax: syn::File,
}

impl Source<'_> {
    /// The path of the module that the file is.
    fn module(&self) -> Vec<String> {
        let path = self.name.strip_prefix("src/").unwrap_or(self.name);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
            module.pop();
        }
        module
    }

    /// The text of a piece of its syntax, as the learner wrote it, on one line.
    pub(super) fn text_of(&self, node: &impl Spanned) -> String {
        let Range { start, end } = node.span().byte_range();
        let text = self.text.get(self.offset(start)..self.offset(end)).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Where in the text a position of the syntax is: a byte order mark is no part of the syntax.
    pub(super) fn offset(&self, position: usize) -> usize {
        const MARK: char = '\u{feff}';
        position + if self.text.starts_with(MARK) { MARK.len_utf8() } else { 0 }
    }

    /// Where a piece of its syntax begins: `src/lot.rs:31`.
    pub(super) fn place(&self, node: &impl Spanned) -> String {
        format!("{}:{}", self.name, node.span().start().line)
    }
}

/// A module, or what of it is in one place: a file, or a pair of braces.
pub(super) struct Scope {
    /// The index of its file.
    pub(super) file: usize,
    /// The path of the module.
    pub(super) module: Vec<String>,
    /// Where its closing brace is; None for a file.
    pub(super) close: Option<usize>,
}

/// An item, and the index of the scope that it stands in.
pub(super) struct Located<'s, T> {
    pub(super) item: &'s T,
    pub(super) scope: usize,
}

/// A type or trait that has a visibility.
pub(super) struct Named<'s> {
    pub(super) name: String,
    pub(super) visibility: &'s Visibility,
    pub(super) scope: usize,
}

/// What a submission consists of. What is compiled only under some condition is left out.
#[derive(Default)]
pub(super) struct Inventory<'s> {
    pub(super) scopes: Vec<Scope>,
    pub(super) traits: Vec<Located<'s, ItemTrait>>,
    pub(super) structs: Vec<Located<'s, ItemStruct>>,
    pub(super) enums: Vec<Located<'s, ItemEnum>>,
    pub(super) aliases: Vec<Located<'s, ItemType>>,
    pub(super) impls: Vec<Located<'s, ItemImpl>>,
    pub(super) functions: Vec<Located<'s, ItemFn>>,
    /// `use … first as second`.
    pub(super) renames: Vec<(String, String)>,
}

impl<'s> Inventory<'s> {
    /// Lists the items of all files.
    pub(super) fn of(sources: &'s [Source<'s>]) -> Inventory<'s> {
        let mut inventory = Inventory::default();
        for (file, source) in sources.iter().enumerate() {
            let scope = Scope { file, module: source.module(), close: None };
            inventory.read(scope, &source.syntax.items);
        }
        inventory
    }

    /// The traits, structs and enums of the learner's, with their visibility. An alias hides nothing: it can be written out.
    pub(super) fn named(&self) -> impl Iterator<Item = Named<'s>> + '_ {
        let traits = self.traits.iter().map(|found| (&found.item.ident, &found.item.vis, found.scope));
        let structs = self.structs.iter().map(|found| (&found.item.ident, &found.item.vis, found.scope));
        let enums = self.enums.iter().map(|found| (&found.item.ident, &found.item.vis, found.scope));
        let all = traits.chain(structs).chain(enums);
        all.map(|(ident, visibility, scope)| Named { name: ident.to_string(), visibility, scope })
    }

    /// Whether a type with this name is declared here: a struct, an enum, an alias.
    pub(super) fn declares(&self, name: &str) -> bool {
        self.structs.iter().any(|found| found.item.ident == name)
            || self.enums.iter().any(|found| found.item.ident == name)
            || self.aliases.iter().any(|found| found.item.ident == name)
    }

    fn read(&mut self, scope: Scope, items: &'s [Item]) {
        let index = self.scopes.len();
        self.scopes.push(scope);
        for item in items {
            self.read_item(index, item);
        }
    }

    fn read_item(&mut self, scope: usize, item: &'s Item) {
        match item {
            Item::Trait(item) if always(&item.attrs) => self.traits.push(Located { item, scope }),
            Item::Struct(item) if always(&item.attrs) => self.structs.push(Located { item, scope }),
            Item::Enum(item) if always(&item.attrs) => self.enums.push(Located { item, scope }),
            Item::Type(item) if always(&item.attrs) => self.aliases.push(Located { item, scope }),
            Item::Impl(item) if always(&item.attrs) => self.impls.push(Located { item, scope }),
            Item::Fn(item) if always(&item.attrs) => self.functions.push(Located { item, scope }),
            Item::Use(item) => self.read_use(&item.tree),
            Item::Mod(item) if always(&item.attrs) => self.read_module(scope, item),
            _ => {}
        }
    }

    fn read_module(&mut self, scope: usize, item: &'s ItemMod) {
        let Some((brace, items)) = &item.content else { return };
        let Scope { file, module, .. } = &self.scopes[scope];
        let module = module.iter().cloned().chain([item.ident.to_string()]).collect();
        let close = Some(brace.span.close().byte_range().start);
        self.read(Scope { file: *file, module, close }, items);
    }

    fn read_use(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.read_use(&path.tree),
            UseTree::Rename(rename) => self.renames.push((rename.ident.to_string(), rename.rename.to_string())),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.read_use(tree)),
            _ => {}
        }
    }
}

/// Whether an item with these attributes is there in every build.
fn always(attributes: &[Attribute]) -> bool {
    !attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}
