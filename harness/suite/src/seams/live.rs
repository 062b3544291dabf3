//! Is the policy asked, where the role matters?

use crate::complaint::complain_with;
use crate::spies::Role;

/// Complains unless the role was asked during each of these calls of the driver, given as in
/// [`call`](crate::call()), and with a name for people: `exit(T1)`, `what a van pays`. Call it after them.
pub fn live(role: Role, entries: impl IntoIterator<Item = (String, String)>) {
    role.watch();
    let name = role.name();
    let at = role.field().map(|field| format!("{}: ", field.at)).unwrap_or_default();
    let (asked, silent): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(entry, _)| role.was_asked(entry));
    let Some((_, silent)) = silent.first() else { return };
    let message = match asked.first() {
        None => format!("{at}{silent} was decided without asking `{name}`: the seam is there, but nothing hangs on it"),
        Some((_, asked)) => {
            format!("{at}{asked} was a question to `{name}`, and {silent} was not: somebody else decides there")
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
