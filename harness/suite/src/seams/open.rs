//! Could somebody else write another implementation?

use super::notes;
use crate::attempt::skip;
use crate::complaint::complain_with;
use crate::spies::Role;

/// Complains if something private stands in the way of another implementation: the trait itself, or a type in its
/// signatures.
pub fn open(role: Role) {
    let Some(field) = role.field() else { skip(format!("`Seams` has no field `{}`", role.name())) };
    let closed = match role.declared_trait() {
        Some(found) => &found.closed,
        None => &field.closed,
    };
    let Some(first) = closed.first() else { return };
    let message = format!("{}: {}, so nobody else can write another `{}`", first.at, first.what, role.name());
    complain_with(message, notes(closed));
}
