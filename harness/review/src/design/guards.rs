//! How long the guards of a function's own locks live, and what is called meanwhile.
//!
//! A lock that is found by a key (`stay.lock()` on a local variable) is one entity's: it may well be held while that entity's
//! payment is made. A lock that hangs on `self` is everybody's.

use std::collections::BTreeSet;

use kata_verdict::Site;
use syn::visit::{self, Visit};
use syn::{
    Arm, Block, Expr, ExprCall, ExprForLoop, ExprIf, ExprMatch, ExprMethodCall, ExprWhile, Local, Pat, Stmt, Type,
};

use crate::code::{Function, Index, line_of, mentions, name_of};
use crate::design::calls::{Calls, function_called, is_spawn, method_called};
use crate::design::rule::site;

/// Whether a type is, or holds, the guard of a lock.
pub(crate) fn is_guard_type(ty: &Type) -> bool {
    const GUARDS: [&str; 3] = ["MutexGuard", "RwLockReadGuard", "RwLockWriteGuard"];
    mentions(ty).iter().any(|mention| GUARDS.contains(&mention.name.as_str()))
}

/// The calls of ports that functions make while they hold one of their own locks.
pub(crate) fn held_across(index: &Index<'_>, calls: &Calls<'_>) -> Vec<Site> {
    let walked = |function, lenders: &BTreeSet<usize>| {
        let mut walk = Walk {
            index,
            calls,
            function,
            lenders: lenders.clone(),
            held: Vec::new(),
            sites: Vec::new(),
            lends: false,
        };
        walk.visit_block(function.body);
        walk
    };
    let functions = index.functions.iter().enumerate();
    let lenders = functions.filter(|(_, function)| walked(function, &BTreeSet::new()).lends).map(|(number, _)| number);
    let lenders = lenders.collect();
    index.functions.iter().flat_map(|function| walked(function, &lenders).sites).collect()
}

/// A guard that is alive.
struct Held {
    /// The variable; None for a temporary.
    name: Option<String>,
    line: usize,
}

struct Walk<'w> {
    index: &'w Index<'w>,
    calls: &'w Calls<'w>,
    function: &'w Function<'w>,
    /// The functions that run what they are given under a lock of theirs: `self.change(|book| …)`.
    lenders: BTreeSet<usize>,
    held: Vec<Held>,
    sites: Vec<Site>,
    /// Whether this function is one of them.
    lends: bool,
}

