//! Methods of an implementation that only pretend to be one.

use kata_verdict::Remark;
use syn::{Block, Expr, ImplItem, ItemImpl, Macro, Pat, Stmt};

use super::inventory::Source;
use super::names;
use super::units::type_name;

/// The stubs in one implementation of a trait.
pub(super) fn stubs<'a>(item: &'a ItemImpl, source: &'a Source<'_>) -> impl Iterator<Item = Remark> + 'a {
    let owner = type_name(&item.self_ty).unwrap_or_default();
    item.items.iter().filter_map(move |member| {
        let ImplItem::Fn(method) = member else { return None };
        let gives_up = gives_up(&method.block)?;
        let what = format!("`{owner}::{}` is only `{gives_up}!`", method.sig.ident);
        Some(Remark { at: source.place(&method.sig.ident), what })
    })
}

/// The macro by which a body gives up, if it does nothing else.
fn gives_up(body: &Block) -> Option<String> {
    let mut busy = body.stmts.iter().filter(|statement| !is_discard(statement));
    let (only, None) = (busy.next()?, busy.next()) else { return None };
    let mac: &Macro = match only {
        Stmt::Macro(statement) => &statement.mac,
        Stmt::Expr(Expr::Macro(expression), _) => &expression.mac,
        _ => return None,
    };
    let name = names::last(&mac.path);
    matches!(name.as_str(), "todo" | "unimplemented" | "panic" | "unreachable").then_some(name)
}

/// `let _ = …;`
fn is_discard(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Local(local) if matches!(local.pat, Pat::Wild(_)))
}
