//! A lock whose guard is handed to others.

use kata_verdict::{Principle, Severity, Site};
use syn::{FnArg, Visibility};

use crate::code::{Function, Index};
use crate::design::guards::is_guard_type;
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "guard-handed-out",
    severity: Severity::Minor,
    principle: Principle::SingleResponsibility,
    title: "a method hands the guard of its lock to others",
    why: "How long the lock is held, and what is called meanwhile, is now up to every caller. A method that takes a closure, or one \
          that does the whole step, keeps the lock where it belongs.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    index.functions.iter().filter(|function| hands_out(function)).map(offence).collect()
}

/// A private method that takes the lock is a mere helper, and so is a function that locks what its caller has, or one that
/// gives back the guard it was given, as each wait does.
fn hands_out(function: &Function<'_>) -> bool {
    let is_visible = !matches!(function.visibility, None | Some(Visibility::Inherited));
    let returns_guard = function.returned().is_some_and(is_guard_type);
    is_visible && returns_guard && function.signature.receiver().is_some() && !is_given_guard(function)
}

fn is_given_guard(function: &Function<'_>) -> bool {
    function.signature.inputs.iter().any(|input| matches!(input, FnArg::Typed(given) if is_guard_type(&given.ty)))
}

fn offence(function: &Function<'_>) -> Site {
    site(function.file, function.line(), format!("`{}` hands its lock out", function.full_name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn a_guard_is_handed_out_where_others_can_see_the_method() {
        check(
            &RULE,
            &[
                (
                    "public",
                    "impl L {\n pub fn book(&self) -> MutexGuard<'_, Book> { self.book.lock().unwrap() } // <<\n }",
                ),
                (
                    "in the crate",
                    "impl L {\n pub(crate) fn book(&self) -> Option<RwLockReadGuard<'_, Book>> { None } // <<\n }",
                ),
            ],
            &[
                ("private", "impl L { fn book(&self) -> MutexGuard<'_, Book> { self.book.lock().unwrap() } }"),
                (
                    "of a lock that the caller has",
                    "pub(crate) fn locked<T>(m: &Mutex<T>) -> MutexGuard<'_, T> { m.lock().unwrap() }",
                ),
                (
                    "a wait",
                    "impl L { pub fn wait<'a>(&self, book: MutexGuard<'a, Book>) -> MutexGuard<'a, Book> { self.c.wait(book).unwrap() } }",
                ),
                ("a guard of another sort", "impl L { pub fn admit(&self) -> Admission<'_> { Admission(self) } }"),
            ],
        );
    }
}
