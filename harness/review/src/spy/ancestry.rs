//! The supertraits of a trait, all the way up, and whether a spy can implement them.

use syn::{ItemTrait, Path, TypeParamBound};

use super::bounds;
use super::inventory::{Inventory, Located};
use super::names;

/// Auto traits and blanket implementations: a spy has them by itself.
const FOR_FREE: [&str; 6] = ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe", "Any"];

/// A trait above another one.
pub(super) enum Ancestor<'s> {
    /// `Debug` or `Display`, under the path by which the learner names it.
    Formatted(&'s Path),
    /// One of the learner's own.
    Own { path: &'s Path, item: &'s ItemTrait },
}

/// All that stand above a trait; or why a spy cannot implement one of them.
pub(super) fn ancestors<'s>(
    of: &Located<'s, ItemTrait>,
    inventory: &Inventory<'s>,
) -> Result<Vec<Ancestor<'s>>, String> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut todo = bounds_of(of.item);
    while let Some(path) = todo.pop() {
        let name = names::original(&names::last(path), inventory);
        if FOR_FREE.contains(&name.as_str()) || seen.contains(&name) {
            continue;
        }
        if name == "Debug" || name == "Display" {
            found.push(Ancestor::Formatted(path));
        } else {
            let item = own(&name, of, inventory)?;
            todo.extend(bounds_of(item));
            found.push(Ancestor::Own { path, item });
        }
        seen.push(name);
    }
    Ok(found)
}

fn bounds_of(item: &ItemTrait) -> Vec<&Path> {
    let bounds = item.supertraits.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(&bound.path),
        _ => None,
    });
    bounds.collect()
}

/// The one trait of the learner's with this name that a spy can implement beside `of`.
fn own<'s>(name: &str, of: &Located<'s, ItemTrait>, inventory: &Inventory<'s>) -> Result<&'s ItemTrait, String> {
    let child = &of.item.ident;
    let candidates: Vec<_> = inventory.traits.iter().filter(|found| found.item.ident == name).collect();
    let beside = candidates.iter().find(|found| found.scope == of.scope);
    let found = match (beside, candidates.as_slice()) {
        (Some(found), _) => found,
        (None, [found]) => found,
        (None, []) => {
            return Err(format!(
                "`{child}` builds on `{name}`, which is not your own, so a spy cannot implement it: of foreign traits \
                 only Debug, Display, Any and the markers work"
            ));
        }
        (None, _) => return Err(format!("`{child}` builds on `{name}`, of which there are several: rename one")),
    };
    if !found.item.generics.params.is_empty() {
        return Err(format!("`{child}` builds on `{name}`, which is generic: a spy cannot tell with which types"));
    }
    bounds::obstacle(found.item).map_or(Ok(found.item), Err)
}

/// The names of all bounds that hold for whatever implements a trait: `Send` of `trait Pricing: Send`.
pub(super) fn has_bound(of: &ItemTrait, bound: &str, inventory: &Inventory<'_>) -> bool {
    let mut todo = vec![of.ident.to_string()];
    let mut seen = Vec::new();
    while let Some(name) = todo.pop() {
        for found in inventory.traits.iter().filter(|found| found.item.ident == name) {
            let mut above = names::mentioned(&found.item.supertraits);
            above.extend(names::mentioned(&found.item.generics.where_clause));
            if above.contains(bound) {
                return true;
            }
            todo.extend(above.into_iter().filter(|name| !seen.contains(name)));
        }
        seen.push(name);
    }
    false
}
