//! Is there a seam at all, and does the core know its policies by it alone?

use kata_verdict::{Holds, Remark, SeamFacts, SeamField};

use super::notes;
use crate::attempt::skip;
use crate::complaint::{complain, complain_with};
use crate::spies::{self, Role};

/// Complains unless the role has a field in `Seams`, and its type is a trait of the learner's, or a boxed function.
pub fn declared(role: Role) {
    let Some(facts) = spies::facts() else { skip("the source was not read") };
    let Some(field) = role.field() else { complain(absent(role, facts)) };
    match &field.holds {
        Holds::Function => {}
        Holds::Trait(_) if role.declared_trait().is_some() => {}
        // A macro may have written it: then it is the learner's, though the source does not show it.
        Holds::Trait(_) if role.binding().is_some_and(|binding| binding != kata_spy::Binding::Unspied) => {}
        Holds::Trait(name) => complain(foreign(field, name)),
        Holds::Concrete => complain(concrete(field, facts)),
    }
}

fn absent(role: Role, facts: &SeamFacts) -> String {
    let name = role.name();
    match (&facts.at, &facts.trouble) {
        (Some(at), None) if facts.fields.is_empty() => {
            format!(
                "{at}: `Seams` is empty: nobody can bring another `{name}`; give it a field `{name}: Box<dyn …>` of a trait that you design"
            )
        }
        (Some(at), None) => {
            let fields: Vec<_> = facts.fields.iter().map(|field| format!("`{}`", field.name)).collect();
            format!(
                "{at}: `Seams` has no field `{name}`, only {}: nobody can bring another `{name}`",
                fields.join(", ")
            )
        }
        (Some(at), Some(trouble)) => format!("{at}: {trouble}"),
        (None, trouble) => trouble.clone().unwrap_or_else(|| "there is no `struct Seams`".to_owned()),
    }
}

fn foreign(field: &SeamField, name: &str) -> String {
    let SeamField { at, name: role, ty, .. } = field;
    format!(
        "{at}: `{role}: {ty}` is a seam, but `{name}` is no trait that your source declares: design one for the role"
    )
}

fn concrete(field: &SeamField, facts: &SeamFacts) -> String {
    let SeamField { at, name, ty, .. } = field;
    match &facts.trouble {
        Some(trouble) => format!("{at}: {trouble}"),
        None => format!(
            "{at}: `{name}: {ty}` is one type, so there can be no other `{name}`: hold it as `Box<dyn …>` of a trait"
        ),
    }
}

/// Complains if the core names what stands behind the role, outside of `Seams` and `build`.
pub fn only_the_root_names_policies(role: Role) {
    let Some(field) = role.field() else { skip(format!("`Seams` has no field `{}`", role.name())) };
    let named: Vec<Remark> = match role.declared_trait() {
        Some(found) => found.named.clone(),
        None => field.named.clone(),
    };
    let Some(first) = named.first() else { return };
    let message = format!(
        "{}: the core names `{}` itself, so another `{}` would have to be written in there too; only `Seams::new` should \
         know it",
        first.at,
        first.what,
        role.name()
    );
    complain_with(message, notes(&named));
}
