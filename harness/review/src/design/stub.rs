//! An implementation that does not keep its trait's promise.

use kata_verdict::{Principle, Severity, Site};
use syn::visit::{self, Visit};
use syn::{Block, Expr, Macro, Pat, Stmt};

use crate::code::{Function, Index, Owner, line_of, name_of};
use crate::design::rule::{Rule, site};

pub(crate) const RULE: Rule = Rule {
    name: "stub-in-impl",
    severity: Severity::Major,
    principle: Principle::Substitution,
    title: "an implementation panics where its trait promises an answer",
    why: "Whoever holds the trait may call each of its methods. A stub says that the trait is too wide for this type, or \
          that the work is not done; an interviewer will ask which.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let of_traits = index.functions.iter().filter(|function| matches!(function.owner, Owner::Impl { .. }));
    of_traits.flat_map(stubs).collect()
}

fn stubs(function: &Function<'_>) -> Vec<Site> {
    let mut found = Unfinished::default();
    found.visit_block(function.body);
    found.lines.extend(bare_panic(function.body));
    let message = |name: &str| format!("`{}` is `{name}!`", function.full_name());
    found.lines.iter().map(|(line, name)| site(function.file, *line, message(name))).collect()
}

#[derive(Default)]
struct Unfinished {
    lines: Vec<(usize, String)>,
}

impl<'ast> Visit<'ast> for Unfinished {
    fn visit_macro(&mut self, call: &'ast Macro) {
        if let Some(name) = name_of(&call.path).filter(|name| name == "todo" || name == "unimplemented") {
            self.lines.push((line_of(&call.path), name));
        }
        visit::visit_macro(self, call);
    }
}

/// A body that is a panic and nothing else. What it does with its arguments first (`let _ = vehicle;`) is no work.
fn bare_panic(body: &Block) -> Option<(usize, String)> {
    let mut work = body.stmts.iter().filter(|statement| !is_discard(statement));
    let call = match (work.next()?, work.next()) {
        (Stmt::Macro(statement), None) => &statement.mac,
        (Stmt::Expr(Expr::Macro(expr), _), None) => &expr.mac,
        _ => return None,
    };
    let name = name_of(&call.path).filter(|name| name == "panic" || name == "unreachable")?;
    Some((line_of(&call.path), name))
}

fn is_discard(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Local(local) if matches!(local.pat, Pat::Wild(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn a_stub_is_found_and_a_guarded_panic_is_not() {
        check(
            &RULE,
            &[
                ("todo", "impl Pricing for Flat { fn fee(&self) -> Cents {\n todo!(\"later\") // <<\n } }"),
                (
                    "unimplemented in a branch",
                    "impl P for F { fn fee(&self, a: bool) -> u8 { if a { 1 } else {\n unimplemented!() // <<\n } } }",
                ),
                (
                    "a bare panic",
                    "impl P for F { fn refund(&self, c: u8) { let _ = c;\n panic!(\"not supported\") // <<\n } }",
                ),
                ("unreachable", "impl P for F { fn refund(&self) -> u8 {\n std::unreachable!(); // <<\n } }"),
            ],
            &[
                ("not in an impl of a trait", "impl Flat { fn fee(&self) -> u8 { todo!() } } fn later() { todo!() }"),
                (
                    "a panic on a broken invariant",
                    "impl P for F { fn fee(&self) -> u8 { if self.a { panic!(\"broken\") } 1 } }",
                ),
                (
                    "an arm that cannot be",
                    "impl P for F { fn fee(&self) -> u8 { match self.a { 1 => 2, _ => unreachable!() } } }",
                ),
                ("a lock", "impl P for F { fn fee(&self) -> u8 { *self.a.lock().expect(\"not poisoned\") } }"),
                (
                    "a double of the tests",
                    "#[cfg(test)] mod tests { impl P for F { fn fee(&self) -> u8 { todo!() } } }",
                ),
                ("words", "impl P for F { fn fee(&self) -> &str { \"todo!()\" } } // todo!()"),
            ],
        );
    }
}
