//! Does the trait ask for nothing that nobody needs?

use kata_verdict::{Remark, SeamMethod};

use super::notes;
use crate::attempt::skip;
use crate::complaint::complain_with;
use crate::spies::Role;

/// Complains if a method of the role's trait is called by nothing, or is only a stub in an implementation that the learner
/// ships. Call it after all that asks the role. That a role is not asked at all is the business of [`live`](super::live()).
pub fn narrow(role: Role) {
    role.watch();
    let Some(found) = role.declared_trait() else { return };
    if let Some(first) = found.stubs.first() {
        let message =
            format!("{}: {}: `{}` asks for more than its implementations have", first.at, first.what, found.name);
        complain_with(message, notes(&found.stubs));
    }
    let asked = role.crossings();
    if asked.is_empty() {
        skip(format!("`{}` was not asked", role.name()));
    }
    let is_idle = |method: &&SeamMethod| method.calls.is_empty() && asked.iter().all(|call| call.method != method.name);
    let idle: Vec<_> = found.methods.iter().filter(is_idle).map(remark).collect();
    if let Some(first) = idle.first() {
        let message =
            format!("{}: {}, yet whoever brings another `{}` must write it", first.at, first.what, role.name());
        complain_with(message, notes(&idle));
    }
}

fn remark(method: &SeamMethod) -> Remark {
    Remark { at: method.at.clone(), what: format!("`{}` is called by nothing", method.name) }
}
