//! The names that a type mentions, and what stands round them.

use syn::{GenericArgument, Path, PathArguments, Type, TypeParamBound};

/// One name in a type: `Stay` in `Mutex<HashMap<TicketId, Arc<Stay>>>`, through `Mutex`, `HashMap` and `Arc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The name, without its path.
    pub(crate) name: String,
    /// How it is mentioned.
    pub(crate) form: Form,
    /// What it is wrapped in, outermost first.
    pub(crate) through: Vec<String>,
}

/// How a name stands in a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By itself.
    Plain,
    /// As `dyn Trait`.
    Dyn,
    /// As `impl Trait`.
    Impl,
}

/// The type that a value is of, once references and smart pointers are taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// Its name, without its path.
    pub(crate) name: String,
    /// Whether it is a trait object or an `impl Trait`.
    pub(crate) is_trait: bool,
}

/// Every name that a type mentions. The arguments of `Fn(…)` are left out: nobody holds those.
pub(crate) fn mentions(ty: &Type) -> Vec<Mention> {
    let mut found = Vec::new();
    walk(ty, &mut Vec::new(), &mut found);
    found
}

fn walk(ty: &Type, through: &mut Vec<String>, found: &mut Vec<Mention>) {
    match ty {
        Type::Path(path) => walk_path(&path.path, Form::Plain, through, found),
        Type::Reference(reference) => within("&", &reference.elem, through, found),
        Type::Slice(slice) => within("[]", &slice.elem, through, found),
        Type::Array(array) => within("[]", &array.elem, through, found),
        Type::Paren(paren) => walk(&paren.elem, through, found),
        Type::Group(group) => walk(&group.elem, through, found),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| walk(elem, through, found)),
        Type::TraitObject(object) => walk_bounds(&object.bounds, Form::Dyn, through, found),
        Type::ImplTrait(object) => walk_bounds(&object.bounds, Form::Impl, through, found),
        _ => {}
    }
}

fn within(wrapper: &str, inner: &Type, through: &mut Vec<String>, found: &mut Vec<Mention>) {
    through.push(wrapper.to_owned());
    walk(inner, through, found);
    through.pop();
}

fn walk_bounds<'t>(
    bounds: impl IntoIterator<Item = &'t TypeParamBound>,
    form: Form,
    through: &mut Vec<String>,
    found: &mut Vec<Mention>,
) {
    for bound in bounds {
        if let TypeParamBound::Trait(bound) = bound {
            walk_path(&bound.path, form, through, found);
        }
    }
}

fn walk_path(path: &Path, form: Form, through: &mut Vec<String>, found: &mut Vec<Mention>) {
    let Some(last) = path.segments.last() else { return };
    let name = last.ident.to_string();
    found.push(Mention { name: name.clone(), form, through: through.clone() });
    if let PathArguments::AngleBracketed(arguments) = &last.arguments {
        for argument in &arguments.args {
            match argument {
                GenericArgument::Type(ty) => within(&name, ty, through, found),
                GenericArgument::AssocType(assoc) => within(&name, &assoc.ty, through, found),
                _ => {}
            }
        }
    }
}

/// The pointers that a method call sees through.
const POINTERS: [&str; 4] = ["Arc", "Box", "Rc", "Pin"];

/// What a method call on a value of this type reaches. None for a tuple, a slice, a function.
pub(crate) fn head(ty: &Type) -> Option<Head> {
    match ty {
        Type::Reference(reference) => head(&reference.elem),
        Type::Paren(paren) => head(&paren.elem),
        Type::Group(group) => head(&group.elem),
        Type::TraitObject(object) => head_of_bounds(&object.bounds),
        Type::ImplTrait(object) => head_of_bounds(&object.bounds),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let inner = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.first(),
                _ => None,
            };
            match inner {
                Some(GenericArgument::Type(inner)) if POINTERS.iter().any(|pointer| last.ident == pointer) => {
                    head(inner)
                }
                _ => Some(Head { name: last.ident.to_string(), is_trait: false }),
            }
        }
        _ => None,
    }
}

fn head_of_bounds<'t>(bounds: impl IntoIterator<Item = &'t TypeParamBound>) -> Option<Head> {
    bounds.into_iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(Head { name: name_of(&bound.path)?, is_trait: true }),
        _ => None,
    })
}

/// The last part of a path.
pub(crate) fn name_of(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| segment.ident.to_string())
}
