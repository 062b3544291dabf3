//! What a field of `Seams` holds, as far as the syntax shows: behind which pointer, a trait or a function.

use syn::{GenericArgument, GenericParam, Path, PathArguments, Type, TypeParamBound, TypePath};

use super::inventory::Inventory;
use super::names;

/// So many aliases of aliases are followed.
const DEEPEST: usize = 8;

/// Traits that only mark: none of them is what a trait object is for.
const MARKERS: [&str; 6] = ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe", "Sized"];

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// A trait object, by the last name of its trait.
    Object { pointer: Pointer, name: String },
    /// A function that is called through a pointer.
    Function(Function),
    /// Something else.
    Concrete,
}

/// A function that is called through a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) pointer: Pointer,
    /// How many arguments it takes.
    pub(super) arity: usize,
}

/// What a trait object is behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointer {
    Box,
    Arc,
    /// Anything else: a reference, an `Rc`.
    Other,
}

/// Reads a field's type, through the learner's aliases.
pub(super) fn held(ty: &Type, inventory: &Inventory<'_>) -> Held {
    pointee(ty, inventory, DEEPEST).unwrap_or(Held::Concrete)
}

fn pointee(ty: &Type, inventory: &Inventory<'_>, depth: usize) -> Option<Held> {
    match ty {
        Type::Paren(inner) => pointee(&inner.elem, inventory, depth),
        Type::Group(inner) => pointee(&inner.elem, inventory, depth),
        Type::Reference(reference) => object(Pointer::Other, &reference.elem, inventory, depth),
        // Any function without a state can take its place, but no closure that tells of its calls.
        Type::FnPtr(function) => {
            Some(Held::Function(Function { pointer: Pointer::Other, arity: function.inputs.len() }))
        }
        Type::Path(TypePath { qself: None, path, .. }) => {
            let pointer = match names::original(&names::last(path), inventory).as_str() {
                "Box" => Pointer::Box,
                "Arc" => Pointer::Arc,
                "Rc" => Pointer::Other,
                "Option" | "Vec" | "Mutex" | "RwLock" => {
                    return pointee(argument(path, 0)?, inventory, depth).map(inside);
                }
                _ => return through_alias(path, inventory, depth),
            };
            object(pointer, argument(path, 0)?, inventory, depth)
        }
        _ => None,
    }
}

/// Several of them, or perhaps none, or one behind a lock. A function cannot be wrapped there.
fn inside(held: Held) -> Held {
    match held {
        Held::Function(function) => Held::Function(Function { pointer: Pointer::Other, ..function }),
        held => held,
    }
}

/// `type Policy = Box<dyn Pricing>`, and `type Shared<T> = Arc<T>` with the trait object in its place.
fn through_alias(path: &Path, inventory: &Inventory<'_>, depth: usize) -> Option<Held> {
    let depth = depth.checked_sub(1)?;
    let name = names::original(&names::last(path), inventory);
    let alias = inventory.aliases.iter().find(|alias| alias.item.ident == name)?.item;
    if let Some(found) = pointee(&alias.ty, inventory, depth) {
        return Some(found);
    }
    let Type::Path(TypePath { path: target, .. }) = &*alias.ty else { return None };
    let Some(Type::Path(TypePath { path: parameter, .. })) = argument(target, 0) else { return None };
    let is_it = |param: &GenericParam| matches!(param, GenericParam::Type(ty) if parameter.is_ident(&ty.ident));
    let index = alias.generics.params.iter().position(is_it)?;
    let pointer = if names::last(target) == "Arc" { Pointer::Arc } else { Pointer::Box };
    object(pointer, argument(path, index)?, inventory, depth)
}

fn object(pointer: Pointer, ty: &Type, inventory: &Inventory<'_>, depth: usize) -> Option<Held> {
    match ty {
        Type::Paren(inner) => object(pointer, &inner.elem, inventory, depth),
        Type::TraitObject(object) => object.bounds.iter().find_map(|bound| principal(pointer, bound)),
        Type::Path(TypePath { qself: None, path, .. }) => {
            let depth = depth.checked_sub(1)?;
            let name = names::original(&names::last(path), inventory);
            let alias = inventory.aliases.iter().find(|alias| alias.item.ident == name)?;
            self::object(pointer, &alias.item.ty, inventory, depth)
        }
        _ => None,
    }
}

/// The trait that an object is for, if it is this one of its bounds.
fn principal(pointer: Pointer, bound: &TypeParamBound) -> Option<Held> {
    let TypeParamBound::Trait(bound) = bound else { return None };
    let name = names::last(&bound.path);
    if MARKERS.contains(&name.as_str()) {
        return None;
    }
    match &bound.path.segments.last()?.arguments {
        PathArguments::Parenthesized(signature) => {
            Some(Held::Function(Function { pointer, arity: signature.inputs.len() }))
        }
        _ => Some(Held::Object { pointer, name }),
    }
}

/// The type argument of a path's last segment that stands at this index.
fn argument(path: &Path, index: usize) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else { return None };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.into_iter().nth(index)
}
