//! The body of a spy: each method writes down what it is asked, passes it on, and writes down what is answered.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{FnArg, ItemTrait, Pat, Receiver, ReceiverKind, Signature, TraitItem, TraitItemFn};

use super::bounds::{is_for_sized, receiver_of};
use super::field::Pointer;

/// The items of `impl #path for Spy<#pointer<D>>`: every method and associated type of the trait, passed on to `D`.
pub(super) fn items(item: &ItemTrait, path: &TokenStream, pointer: Pointer) -> TokenStream {
    item.items
        .iter()
        .map(|item| match item {
            TraitItem::Type(item) => {
                let name = &item.ident;
                quote!(type #name = <D as #path>::#name;)
            }
            TraitItem::Fn(method) => self::method(method, path, pointer),
            _ => TokenStream::new(),
        })
        .collect()
}

fn method(method: &TraitItemFn, path: &TokenStream, pointer: Pointer) -> TokenStream {
    let conditions = method.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let name = &method.sig.ident;
    let (signature, arguments) = plain(&method.sig);
    let receiver = match method.sig.receiver() {
        Some(receiver) if !is_for_sized(&method.sig) => self::receiver(receiver, pointer),
        _ if method.default.is_some() => return TokenStream::new(),
        _ => None,
    };
    let Some(receiver) = receiver else {
        return quote!(#(#conditions)* #signature { ::kata_spy::woven::unreachable!() });
    };
    let label = name.to_string();
    let body = recorded(quote!(__spy.1), &label, &arguments, quote!(<D as #path>::#name(#receiver #(, #arguments)*)));
    quote!(#(#conditions)* #signature { let __spy = self; #body })
}

/// The call `real`, written down by the probe. The names of ours begin with two underscores, for the learner's
/// arguments do not.
pub(super) fn recorded(probe: TokenStream, label: &str, arguments: &[Ident], real: TokenStream) -> TokenStream {
    quote! {
        use ::kata_spy::woven::{Refuse as __Refuse, Shown as __Shown};
        use ::kata_spy::woven::{RefuseNot as _, RefuseWith as _, ShowDebug as _, ShowNot as _};
        let mut __call = #probe.enter(#label);
        #(__call.given(&#arguments, __Shown(&#arguments).text());)*
        let mut __answer = #real;
        if __call.refuses() { __call.refused(__Refuse(&mut __answer).refuse()); }
        __call.alter(&mut __answer);
        __call.end(&__answer, __Shown(&__answer).text());
        __answer
    }
}

/// The signature with plain names for its arguments, and these names.
fn plain(signature: &Signature) -> (Signature, Vec<Ident>) {
    let mut signature = signature.clone();
    let mut arguments = Vec::new();
    for (index, argument) in signature.inputs.iter_mut().enumerate() {
        match argument {
            FnArg::Receiver(receiver) => receiver.mutability = None,
            FnArg::Typed(argument) => {
                let name = format_ident!("__a{index}");
                argument.attrs.clear();
                *argument.pat = Pat::Verbatim(quote!(#name));
                arguments.push(name);
            }
        }
    }
    (signature, arguments)
}

/// What the real policy is called on, given the spy as `__spy`; None where no caller can come this way.
fn receiver(receiver: &Receiver, pointer: Pointer) -> Option<TokenStream> {
    match (&receiver.kind, pointer) {
        (ReceiverKind::Reference(_, _, None), _) => Some(quote!(&*__spy.0)),
        (ReceiverKind::Reference(_, _, Some(_)), Pointer::Arc) => {
            Some(quote!(::kata_spy::woven::Arc::get_mut(&mut __spy.0).expect("a policy that nobody else holds")))
        }
        (ReceiverKind::Reference(_, _, Some(_)), _) => Some(quote!(&mut *__spy.0)),
        (ReceiverKind::Typed(_, ty), pointer) => match (receiver_of(ty)?, pointer) {
            ("&", _) => Some(quote!(&*__spy.0)),
            ("Box", Pointer::Box) => Some(quote!(__spy.0)),
            ("Arc", Pointer::Arc) => Some(quote!(__spy.0.clone())),
            _ => None,
        },
        _ => None,
    }
}
