//! The spy of one trait, as text to weave in beside it.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{GenericParam, ItemImpl, ItemTrait, TraitItem, Type, TypeParam};

use super::ancestry::{self, Ancestor, ancestors};
use super::bounds;
use super::delegate;
use super::field::Pointer;
use super::inventory::{Inventory, Located};
use super::names;

/// The forms in which fields of `Seams` hold trait objects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms {
    pub(super) boxed: bool,
    pub(super) shared: bool,
    /// Whether `Send` or `Sync` is written in a field's type.
    pub(super) marked: bool,
}

/// The spy of a trait, which reports itself under the place of its trait; or why there can be none.
pub(super) fn spy(
    of: &Located<'_, ItemTrait>,
    place: &str,
    forms: Forms,
    inventory: &Inventory<'_>,
) -> Result<String, String> {
    if let Some(obstacle) = bounds::obstacle(of.item).or_else(|| blanket(of.item, inventory)) {
        return Err(obstacle);
    }
    let spy = Spy::new(of.item, place, ancestors(of, inventory)?, inventory);
    let pointers = [(Pointer::Box, forms.boxed), (Pointer::Arc, forms.shared && spy.can_be_shared())];
    let pointers = pointers.into_iter().filter(|(_, used)| *used).map(|(pointer, _)| pointer);
    let implementations = pointers.map(|pointer| spy.behind(pointer, forms.marked));
    let name = &spy.name;
    let all: TokenStream = implementations.collect();
    Ok(quote!(struct #name<P>(P, ::kata_spy::woven::Probe); #all).to_string())
}

/// `impl<T: ?Sized> Pricing for T` leaves no room for an implementation of ours.
fn blanket(item: &ItemTrait, inventory: &Inventory<'_>) -> Option<String> {
    let name = &item.ident;
    let is_found = inventory.impls.iter().any(|found| is_for_everything(found.item, name));
    is_found.then(|| {
        format!("every type implements `{name}` already (`impl<T> {name} for T`), which leaves no room for a spy")
    })
}

fn is_for_everything(item: &ItemImpl, name: &Ident) -> bool {
    let Some((path, _)) = &item.trait_ else { return false };
    let Type::Path(target) = &*item.self_ty else { return false };
    let asks_nothing = |param: &TypeParam| param.bounds.iter().all(|bound| names::mentioned(bound).contains("Sized"));
    item.generics.where_clause.is_none()
        && path.segments.last().is_some_and(|last| last.ident == *name)
        && item.generics.type_params().any(|param| target.path.is_ident(&param.ident) && asks_nothing(param))
}

struct Spy<'s, 'i> {
    item: &'s ItemTrait,
    place: &'s str,
    /// What it is called.
    name: Ident,
    ancestors: Vec<Ancestor<'s>>,
    inventory: &'i Inventory<'s>,
    /// The trait's own parameters, as an impl declares them.
    parameters: Vec<TokenStream>,
    where_clause: TokenStream,
}

impl<'s, 'i> Spy<'s, 'i> {
    fn new(item: &'s ItemTrait, place: &'s str, ancestors: Vec<Ancestor<'s>>, inventory: &'i Inventory<'s>) -> Self {
        let name = format_ident!("__KataSpy{}", item.ident);
        let parameters = item.generics.params.iter().map(declared).collect();
        let where_clause = item.generics.where_clause.to_token_stream();
        Spy { item, place, name, ancestors, inventory, parameters, where_clause }
    }

    /// An `Arc` is Send, or Sync, only if what it holds is both: a trait that asks for one of them cannot be shared.
    fn can_be_shared(&self) -> bool {
        self.requires("Send") == self.requires("Sync")
    }

    fn requires(&self, marker: &str) -> bool {
        ancestry::has_bound(self.item, marker, self.inventory)
    }

    /// All implementations for one pointer.
    fn behind(&self, pointer: Pointer, marked: bool) -> TokenStream {
        let (_, arguments, _) = self.item.generics.split_for_impl();
        let ident = &self.item.ident;
        let own = quote!(#ident #arguments);
        let mut all = self.implement(&own, &own, delegate::items(self.item, &own, pointer), pointer);
        for ancestor in &self.ancestors {
            let (path, body) = match ancestor {
                Ancestor::Formatted(path) => (path.to_token_stream(), formatted(path)),
                Ancestor::Own { path, item } => {
                    let path = path.to_token_stream();
                    let body = delegate::items(item, &path, pointer);
                    (path, body)
                }
            };
            all.extend(self.implement(&path, &own, body, pointer));
        }
        all.extend(self.targets(pointer, marked));
        all
    }

    fn implement(&self, path: &TokenStream, own: &TokenStream, body: TokenStream, pointer: Pointer) -> TokenStream {
        let Spy { name, parameters, where_clause, .. } = self;
        let (lifetimes, others): (Vec<_>, Vec<_>) =
            parameters.iter().partition(|param| param.to_string().starts_with('\''));
        let holder = holder(pointer);
        quote! {
            impl<#(#lifetimes,)* #(#others,)* D: #own + ?::kata_spy::woven::Sized + 'static> #path for #name<#holder<D>>
            #where_clause { #body }
        }
    }

    /// The trait objects that the spy can stand in for.
    fn targets(&self, pointer: Pointer, marked: bool) -> TokenStream {
        let all = [(false, false), (true, false), (false, true), (true, true)];
        let wanted = all.into_iter().filter(|&(send, sync)| marked || !(send || sync));
        let possible = wanted.filter(|&(send, sync)| {
            pointer == Pointer::Box || (send || self.requires("Send")) == (sync || self.requires("Sync"))
        });
        possible.map(|(send, sync)| self.target(pointer, send, sync)).collect()
    }

    fn target(&self, pointer: Pointer, send: bool, sync: bool) -> TokenStream {
        let Spy { item, place, name, parameters, where_clause, .. } = self;
        let ident = &item.ident;
        let associated: Vec<_> = item.items.iter().filter_map(associated).collect();
        let variables = associated.iter().map(|(_, variable, bounds)| quote!(#variable: #bounds 'static));
        let bindings = associated.iter().map(|(name, variable, _)| quote!(#name = #variable));
        let arguments = item.generics.params.iter().map(argument).chain(bindings);
        let markers = [(send, quote!(+ ::kata_spy::woven::Send)), (sync, quote!(+ ::kata_spy::woven::Sync))];
        let markers = markers.into_iter().filter(|(wanted, _)| *wanted).map(|(_, marker)| marker);
        let (target, holder) = (target_trait(pointer), holder(pointer));
        quote! {
            impl<#(#parameters,)* #(#variables),*> #target for dyn #ident<#(#arguments),*> #(#markers)* #where_clause {
                fn spied(real: #holder<Self>, probe: ::kata_spy::woven::Probe) -> #holder<Self> {
                    #holder::new(#name(real, probe.of(#place)))
                }
            }
        }
    }
}

fn holder(pointer: Pointer) -> TokenStream {
    if pointer == Pointer::Arc { quote!(::kata_spy::woven::Arc) } else { quote!(::kata_spy::woven::Box) }
}

fn target_trait(pointer: Pointer) -> TokenStream {
    if pointer == Pointer::Arc { quote!(::kata_spy::woven::Shared) } else { quote!(::kata_spy::woven::Boxed) }
}

fn formatted(path: &syn::Path) -> TokenStream {
    quote! {
        fn fmt(&self, f: &mut ::kata_spy::woven::fmt::Formatter<'_>) -> ::kata_spy::woven::fmt::Result {
            <D as #path>::fmt(&*self.0, f)
        }
    }
}

/// A parameter of the trait, as an impl declares it: without its default.
fn declared(parameter: &GenericParam) -> TokenStream {
    match parameter {
        GenericParam::Type(parameter) => {
            let (ident, bounds) = (&parameter.ident, parameter.bounds.iter());
            quote!(#ident: #(#bounds +)* 'static)
        }
        GenericParam::Const(parameter) => {
            let (ident, ty) = (&parameter.ident, &parameter.ty);
            quote!(const #ident: #ty)
        }
        GenericParam::Lifetime(parameter) => parameter.to_token_stream(),
    }
}

fn argument(parameter: &GenericParam) -> TokenStream {
    match parameter {
        GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
        GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
        GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
    }
}

/// An associated type, the variable that stands for it, and its bounds.
fn associated(item: &TraitItem) -> Option<(&Ident, Ident, TokenStream)> {
    let TraitItem::Type(item) = item else { return None };
    let bounds = item.bounds.iter();
    Some((&item.ident, format_ident!("__A{}", item.ident), quote!(#(#bounds +)*)))
}
