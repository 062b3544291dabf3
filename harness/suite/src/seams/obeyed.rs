//! Did a spy get to say something unusual, so that a check can look whether it is obeyed?

use super::lines;
use crate::attempt::skip;
use crate::spies::Role;

/// Goes on only where the role was asked and turned a request down.
///
/// # Panics
///
/// Otherwise: the check ends as skipped. That a role is not asked at all is the business of [`live`](super::live()).
pub fn refused(role: Role) {
    asked(role);
    if role.answers().refused == 0 {
        skip(format!("no answer of `{}` has a natural no (an Option, a list, a bool)", role.name()));
    }
}

/// Goes on only where the role was asked and its answer could be changed to an unusual one. `known` names what the suite
/// knows how to change: `a SpotId`.
///
/// # Panics
///
/// Otherwise: the check ends as skipped.
pub fn altered(role: Role, known: &str) {
    asked(role);
    if role.answers().altered == 0 {
        let answers = lines(&role.crossings()).join("; ");
        skip(format!("no answer of `{}` is {known}, so the suite does not know another one ({answers})", role.name()));
    }
}

fn asked(role: Role) {
    role.watch();
    if role.answers().asked == 0 {
        skip(format!("`{}` was not asked", role.name()));
    }
}
