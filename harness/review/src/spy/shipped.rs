//! The policies that a submission ships and that can be made without more than a config: each can take the place of the
//! one that the lot opens with, so that a suite can put all of them to work.

use kata_verdict::SeamPolicy;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Fields, FnArg, ImplItem, ItemImpl, ItemStruct, ItemTrait, ReturnType, Signature, Type};

use super::field::{Held, Pointer, held};
use super::inventory::{Inventory, Located, Source};
use super::names;
use super::openness::is_open;
use super::units::type_name;

/// A policy that can take a place in `Seams`.
pub(super) struct Shipped {
    pub(super) policy: SeamPolicy,
    /// The scope that it is woven into.
    pub(super) scope: usize,
    /// The implementation that puts it there.
    pub(super) text: String,
}

/// What a shipped policy is put into, and from what it is made.
pub(super) struct Yard<'a, 's> {
    pub(super) sources: &'a [Source<'s>],
    pub(super) inventory: &'a Inventory<'s>,
    pub(super) seams: &'a Located<'s, ItemStruct>,
    /// The type of the kata's config, for policies that are made from it.
    pub(super) config: &'a TokenStream,
    /// Whether there is such a type.
    pub(super) has_config: bool,
}

impl Yard<'_, '_> {
    /// The policies behind these traits, each for each field that it fits.
    pub(super) fn shipped<'t>(&self, traits: impl Iterator<Item = &'t ItemTrait>) -> Vec<Shipped> {
        let mut all = Vec::new();
        for found in traits {
            let same_name = self.inventory.traits.iter().filter(|other| other.item.ident == found.ident).count();
            if same_name == 1 && found.generics.params.is_empty() {
                self.behind(&found.ident, &mut all);
            }
        }
        all
    }

    fn behind(&self, name: &Ident, all: &mut Vec<Shipped>) {
        for implementation in &self.inventory.impls {
            let is_it = implementation.item.trait_.as_ref().is_some_and(|(path, _)| name == &names::last(path));
            let made = is_it.then(|| self.made(implementation)).flatten();
            let Some((policy, made)) = made else { continue };
            for (field, pointer) in self.fields(name, implementation.scope) {
                let text = self.put(all.len(), field, pointer, &made);
                let at =
                    self.sources[self.inventory.scopes[implementation.scope].file].place(&implementation.item.self_ty);
                let policy = SeamPolicy { role: field.to_string(), name: policy.clone(), at };
                all.push(Shipped { policy, scope: implementation.scope, text });
            }
        }
    }

    /// The fields that hold the trait and that code in `scope` can reach.
    fn fields(&self, name: &Ident, scope: usize) -> Vec<(&Ident, Pointer)> {
        let Fields::Named(fields) = &self.seams.item.fields else { return Vec::new() };
        let fits = |field: &syn::Field| match held(&field.ty, self.inventory) {
            Held::Object { pointer: pointer @ (Pointer::Box | Pointer::Arc), name: of } if name == &of => Some(pointer),
            _ => None,
        };
        let reached =
            |field: &syn::Field| scope == self.seams.scope || is_open(&field.vis, self.seams.scope, self.inventory);
        let all = fields.named.iter().filter(|field| is_pointer(&field.ty) && reached(field));
        all.filter_map(|field| Some((field.ident.as_ref()?, fits(field)?))).collect()
    }

    fn put(&self, index: usize, field: &Ident, pointer: Pointer, made: &TokenStream) -> String {
        let config = self.config;
        let holder =
            if pointer == Pointer::Arc { quote!(::kata_spy::woven::Arc) } else { quote!(::kata_spy::woven::Box) };
        quote! {
            impl ::kata_spy::woven::Ships<#index, #config> for crate::Seams {
                fn put(mut self, __config: &#config) -> Self { self.#field = #holder::new(#made); self }
            }
        }
        .to_string()
    }

    /// The type of an implementation, and the expression that makes one.
    fn made(&self, implementation: &Located<'_, ItemImpl>) -> Option<(String, TokenStream)> {
        let Type::Path(path) = &*implementation.item.self_ty else { return None };
        let ident = path.path.get_ident()?;
        let mut same = self.inventory.structs.iter().filter(|found| found.item.ident == *ident);
        let (found, None) = (same.next()?, same.next()) else { return None };
        if found.scope != implementation.scope || !found.item.generics.params.is_empty() {
            return None;
        }
        let made = self.by_constructor(ident, found.scope).or_else(|| match found.item.fields {
            Fields::Unit => Some(quote!(#ident)),
            _ => self.has_default(found.item).then(|| quote!(<#ident as ::kata_spy::woven::Default>::default())),
        });
        Some((ident.to_string(), made?))
    }

    /// `X::new()`, or `X::new(config)`.
    fn by_constructor(&self, ident: &Ident, scope: usize) -> Option<TokenStream> {
        let inherent = self.inventory.impls.iter().filter(|found| {
            let own = found.item.trait_.is_none() && found.item.generics.params.is_empty();
            own && found.scope == scope && type_name(&found.item.self_ty).is_some_and(|owner| ident == &owner)
        });
        let constructor = inherent.flat_map(|found| &found.item.items).find_map(|item| match item {
            ImplItem::Fn(method) if method.sig.ident == "new" && answers(&method.sig, ident) => Some(&method.sig),
            _ => None,
        })?;
        let arguments: Vec<_> =
            constructor.inputs.iter().map(|argument| self.argument(argument)).collect::<Option<_>>()?;
        (arguments.len() <= 1).then(|| quote!(#ident::new(#(#arguments),*)))
    }

    fn argument(&self, argument: &FnArg) -> Option<TokenStream> {
        let FnArg::Typed(argument) = argument else { return None };
        match &*argument.ty {
            Type::Reference(ty) if self.is_config(&ty.elem) && ty.mutability.is_none() => Some(quote!(__config)),
            ty if self.is_config(ty) => Some(quote!(::kata_spy::woven::Clone::clone(__config))),
            _ => None,
        }
    }

    fn is_config(&self, ty: &Type) -> bool {
        self.has_config && type_name(ty).is_some_and(|name| names::original(&name, self.inventory) == "Config")
    }

    fn has_default(&self, item: &ItemStruct) -> bool {
        let derived = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("derive") && names::mentioned(&attribute.meta).contains("Default")
        });
        derived
            || self.inventory.impls.iter().any(|found| {
                let is_default = found.item.trait_.as_ref().is_some_and(|(path, _)| names::last(path) == "Default");
                is_default && type_name(&found.item.self_ty).is_some_and(|owner| item.ident == owner)
            })
    }
}

/// Whether a field is the pointer itself, and not a list of them.
fn is_pointer(ty: &Type) -> bool {
    !matches!(type_name(ty).as_deref(), Some("Option" | "Vec" | "Mutex" | "RwLock"))
}

/// `-> Self`, and nothing to choose.
fn answers(signature: &Signature, ident: &Ident) -> bool {
    let ReturnType::Type(_, ty) = &signature.output else { return false };
    let plain = signature.generics.params.is_empty() && signature.asyncness.is_none();
    plain && matches!(&**ty, Type::Path(path) if path.path.is_ident("Self") || path.path.is_ident(ident))
}