impl Walk<'_> {
    fn reached(&mut self, line: usize, what: Option<String>) {
        if let (Some(what), Some(held)) = (what, self.held.last()) {
            let message = format!("{what} is called with the lock of line {} held", held.line);
            self.sites.push(site(self.function.file, line, message));
        }
    }

    /// Runs `inner` with a temporary guard alive, if there is one on this line.
    fn with_temporary(&mut self, line: Option<usize>, inner: impl FnOnce(&mut Self)) {
        let before = self.held.len();
        self.held.extend(line.map(|line| Held { name: None, line }));
        inner(self);
        self.held.truncate(before);
    }

    fn let_go(&mut self, argument: &Expr) {
        if let Expr::Path(path) = argument
            && let Some(name) = path.path.get_ident().map(ToString::to_string)
        {
            self.held.retain(|held| held.name.as_deref() != Some(&name));
        }
    }

    /// The line of the lock that an expression takes on `self`: `self.book.lock()`, `self.book()`, `locked(&self.book)`.
    fn lock_taken(&self, expr: &Expr) -> Option<usize> {
        match expr {
            Expr::MethodCall(call) => self.is_lock(call).then(|| line_of(&call.method)),
            Expr::Call(call) => self.is_locking_call(call).then(|| line_of(call)),
            Expr::Paren(paren) => self.lock_taken(&paren.expr),
            _ => None,
        }
    }

    fn is_lock(&self, call: &ExprMethodCall) -> bool {
        if !is_on_self(&call.receiver) {
            return false;
        }
        match method_called(self.index, self.function, call) {
            Some(callee) => self.index.functions[callee].returned().is_some_and(is_guard_type),
            None => self.is_std_lock(call),
        }
    }

    fn is_std_lock(&self, call: &ExprMethodCall) -> bool {
        let names_lock = call.method == "lock" || call.method == "read" || call.method == "write";
        let of_lock = self.index.resolve(self.function, &call.receiver);
        names_lock && call.args.is_empty() && of_lock.is_some_and(|head| head.name == "Mutex" || head.name == "RwLock")
    }

    fn is_locking_call(&self, call: &ExprCall) -> bool {
        let callee = function_called(self.index, self.function, call).map(|callee| &self.index.functions[callee]);
        let locks = callee.and_then(Function::returned).is_some_and(is_guard_type);
        locks && call.args.first().is_some_and(is_on_self)
    }

    /// The line of the lock that an expression evaluates to the guard of, through `unwrap` and the like.
    fn guard_of(&self, expr: &Expr) -> Option<usize> {
        self.lock_taken(expr).or_else(|| match expr {
            Expr::MethodCall(call) if is_unwrapping(&call.method.to_string()) => self.guard_of(&call.receiver),
            Expr::Try(inner) => self.guard_of(&inner.expr),
            Expr::Paren(inner) => self.guard_of(&inner.expr),
            Expr::Reference(inner) => self.guard_of(&inner.expr),
            Expr::Unary(inner) => self.guard_of(&inner.expr),
            // `match self.book.lock() { Ok(guard) => guard, Err(poisoned) => poisoned.into_inner() }`
            Expr::Match(inner) if inner.arms.iter().any(gives_its_guard) => self.lock_taken(&inner.expr),
            _ => None,
        })
    }

    /// The line of the lock whose guard is a temporary of this expression: somewhere in the chain of receivers.
    fn temporary_in(&self, expr: &Expr) -> Option<usize> {
        self.lock_taken(expr).or_else(|| match expr {
            Expr::MethodCall(call) => self.temporary_in(&call.receiver),
            Expr::Field(field) => self.temporary_in(&field.base),
            Expr::Index(index) => self.temporary_in(&index.expr),
            Expr::Try(inner) => self.temporary_in(&inner.expr),
            Expr::Paren(inner) => self.temporary_in(&inner.expr),
            Expr::Reference(inner) => self.temporary_in(&inner.expr),
            Expr::Unary(inner) => self.temporary_in(&inner.expr),
            _ => None,
        })
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_block(&mut self, block: &'ast Block) {
        let before = self.held.len();
        visit::visit_block(self, block);
        self.held.truncate(before);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        // A function in a function does not run here.
        if !matches!(statement, Stmt::Item(_)) {
            visit::visit_stmt(self, statement);
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        visit::visit_local(self, local);
        let line = local.init.as_ref().and_then(|init| self.guard_of(&init.expr));
        if let Some(line) = line.filter(|_| !matches!(local.pat, Pat::Wild(_))) {
            self.held.push(Held { name: bound_name(&local.pat), line });
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.visit_expr(&call.receiver);
        let reached = self.calls.reached_by_method(self.function, call);
        self.reached(line_of(&call.method), reached);
        let temporary = self.temporary_in(&call.receiver).or_else(|| self.lent(call));
        self.with_temporary(temporary, |walk| {
            if call.method != "spawn" {
                call.args.iter().for_each(|argument| walk.visit_expr(argument));
            }
        });
        call.args.iter().for_each(|argument| self.let_go(argument));
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if is_spawn(call) {
            return;
        }
        visit::visit_expr_call(self, call);
        self.lends |= self.runs_under_lock(call);
        let reached = self.calls.reached_by_call(self.function, call);
        self.reached(line_of(call), reached);
        call.args.iter().for_each(|argument| self.let_go(argument));
    }

    fn visit_expr_for_loop(&mut self, expr: &'ast ExprForLoop) {
        self.visit_expr(&expr.expr);
        self.with_temporary(self.temporary_in(&expr.expr), |walk| walk.visit_block(&expr.body));
    }

    fn visit_expr_match(&mut self, expr: &'ast ExprMatch) {
        self.visit_expr(&expr.expr);
        self.with_temporary(self.temporary_in(&expr.expr), |walk| {
            expr.arms.iter().for_each(|arm| walk.visit_arm(arm));
        });
    }

    /// In edition 2024 the temporaries of an `if let` are gone before its `else`.
    fn visit_expr_if(&mut self, expr: &'ast ExprIf) {
        self.visit_expr(&expr.cond);
        self.with_temporary(self.temporary_of_let(&expr.cond), |walk| walk.visit_block(&expr.then_branch));
        if let Some((_, other)) = &expr.else_branch {
            self.visit_expr(other);
        }
    }

    fn visit_expr_while(&mut self, expr: &'ast ExprWhile) {
        self.visit_expr(&expr.cond);
        self.with_temporary(self.temporary_of_let(&expr.cond), |walk| walk.visit_block(&expr.body));
    }
}

impl Walk<'_> {
    /// The line of a call that runs its closure under the lock of the one that is called.
    fn lent(&self, call: &ExprMethodCall) -> Option<usize> {
        let lender = method_called(self.index, self.function, call).filter(|callee| self.lenders.contains(callee));
        lender.filter(|_| is_on_self(&call.receiver)).map(|_| line_of(&call.method))
    }

    /// Whether a call is of a parameter of this function, with a lock held, or with a guard as its argument.
    fn runs_under_lock(&self, call: &ExprCall) -> bool {
        let Expr::Path(path) = &*call.func else { return false };
        let Some(name) = path.path.get_ident().map(ToString::to_string) else { return false };
        let is_given = self.function.parameters().any(|(parameter, _)| parameter == name);
        is_given && (!self.held.is_empty() || call.args.iter().any(|argument| self.temporary_in(argument).is_some()))
    }

    fn temporary_of_let(&self, condition: &Expr) -> Option<usize> {
        match condition {
            Expr::Let(test) => self.temporary_in(&test.expr),
            Expr::Binary(both) => self.temporary_of_let(&both.left).or_else(|| self.temporary_of_let(&both.right)),
            _ => None,
        }
    }
}

/// Whether an expression is `self` or a field of it, and not found by a key.
fn is_on_self(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => path.path.is_ident("self"),
        Expr::Field(field) => is_on_self(&field.base),
        Expr::Reference(inner) => is_on_self(&inner.expr),
        Expr::Unary(inner) => is_on_self(&inner.expr),
        Expr::Paren(inner) => is_on_self(&inner.expr),
        _ => false,
    }
}

