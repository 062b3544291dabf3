//! What the API crate of a kata says: its ports, and what its structs hold.

use std::collections::{BTreeMap, BTreeSet};

use syn::{FnArg, Item, ItemStruct, ItemTrait, TraitItem};

use crate::code::{Form, Head, head, mentions};

/// What the API crate of a kata says of ports and drivers, read from its source. Plain data: it can be kept from one
/// submission to the next.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// Every trait, with its methods.
    traits: BTreeMap<String, BTreeSet<String>>,
    /// The traits that something is handed as `dyn`: fields of structs, arguments of methods.
    ports: BTreeSet<String>,
    /// What the fields of its structs are.
    fields: BTreeMap<String, BTreeMap<String, Head>>,
}

impl Api {
    /// Reads the sources of an API crate. A source that does not parse adds nothing.
    pub fn read<'t>(sources: impl IntoIterator<Item = &'t str>) -> Api {
        let sources: Vec<&str> = sources.into_iter().collect();
        crate::syntax::with_room(|| Api::read_here(&sources))
    }

    fn read_here(sources: &[&str]) -> Api {
        let mut api = Api::default();
        for file in sources.iter().filter_map(|text| crate::syntax::parse(text).ok()) {
            file.items.iter().for_each(|item| api.file(item));
        }
        let known: BTreeSet<String> = api.traits.keys().cloned().collect();
        api.ports.retain(|port| known.contains(port));
        api
    }

    fn file(&mut self, item: &Item) {
        match item {
            Item::Trait(item) => self.file_trait(item),
            Item::Struct(item) => self.file_struct(item),
            _ => {}
        }
    }

    fn file_trait(&mut self, item: &ItemTrait) {
        let methods = item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) => Some(method),
            _ => None,
        });
        let mut names = BTreeSet::new();
        for method in methods {
            names.insert(method.sig.ident.to_string());
            for argument in &method.sig.inputs {
                if let FnArg::Typed(argument) = argument {
                    self.file_ports(&argument.ty);
                }
            }
        }
        self.traits.insert(item.ident.to_string(), names);
    }

    fn file_struct(&mut self, item: &ItemStruct) {
        let mut fields = BTreeMap::new();
        for field in &item.fields {
            self.file_ports(&field.ty);
            if let (Some(name), Some(head)) = (&field.ident, head(&field.ty)) {
                fields.insert(name.to_string(), head);
            }
        }
        self.fields.insert(item.ident.to_string(), fields);
    }

    fn file_ports(&mut self, ty: &syn::Type) {
        let handed = mentions(ty).into_iter().filter(|mention| mention.form == Form::Dyn);
        self.ports.extend(handed.map(|mention| mention.name));
    }

    /// Whether this is a trait that stands for the outside world.
    pub(crate) fn is_port(&self, name: &str) -> bool {
        self.ports.contains(name)
    }

    /// Whether this is a trait that the learner implements for the outside to call.
    pub(crate) fn is_driver(&self, name: &str) -> bool {
        self.traits.contains_key(name) && !self.is_port(name)
    }

    /// Whether a port has this method.
    pub(crate) fn has_method(&self, port: &str, method: &str) -> bool {
        self.is_port(port) && self.traits.get(port).is_some_and(|methods| methods.contains(method))
    }

    /// The ports among the fields of one of its structs.
    pub(crate) fn ports_in(&self, name: &str) -> Vec<String> {
        let heads = self.fields.get(name).into_iter().flatten().map(|(_, head)| &head.name);
        heads.filter(|name| self.is_port(name)).cloned().collect()
    }

    /// What a field of one of its structs is.
    pub(crate) fn field(&self, name: &str, field: &str) -> Option<&Head> {
        self.fields.get(name)?.get(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trait_that_is_handed_over_is_a_port_and_the_others_are_drivers() {
        let api = Api::read([
            "pub struct Ports { pub clock: std::sync::Arc<dyn Clock> }
             pub trait Clock { fn now(&self) -> u64; }",
            "pub trait Lot { fn observe(&self, observer: Arc<dyn Observer>); }
             pub trait Observer { fn notify(&self); }
             pub struct Broken",
            "pub trait Observer { fn notify(&self); }
             pub trait Lot { fn observe(&self, observer: Arc<dyn Observer>, with: &dyn Display); }",
        ]);
        assert_eq!(api.ports, ["Clock", "Observer"].map(str::to_owned).into());
        assert!(api.is_driver("Lot") && !api.is_driver("Clock") && !api.is_driver("Display"));
        assert!(api.has_method("Observer", "notify") && !api.has_method("Lot", "observe"));
        assert_eq!(api.field("Ports", "clock"), Some(&Head { name: "Clock".into(), is_trait: true }));
    }
}
