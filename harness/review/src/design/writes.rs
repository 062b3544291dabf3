//! Who writes which field.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{BinOp, Expr, ExprAssign, ExprBinary, ExprMethodCall, Member};

use crate::code::{Function, Index, line_of};

/// A field that is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Write {
    /// The struct that has the field, where that is known.
    pub(crate) owner: Option<String>,
    /// The field.
    pub(crate) field: String,
    /// The line that writes it.
    pub(crate) line: usize,
}

/// The fields that a function writes: by assignment, or by a method that changes what it is called on.
pub(crate) fn writes(index: &Index<'_>, function: &Function<'_>) -> BTreeSet<Write> {
    let mut walk = Walk { index, function, found: BTreeSet::new() };
    walk.visit_block(function.body);
    walk.found
}

struct Walk<'w> {
    index: &'w Index<'w>,
    function: &'w Function<'w>,
    found: BTreeSet<Write>,
}

impl Walk<'_> {
    /// Takes the field that a place is: `x.f`, `*x.f`, `x.f[i]`. Of `x.f.g` only `g` is written.
    fn take(&mut self, place: &Expr) {
        match place {
            Expr::Field(field) => {
                if let Member::Named(name) = &field.member {
                    let owner = self.index.resolve(self.function, &field.base).map(|head| head.name);
                    self.found.insert(Write { owner, field: name.to_string(), line: line_of(name) });
                }
            }
            Expr::Index(inner) => self.take(&inner.expr),
            Expr::Unary(inner) => self.take(&inner.expr),
            Expr::Paren(inner) => self.take(&inner.expr),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_expr_assign(&mut self, assign: &'ast ExprAssign) {
        self.take(&assign.left);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        if is_assignment(&binary.op) {
            self.take(&binary.left);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if is_changing(&call.method.to_string()) {
            self.take(&call.receiver);
        }
        visit::visit_expr_method_call(self, call);
    }
}

fn is_assignment(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::BitAndAssign(_)
    )
}

fn is_changing(method: &str) -> bool {
    matches!(
        method,
        "insert"
            | "remove"
            | "push"
            | "push_back"
            | "push_front"
            | "pop"
            | "pop_front"
            | "pop_back"
            | "pop_first"
            | "clear"
            | "extend"
            | "retain"
            | "drain"
            | "fetch_add"
            | "fetch_sub"
            | "store"
    )
}