fn is_unwrapping(method: &str) -> bool {
    matches!(method, "unwrap" | "expect" | "unwrap_or_else" | "into_inner" | "map_err" | "ok")
}

/// Whether an arm evaluates to what its pattern binds, and not to something that is read off it.
fn gives_its_guard(arm: &Arm) -> bool {
    let bound = match &arm.pat {
        Pat::TupleStruct(made) => made.elems.first().and_then(bound_name),
        pattern => bound_name(pattern),
    };
    bound.is_some_and(|name| is_guard_named(&arm.body, &name))
}

fn is_guard_named(expr: &Expr, name: &str) -> bool {
    match expr {
        Expr::Path(path) => path.path.is_ident(name),
        Expr::MethodCall(call) => is_unwrapping(&call.method.to_string()) && is_guard_named(&call.receiver, name),
        Expr::Paren(inner) => is_guard_named(&inner.expr, name),
        Expr::Block(inner) => match inner.block.stmts.last() {
            Some(Stmt::Expr(last, None)) => is_guard_named(last, name),
            _ => false,
        },
        _ => false,
    }
}

/// The variable that a pattern binds a guard to.
fn bound_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(ident) => Some(ident.ident.to_string()),
        Pat::TupleStruct(made) if name_of(&made.path).is_some_and(|name| name == "Ok" || name == "Some") => {
            made.elems.first().and_then(bound_name)
        }
        Pat::Type(typed) => bound_name(&typed.pat),
        _ => None,
    }
}
