//! Whether somebody else in the crate could write another implementation: what they need must be visible to them.

use kata_verdict::Remark;
use syn::{FnArg, ItemTrait, ReturnType, TraitItem, Type, Visibility};

use super::inventory::{Inventory, Located, Source};
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
    itself.into_iter().chain(signatures.flat_map(|(called, ty)| hidden(&called, ty, inventory, source))).collect()
}

/// The learner's types that `ty` mentions and that others cannot name.
pub(super) fn hidden(called: &str, ty: &Type, inventory: &Inventory<'_>, source: &Source<'_>) -> Vec<Remark> {
    let mut mentioned = names::mentioned(ty);
    names::close_over(&mut mentioned, inventory);
    let private = mentioned.into_iter().filter(|name| is_private(&names::original(name, inventory), inventory));
    let remark = |name: String| Remark {
        at: source.place(ty),
        what: format!("{called} needs `{name}`, which is private to its module"),
    };
    private.map(remark).collect()
}

/// Whether the learner has such a type, and none of that name is open.
fn is_private(name: &str, inventory: &Inventory<'_>) -> bool {
    let mut same = inventory.named().filter(|named| named.name == name).peekable();
    same.peek().is_some() && !same.any(|named| is_open(named.visibility, named.scope, inventory))
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
