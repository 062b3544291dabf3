//! Every item of a submission, filed under what it is.

use std::collections::BTreeMap;

use syn::{
    ImplItem, Item, ItemConst, ItemEnum, ItemImpl, ItemStatic, ItemStruct, ItemTrait, ItemType, TraitItem, Type,
};

use crate::code::seams::Seams;
use crate::code::tested::{attributes, is_test};
use crate::code::{Api, Code, Function, Owner, head, name_of};

/// Every item of a submission, filed under what it is.
pub(crate) struct Index<'c> {
    pub(crate) code: &'c Code,
    pub(crate) api: &'c Api,
    pub(crate) structs: Vec<Located<'c, ItemStruct>>,
    pub(crate) enums: Vec<Located<'c, ItemEnum>>,
    pub(crate) traits: Vec<Located<'c, ItemTrait>>,
    pub(crate) impls: Vec<Located<'c, ItemImpl>>,
    pub(crate) consts: Vec<Located<'c, ItemConst>>,
    pub(crate) statics: Vec<Located<'c, ItemStatic>>,
    pub(crate) aliases: BTreeMap<String, &'c Type>,
    pub(crate) alias_items: Vec<Located<'c, ItemType>>,
    pub(crate) functions: Vec<Function<'c>>,
    pub(crate) seams: Seams,
}

/// An item, and the file that it stands in.
pub(crate) struct Located<'c, T> {
    pub(crate) file: &'c str,
    pub(crate) item: &'c T,
}

impl<'c> Index<'c> {
    pub(super) fn new(code: &'c Code, api: &'c Api) -> Index<'c> {
        let mut index = Index {
            code,
            api,
            structs: Vec::new(),
            enums: Vec::new(),
            traits: Vec::new(),
            impls: Vec::new(),
            consts: Vec::new(),
            statics: Vec::new(),
            aliases: BTreeMap::new(),
            alias_items: Vec::new(),
            functions: Vec::new(),
            seams: Seams::default(),
        };
        for source in code.sources() {
            index.file_items(&source.name, &source.syntax.items);
        }
        index.seams = Seams::find(&index);
        index
    }

    fn file_items(&mut self, file: &'c str, items: &'c [Item]) {
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            self.file_item(file, item);
        }
    }

    fn file_item(&mut self, file: &'c str, item: &'c Item) {
        match item {
            Item::Struct(item) => self.structs.push(Located { file, item }),
            Item::Enum(item) => self.enums.push(Located { file, item }),
            Item::Const(item) => self.consts.push(Located { file, item }),
            Item::Static(item) => self.statics.push(Located { file, item }),
            Item::Type(item) => {
                self.aliases.insert(item.ident.to_string(), &item.ty);
                self.alias_items.push(Located { file, item });
            }
            Item::Trait(item) => self.file_trait(file, item),
            Item::Impl(item) => self.file_impl(file, item),
            Item::Fn(item) => self.functions.push(Function {
                file,
                owner: Owner::Free,
                visibility: Some(&item.vis),
                signature: &item.sig,
                body: &item.block,
            }),
            Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    self.file_items(file, items);
                }
            }
            _ => {}
        }
    }

    fn file_trait(&mut self, file: &'c str, item: &'c ItemTrait) {
        for method in &item.items {
            let TraitItem::Fn(method) = method else { continue };
            if let Some(body) = &method.default {
                let owner = Owner::Trait(item.ident.to_string());
                self.functions.push(Function { file, owner, visibility: None, signature: &method.sig, body });
            }
        }
        self.traits.push(Located { file, item });
    }

    fn file_impl(&mut self, file: &'c str, item: &'c ItemImpl) {
        let owner = owner_of(item);
        for method in &item.items {
            let ImplItem::Fn(method) = method else { continue };
            if is_test(&method.attrs) {
                continue;
            }
            let visibility = item.trait_.is_none().then_some(&method.vis);
            let (signature, body) = (&method.sig, &method.block);
            self.functions.push(Function { file, owner: owner.clone(), visibility, signature, body });
        }
        self.impls.push(Located { file, item });
    }

    /// Whether the learner defines a struct or an enum of this name.
    pub(crate) fn is_type(&self, name: &str) -> bool {
        self.structs.iter().any(|found| found.item.ident == name)
            || self.enums.iter().any(|found| found.item.ident == name)
    }

    /// The trait of the learner's that has this name.
    pub(crate) fn trait_named(&self, name: &str) -> Option<&Located<'c, ItemTrait>> {
        self.traits.iter().find(|found| found.item.ident == name)
    }

    /// The methods of a type, of its own and of traits.
    pub(crate) fn methods_of(&self, name: &str) -> impl Iterator<Item = &Function<'c>> {
        self.functions.iter().filter(move |function| function.owner.type_name() == Some(name))
    }
}

/// The trait that an impl is of.
pub(crate) fn trait_of(item: &ItemImpl) -> Option<String> {
    item.trait_.as_ref().and_then(|(path, _)| name_of(path))
}

/// The type that an impl is for.
pub(crate) fn type_of(item: &ItemImpl) -> Option<String> {
    head(&item.self_ty).map(|head| head.name)
}

fn owner_of(item: &ItemImpl) -> Owner {
    let of = type_of(item).unwrap_or_default();
    match trait_of(item) {
        Some(of_trait) => Owner::Impl { of, of_trait },
        None => Owner::Inherent(of),
    }
}
