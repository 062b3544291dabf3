//! Control flow in control flow in control flow.

use kata_verdict::{Principle, Severity, Site};
use syn::visit::{self, Visit};
use syn::{Expr, ExprIf};

use crate::code::{Index, line_of};
use crate::design::rule::{Rule, site};

/// How deep control flow may stand in control flow.
const LIMIT: usize = 4;

pub(crate) const RULE: Rule = Rule {
    name: "deep-nesting",
    severity: Severity::Minor,
    principle: Principle::SingleResponsibility,
    title: "control flow is nested more than four deep",
    why: "Each level is a condition that the reader keeps in mind, and so do you while you talk. `let … else`, `?` and a \
          function with a name take levels away.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let deepest = index.functions.iter().filter_map(|function| {
        let mut walk = Walk { depth: 0, deepest: 0, line: 0 };
        walk.visit_block(function.body);
        (walk.deepest > LIMIT).then(|| {
            let message = format!("`{}` is nested {} deep here", function.full_name(), walk.deepest);
            site(function.file, walk.line, message)
        })
    });
    deepest.collect()
}

struct Walk {
    depth: usize,
    deepest: usize,
    line: usize,
}

impl Walk {
    fn deeper(&mut self, line: usize, inner: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth > self.deepest {
            (self.deepest, self.line) = (self.depth, line);
        }
        inner(self);
        self.depth -= 1;
    }

    /// An `else if` stands on the level of its `if`.
    fn branches(&mut self, branch: &ExprIf) {
        self.visit_expr(&branch.cond);
        self.visit_block(&branch.then_branch);
        match branch.else_branch.as_ref().map(|(_, other)| &**other) {
            Some(Expr::If(other)) => self.branches(other),
            Some(other) => self.visit_expr(other),
            None => {}
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::If(branch) => self.deeper(line_of(branch), |walk| walk.branches(branch)),
            Expr::Match(_) | Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                self.deeper(line_of(expr), |walk| visit::visit_expr(walk, expr));
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    /// A function in a function starts anew.
    fn visit_item(&mut self, _: &'ast syn::Item) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    #[test]
    fn levels_of_control_flow_are_counted() {
        check(
            &RULE,
            &[
                (
                    "five levels",
                    "fn a() {
                        for x in y { if x { while z { match w { _ => {
                            if q { } // <<
                        } } } } }
                    }",
                ),
                (
                    "through closures",
                    "fn a() { for x in y { if x { z.iter().for_each(|w| { match w { _ => { loop {
                        if v { } // <<
                    } } } }) } } }",
                ),
            ],
            &[
                ("four levels", "fn a() { for x in y { if x { while z { match w { _ => {} } } } } }"),
                ("else if", "fn a() { if a {} else if b {} else if c {} else if d {} else if e {} else {} }"),
                ("side by side", "fn a() { if a {} if b {} for c in d {} match e { _ => {} } loop {} }"),
                ("blocks", "fn a() { { { { { { { b() } } } } } } }"),
                ("a function of its own", "fn a() { for x in y { if x { loop { fn b() { if c { if d { } } } } } } }"),
            ],
        );
    }
}
