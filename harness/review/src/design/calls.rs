//! Who calls a port: directly, or through functions of the learner's.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};
use syn::{Expr, ExprCall, ExprMethodCall};

use crate::code::{Form, Function, Index, Owner, mentions, name_of};

/// The port that is read, not called: cheap, and it calls nobody.
const CLOCK: &str = "Clock";

/// Which functions reach a port, and which one.
pub(crate) struct Calls<'i> {
    index: &'i Index<'i>,
    reaching: BTreeMap<usize, String>,
}

impl<'i> Calls<'i> {
    pub(crate) fn new(index: &'i Index<'i>) -> Calls<'i> {
        let mut calls = Calls { index, reaching: BTreeMap::new() };
        let mut edges = Vec::new();
        for (number, function) in index.functions.iter().enumerate() {
            let mut walk = Walk { index, function, port: None, callees: Vec::new() };
            walk.visit_block(function.body);
            if let Some(port) = walk.port {
                calls.reaching.insert(number, port);
            }
            edges.extend(walk.callees.into_iter().map(|callee| (number, callee)));
        }
        calls.spread(&edges);
        calls
    }

    fn spread(&mut self, edges: &[(usize, usize)]) {
        loop {
            let before = self.reaching.len();
            for (caller, callee) in edges {
                if let Some(port) = self.reaching.get(callee).cloned() {
                    self.reaching.entry(*caller).or_insert(port);
                }
            }
            if self.reaching.len() == before {
                return;
            }
        }
    }

    /// What a method call on `receiver` reaches: `` `Gateway::charge` ``, or `` `Lot::pay` (which calls `Gateway::charge`) ``.
    pub(crate) fn reached_by_method(&self, function: &Function<'_>, call: &ExprMethodCall) -> Option<String> {
        if let Some(port) = port_called(self.index, function, call) {
            return Some(format!("`{port}`"));
        }
        let callee = method_called(self.index, function, call)?;
        self.through(callee)
    }

    /// What a call of a path reaches.
    pub(crate) fn reached_by_call(&self, function: &Function<'_>, call: &ExprCall) -> Option<String> {
        self.through(function_called(self.index, function, call)?)
    }

    fn through(&self, callee: usize) -> Option<String> {
        let port = self.reaching.get(&callee)?;
        Some(format!("`{}` (which calls `{port}`)", self.index.functions[callee].full_name()))
    }
}

/// What one function calls.
struct Walk<'w> {
    index: &'w Index<'w>,
    function: &'w Function<'w>,
    port: Option<String>,
    callees: Vec<usize>,
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        match port_called(self.index, self.function, call) {
            Some(port) => _ = self.port.get_or_insert(port),
            None => self.callees.extend(method_called(self.index, self.function, call)),
        }
        if call.method != "spawn" {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        self.callees.extend(function_called(self.index, self.function, call));
        if !is_spawn(call) {
            visit::visit_expr_call(self, call);
        }
    }
}

/// Whether a call starts a thread: what its closure does is not done by the caller.
pub(crate) fn is_spawn(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "spawn"))
}

/// The port and the method that a call is of, but for the clock's.
pub(crate) fn port_called(index: &Index<'_>, function: &Function<'_>, call: &ExprMethodCall) -> Option<String> {
    let method = call.method.to_string();
    let port = match index.resolve(function, &call.receiver) {
        Some(head) => head.name,
        // A local variable: an element of a list of ports, a port that was cloned. Where the function has such a port at
        // hand, the method tells.
        None if matches!(&*call.receiver, Expr::Path(_)) => {
            ports_at_hand(index, function).into_iter().find(|port| index.api.has_method(port, &method))?
        }
        None => return None,
    };
    (port != CLOCK && index.api.has_method(&port, &method)).then(|| format!("{port}::{method}"))
}

/// The ports that a function's parameters and its owner's fields mention.
fn ports_at_hand(index: &Index<'_>, function: &Function<'_>) -> Vec<String> {
    let owner = function.owner.type_name();
    let fields = index.structs.iter().filter(|found| owner.is_some_and(|owner| found.item.ident == owner));
    let own = fields.flat_map(|found| &found.item.fields).map(|field| &field.ty);
    let mentioned = own.chain(function.parameters().map(|(_, ty)| ty)).flat_map(mentions);
    let mut ports = Vec::new();
    for mention in mentioned {
        if mention.form == Form::Plain {
            ports.extend(index.api.ports_in(&mention.name));
        } else {
            ports.push(mention.name);
        }
    }
    ports
}

/// The learner's method that a call is of. On a local variable it is the only one of that name, if there is but one, and no
/// type of std has one of that name as well.
pub(crate) fn method_called(index: &Index<'_>, function: &Function<'_>, call: &ExprMethodCall) -> Option<usize> {
    let method = call.method.to_string();
    let is_it = |other: &&Function<'_>| other.name() == method;
    match index.resolve(function, &call.receiver) {
        Some(head) if head.is_trait => None,
        Some(head) => {
            index.functions.iter().position(|other| other.owner.type_name() == Some(&head.name) && is_it(&other))
        }
        None if matches!(&*call.receiver, Expr::Path(_)) && !is_of_std(&method) => {
            let arguments = call.args.len() + 1;
            let fits = |other: &Function<'_>| is_it(&other) && other.signature.inputs.len() == arguments;
            let mut found = index.functions.iter().enumerate().filter(|(_, other)| is_it(other));
            let (only, other) = found.next()?;
            (found.next().is_none() && fits(other) && other.signature.receiver().is_some()).then_some(only)
        }
        None => None,
    }
}

/// Names that collections, options, channels, locks, threads and atomics use as well.
fn is_of_std(method: &str) -> bool {
    const NAMES: &str = "add all and and_then any append as_mut as_ref chain clear clone cmp collect contains contains_key \
                         copied drain drop entry eq expect extend filter find first flatten flush fmt fold for_each get \
                         get_mut hash insert into into_inner is_empty is_none is_ok is_some iter iter_mut join keys last len \
                         load lock map map_err max merge min next notify_all notify_one ok ok_or or_default or_insert park \
                         peek pop pop_front position push push_back range read recv remove replace retain rev run send sort \
                         spawn split start stop store sub sum swap take then try_lock try_recv try_send union unpark unwrap \
                         update values wait wait_timeout wait_while with write zip";
    NAMES.split_whitespace().any(|name| name == method)
}

/// The learner's function that a call is of: `notify_all(…)`, `Self::pay(…)`, `Lot::pay(…)`.
pub(crate) fn function_called(index: &Index<'_>, function: &Function<'_>, call: &ExprCall) -> Option<usize> {
    let Expr::Path(path) = &*call.func else { return None };
    let name = name_of(&path.path)?;
    let owner = path.path.segments.iter().rev().nth(1).map(|part| part.ident.to_string());
    let owner = if owner.as_deref() == Some("Self") { function.owner.type_name().map(str::to_owned) } else { owner };
    index.functions.iter().position(|other| {
        other.name() == name
            && match (&other.owner, &owner) {
                (Owner::Free, None) => true,
                // A module's function, or a type's.
                (Owner::Free, Some(module)) => module.starts_with(char::is_lowercase),
                (of, Some(owner)) => of.type_name() == Some(owner),
                _ => false,
            }
    })
}
