//! Whether somebody else in the crate could write another implementation: what they need must be visible to them.

use kata_verdict::Remark;
use syn::{FnArg, ItemTrait, ReturnType, TraitItem, Type, Visibility};

use super::inventory::{Inventory, Located, Named, Source};
use super::names;

/// What keeps others from implementing the trait.
pub(super) fn closed(of: &Located<'_, ItemTrait>, inventory: &Inventory<'_>, source: &Source<'_>) -> Vec<Remark> {
    let name = of.item.ident.to_string();
    let itself = (!is_open(&of.item.vis, of.scope, inventory))
        .then(|| Remark { at: source.place(&of.item.ident), what: format!("`{name}` is private to its module") });
    let signatures = of.item.items.iter().flat_map(|item| match item {
        TraitItem::Fn(method) => {
            let arguments = method.sig.inputs.iter().filter_map(|argument| match argument {
                FnArg::Typed(argument) => Some(&*argument.ty),
                FnArg::Receiver(_) => None,
            });
            let answer = match &method.sig.output {
                ReturnType::Type(_, ty) => Some(&**ty),
                ReturnType::Default => None,
            };
            arguments.chain(answer).map(|ty| (format!("`{name}::{}`", method.sig.ident), ty)).collect()
        }
        _ => Vec::new(),
    });
    itself
        .into_iter()
        .chain(signatures.flat_map(|(called, ty)| hidden(&called, ty, of.scope, inventory, source)))
        .collect()
}

/// The learner's types that `ty` mentions, in this scope, and that others cannot name.
pub(super) fn hidden(
    called: &str,
    ty: &Type,
    scope: usize,
    inventory: &Inventory<'_>,
    source: &Source<'_>,
) -> Vec<Remark> {
    let mut mentioned = names::types_in(ty);
    names::close_over(&mut mentioned, inventory);
    let private = mentioned.into_iter().filter(|name| is_private(&names::original(name, inventory), scope, inventory));
    let remark = |name: String| Remark {
        at: source.place(ty),
        what: format!("{called} needs `{name}`, which is private to its module"),
    };
    private.map(remark).collect()
}

/// Whether the learner has such a type that this scope can name, and none of that name is open. A private type of another module
/// is not what is meant here, whatever it is called.
fn is_private(name: &str, scope: usize, inventory: &Inventory<'_>) -> bool {
    let same = inventory.named().filter(|named| named.name == name);
    let (open, closed): (Vec<_>, Vec<_>) = same.partition(|named| is_open(named.visibility, named.scope, inventory));
    open.is_empty() && closed.iter().any(|named| is_seen_from(scope, named, inventory))
}

/// Whether the modules that see a type which is not open include the one of this scope.
fn is_seen_from(scope: usize, named: &Named<'_>, inventory: &Inventory<'_>) -> bool {
    let module = &inventory.scopes[named.scope].module;
    let is_super = matches!(named.visibility, Visibility::Restricted(by) if names::last(&by.path) == "super");
    let ends = module.len() - usize::from(is_super && !module.is_empty());
    inventory.scopes[scope].module.starts_with(&module[..ends])
}

/// Whether the whole crate sees an item of this visibility. What is private in the root module, all modules see.
pub(super) fn is_open(visibility: &Visibility, scope: usize, inventory: &Inventory<'_>) -> bool {
    let depth = inventory.scopes[scope].module.len();
    match visibility {
        Visibility::Public(_) => true,
        Visibility::Restricted(restricted) => match names::last(&restricted.path).as_str() {
            "crate" => true,
            "super" => depth <= 1,
            _ => depth == 0,
        },
        Visibility::Inherited => depth == 0,
    }
}
