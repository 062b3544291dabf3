//! Is the policy asked, where the role matters?

use crate::complaint::complain_with;
use crate::spies::Role;

/// Complains unless the role was asked during each of these calls of the driver: `park(KA-01)`. Call it after them.
pub fn live(role: Role, entries: impl IntoIterator<Item = String>) {
    role.watch();
    let name = role.name();
    let at = role.field().map(|field| format!("{}: ", field.at)).unwrap_or_default();
    let (asked, silent): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| role.was_asked(entry));
    let Some(first) = silent.first() else { return };
    let message = match asked.first() {
        None => format!("{at}`{first}` was served without asking `{name}`: the seam is there, but nothing hangs on it"),
        Some(asked) => {
            format!("{at}`{asked}` asked `{name}`, and `{first}` was served without: somebody else decides there")
        }
    };
    complain_with(message, callers(role));
}

/// The lines that call a method of the role's trait.
fn callers(role: Role) -> Vec<String> {
    let Some(found) = role.declared_trait() else { return Vec::new() };
    let line = |method: &kata_verdict::SeamMethod| match method.calls.as_slice() {
        [] => format!("{}: `{}` is called nowhere", method.at, method.name),
        calls => format!("{}: `{}` is called at {}", method.at, method.name, calls.join(", ")),
    };
    found.methods.iter().map(line).collect()
}
