//! Whether a trait can be spied at all; if not, why, in words for who wrote it.

use quote::ToTokens;
use syn::{
    FnArg, GenericParam, ItemTrait, ReceiverKind, ReturnType, Signature, TraitItem, Type, TypeParamBound,
    WherePredicate,
};

use super::names;

/// Why nobody can make a trait object of the trait, or why we cannot stand in for one.
pub(super) fn obstacle(item: &ItemTrait) -> Option<String> {
    let name = &item.ident;
    if needs_sized(item) {
        return Some(format!(
            "`{name}` asks its implementations to be Sized (or Clone), so there is no `dyn {name}`: drop that bound"
        ));
    }
    item.items.iter().find_map(|item| of_item(name.to_string().as_str(), item))
}

fn needs_sized(item: &ItemTrait) -> bool {
    item.supertraits.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => matches!(names::last(&bound.path).as_str(), "Sized" | "Clone" | "Copy"),
        _ => false,
    })
}

fn of_item(name: &str, item: &TraitItem) -> Option<String> {
    match item {
        TraitItem::Const(item) => Some(format!(
            "`{name}` has the associated constant `{}`, so there is no `dyn {name}`: make it a method",
            item.ident
        )),
        TraitItem::Type(item) if !item.generics.params.is_empty() => Some(format!(
            "`{name}` has the generic associated type `{}`, so there is no `dyn {name}`: name the type instead",
            item.ident
        )),
        TraitItem::Macro(_) => {
            Some(format!("`{name}` has methods that a macro writes, which a spy cannot read: write them out"))
        }
        TraitItem::Fn(item) if !is_for_sized(&item.sig) => of_method(name, &item.sig),
        _ => None,
    }
}

fn of_method(name: &str, method: &Signature) -> Option<String> {
    let called = format!("`{name}::{}`", method.ident);
    if method.asyncness.is_some() {
        return Some(format!(
            "{called} is an `async fn`, so there is no `dyn {name}`: return what it computes directly"
        ));
    }
    if method.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_))) {
        return Some(format!(
            "{called} is generic, so there is no `dyn {name}`: take the argument by one type or as `&dyn`"
        ));
    }
    let Some(receiver) = method.receiver() else {
        return Some(format!(
            "{called} takes no `self`, so there is no `dyn {name}`: give it `&self`, or `where Self: Sized`"
        ));
    };
    of_receiver(&called, &receiver.kind).or_else(|| of_types(&called, name, method))
}

fn of_receiver(called: &str, receiver: &ReceiverKind) -> Option<String> {
    match receiver {
        ReceiverKind::Reference(..) => None,
        ReceiverKind::Value => Some(format!(
            "{called} takes `self` by value, which a trait object cannot: take `&self` or `self: Box<Self>`"
        )),
        ReceiverKind::Typed(_, ty) if receiver_of(ty).is_some() => None,
        _ => Some(format!("{called} takes `self` in a way that a spy cannot pass on: take `&self`")),
    }
}

/// The pointer of a receiver that a spy can pass on: `Box` of `self: Box<Self>`.
pub(super) fn receiver_of(ty: &Type) -> Option<&'static str> {
    let text: String = ty.to_token_stream().to_string().split_whitespace().collect();
    match text.as_str() {
        "&Self" => Some("&"),
        text if text.ends_with("Box<Self>") && !text.contains("Pin<") => Some("Box"),
        text if text.ends_with("Arc<Self>") && !text.contains("Pin<") => Some("Arc"),
        _ => None,
    }
}

fn of_types(called: &str, name: &str, method: &Signature) -> Option<String> {
    for argument in method.inputs.iter().skip(1) {
        let FnArg::Typed(argument) = argument else { continue };
        if names::mentioned(&argument.ty).contains("impl") {
            return Some(format!(
                "{called} takes an `impl` argument, so there is no `dyn {name}`: take it by one type or as `&dyn`"
            ));
        }
        if is_self(&argument.ty) {
            return Some(format!("{called} takes another `Self`, so there is no `dyn {name}`: take `&dyn {name}`"));
        }
    }
    match &method.output {
        ReturnType::Type(_, ty) if names::mentioned(ty).contains("impl") => {
            Some(format!("{called} returns an `impl` type, so there is no `dyn {name}`: return it boxed, or a Vec"))
        }
        ReturnType::Type(_, ty) if is_self(ty) => {
            Some(format!("{called} returns `Self`, so there is no `dyn {name}`: return `Box<dyn {name}>`"))
        }
        _ => None,
    }
}

/// `Self` or `&Self`, but not `Self::Quote`.
fn is_self(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_self(&reference.elem),
        Type::Path(path) => path.path.is_ident("Self"),
        _ => false,
    }
}

/// Whether a method is only for those who know the type: `where Self: Sized`.
pub(super) fn is_for_sized(method: &Signature) -> bool {
    let predicates = method.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    predicates.into_iter().any(|predicate| match predicate {
        WherePredicate::Type(predicate) => {
            is_self(&predicate.bounded_ty) && names::mentioned(&predicate.bounds).contains("Sized")
        }
        _ => false,
    })
}
