//! What is woven beside `Seams`: it wraps each field in a spy, where the compiler finds one for it.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Fields, ItemStruct};

use super::delegate;
use super::field::{Function, Held, Pointer, held};
use super::inventory::Inventory;

/// The implementation to weave in beside `Seams`; or why there can be none, as a sentence for the learner.
pub(super) fn wrapper(
    seams: &ItemStruct,
    inventory: &Inventory<'_>,
    config: &TokenStream,
    shipped: usize,
) -> Result<String, String> {
    if !seams.generics.params.is_empty() {
        return Err(
            "`Seams` has type or lifetime parameters: hold each policy as `Box<dyn …>` or `Arc<dyn …>` instead, \
                    so that it can be swapped without another type of lot"
                .to_owned(),
        );
    }
    let Fields::Named(fields) = &seams.fields else {
        return Err("`Seams` has no named fields: give it a field for each role, with the name of the role".to_owned());
    };
    if inventory.impls.iter().any(|found| is_drop_of(found.item, &seams.ident)) {
        return Err("`Seams` implements Drop, so its policies cannot be taken out of it: leave that out".to_owned());
    }
    let name = &seams.ident;
    let fields = fields.named.iter().filter_map(|field| Some((field.ident.as_ref()?, held(&field.ty, inventory))));
    let wrapped = fields.map(|(field, held)| self::field(field, &held));
    let shipped = 0..shipped;
    Ok(quote! {
        impl ::kata_spy::woven::Spied<#config> for #name {
            fn spied(mut self, __config: &#config) -> Self {
                if !::kata_spy::woven::wanted() { return self; }
                match ::kata_spy::woven::instead() {
                    #(::kata_spy::woven::Some(#shipped) => self = ::kata_spy::woven::Ships::<#shipped, #config>::put(self, __config),)*
                    _ => {}
                }
                use ::kata_spy::woven::{AsItIs as _, WithSpy as _};
                Self { #(#wrapped),* }
            }
        }
    }
    .to_string())
}

fn is_drop_of(item: &syn::ItemImpl, name: &Ident) -> bool {
    let is_drop =
        item.trait_.as_ref().is_some_and(|(path, _)| path.segments.last().is_some_and(|last| last.ident == "Drop"));
    is_drop
        && matches!(&*item.self_ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == *name))
}

fn field(name: &Ident, held: &Held) -> TokenStream {
    let role = name.to_string();
    let role = role.trim_start_matches("r#");
    match held {
        Held::Function(function) if function.pointer != Pointer::Other => self::function(name, role, function),
        _ => quote!(#name: ::kata_spy::woven::Slot::new(self.#name, #role).spied()),
    }
}

/// A function is wrapped in a closure: only the field's own type says what it takes and returns.
fn function(field: &Ident, role: &str, function: &Function) -> TokenStream {
    let arguments: Vec<_> = (0..function.arity).map(|index| format_ident!("__a{index}")).collect();
    let body = delegate::recorded(quote!(__probe), "call", &arguments, quote!(__real(#(#arguments),*)));
    let holder = match function.pointer {
        Pointer::Arc => quote!(::kata_spy::woven::Arc),
        Pointer::Box | Pointer::Other => quote!(::kata_spy::woven::Box),
    };
    quote! {
        #field: {
            let (mut __real, __probe) = (self.#field, ::kata_spy::woven::function(#role));
            #holder::new(move |#(#arguments),*| { #body })
        }
    }
}
