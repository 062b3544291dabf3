//! Which enums are kinds, and which functions decide on them.
//!
//! A kind says what a thing is and stays; a state says how far it has come and changes; an outcome says how a call went.
//! Only on the first is a repeated `match` a smell.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{
    BinOp, Expr, ExprAssign, ExprBinary, ExprCall, ExprIf, ExprMatch, ExprMethodCall, Lit, Macro, Member, Pat, Path,
    Token,
};

use crate::code::{Function, Index, head, line_of, mentions};

/// The subject of decisions on text.
pub(crate) const TEXT: &str = "text";

/// The learner's enums that are kinds, with their variants.
pub(crate) struct Kinds {
    variants: BTreeMap<String, BTreeSet<String>>,
}

/// One `match` or `if` chain on kinds.
pub(crate) struct Decision {
    /// The enum, or that it is text.
    pub(crate) subject: String,
    /// The kinds that it tells apart.
    pub(crate) values: BTreeSet<String>,
    /// The line that it begins on.
    pub(crate) line: usize,
}

impl Kinds {
    pub(crate) fn new(index: &Index<'_>) -> Kinds {
        let moving = Moving::find(index);
        let lasting = names_that_last(index);
        let kinds = index.enums.iter().filter(|found| {
            let name = found.item.ident.to_string();
            lasting.contains(&name) && !moving.enums.contains(&name) && !is_passing(&name)
        });
        let variants = |found: &syn::ItemEnum| found.variants.iter().map(|variant| variant.ident.to_string()).collect();
        Kinds { variants: kinds.map(|found| (found.item.ident.to_string(), variants(found.item))).collect() }
    }

    /// The kind that a path in a pattern names: `Kind::Car`, or `Car` where it can be no other.
    fn variant(&self, path: &Path) -> Option<(String, String)> {
        let mut parts = path.segments.iter().rev().map(|part| part.ident.to_string());
        let variant = parts.next()?;
        match parts.next() {
            Some(owner) => self.variants.get(&owner)?.contains(&variant).then_some((owner, variant)),
            None => {
                let mut owners = self.variants.iter().filter(|(_, variants)| variants.contains(&variant));
                let (owner, _) = owners.next()?;
                owners.next().is_none().then(|| (owner.clone(), variant))
            }
        }
    }
}

/// The enums that a field or a parameter is of. Not through a channel or a queue: what travels is a message.
fn names_that_last(index: &Index<'_>) -> BTreeSet<String> {
    let fields = index.structs.iter().flat_map(|found| &found.item.fields).map(|field| &field.ty);
    let parameters = index.functions.iter().flat_map(|function| function.parameters().map(|(_, ty)| ty));
    let all = fields.chain(parameters).flat_map(mentions);
    let travels = |through: &str| matches!(through, "Sender" | "SyncSender" | "Receiver" | "VecDeque");
    let (travelling, staying): (Vec<_>, Vec<_>) = all.partition(|mention| mention.through.iter().any(|by| travels(by)));
    let messages: BTreeSet<_> = travelling.into_iter().map(|mention| mention.name).collect();
    staying.into_iter().map(|mention| mention.name).filter(|name| !messages.contains(name)).collect()
}

/// Names of what passes: a state, an outcome, a message.
fn is_passing(name: &str) -> bool {
    const ENDINGS: &str = "State Status Phase Step Outcome Result Error Event Command Cmd Request Reply Response Message \
                           Msg Action Op Operation Input Signal Change News";
    ENDINGS.split_whitespace().any(|ending| name.ends_with(ending))
}

/// The enums whose values are put in place of others.
#[derive(Default)]
struct Moving {
    enums: BTreeSet<String>,
    /// What the fields of the learner's structs are made of, by the name of the field.
    fields: BTreeMap<String, BTreeSet<String>>,
}

impl Moving {
    fn find(index: &Index<'_>) -> Moving {
        let mut moving = Moving::default();
        for field in index.structs.iter().flat_map(|found| &found.item.fields) {
            if let Some(name) = &field.ident {
                let types = mentions(&field.ty).into_iter().map(|mention| mention.name);
                moving.fields.entry(name.to_string()).or_default().extend(types);
            }
        }
        index.functions.iter().for_each(|function| moving.visit_block(function.body));
        moving
    }

    /// Something is put into this place, by whatever name: `job.stage = stage`.
    fn put_into(&mut self, place: &Expr) {
        match place {
            Expr::Field(field) => {
                let Member::Named(name) = &field.member else { return };
                self.enums.extend(self.fields.get(&name.to_string()).into_iter().flatten().cloned());
            }
            Expr::Reference(inner) => self.put_into(&inner.expr),
            Expr::Paren(inner) => self.put_into(&inner.expr),
            Expr::Tuple(places) => places.elems.iter().for_each(|place| self.put_into(place)),
            _ => {}
        }
    }

    fn take(&mut self, expr: &Expr) {
        let mut paths = Owners::default();
        paths.visit_expr(expr);
        self.enums.extend(paths.names);
    }
}

impl<'ast> Visit<'ast> for Moving {
    fn visit_expr_assign(&mut self, assign: &'ast ExprAssign) {
        self.put_into(&assign.left);
        self.take(&assign.right);
        visit::visit_expr_assign(self, assign);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        const PUTS: [&str; 8] = ["insert", "replace", "push", "push_back", "send", "set", "store", "swap"];
        if PUTS.iter().any(|method| call.method == method) {
            // In `insert(key, value)` the key stays what it is.
            let keys = usize::from(call.args.len() == 2 && call.method == "insert");
            call.args.iter().skip(keys).for_each(|argument| self.take(argument));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let puts = matches!(&*call.func, Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "replace"));
        if puts {
            call.args.first().into_iter().for_each(|place| self.put_into(place));
            call.args.iter().for_each(|argument| self.take(argument));
        }
        visit::visit_expr_call(self, call);
    }
}

/// The `Kind` of each `Kind::Car`. A struct that has a kind among its fields is not looked into: it is put somewhere, the
/// kind in it stays.
#[derive(Default)]
struct Owners {
    names: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Owners {
    fn visit_path(&mut self, path: &'ast Path) {
        self.names.extend(path.segments.iter().rev().nth(1).map(|owner| owner.ident.to_string()));
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        self.visit_path(&made.path);
    }
}

/// A decision, and the function that makes it.
pub(crate) type Made<'i> = (&'i Function<'i>, Decision);

/// Every decision on kinds.
pub(crate) fn all_decisions<'i>(index: &'i Index<'i>) -> Vec<Made<'i>> {
    let kinds = Kinds::new(index);
    let made = |function| decisions(index, &kinds, function).into_iter().map(move |decision| (function, decision));
    index.functions.iter().flat_map(made).collect()
}

/// The other functions that tell two of the same kinds apart.
pub(crate) fn repeated_in(made: &[Made<'_>], function: &Function<'_>, decision: &Decision) -> BTreeSet<String> {
    let others = made.iter().filter(|(other, _)| !std::ptr::eq(*other, function));
    let same = others.filter(|(_, other)| {
        other.subject == decision.subject && other.values.intersection(&decision.values).count() >= 2
    });
    same.map(|(other, _)| format!("`{}`", other.full_name())).collect()
}

/// The decisions on kinds that a function makes. A kind's own methods make none: they are the one place; nor do those of a
/// type that is nothing but the kind in a wrapper. What a conversion or a `Display` tells apart are words.
fn decisions(index: &Index<'_>, kinds: &Kinds, function: &Function<'_>) -> Vec<Decision> {
    const WORDS: [&str; 8] = ["fmt", "from", "into", "try_from", "from_str", "to_string", "as_str", "parse"];
    if WORDS.contains(&function.name().as_str()) {
        return Vec::new();
    }
    let mut walk = Walk { kinds, found: Vec::new() };
    walk.visit_block(function.body);
    let owner = function.owner.type_name().unwrap_or_default();
    walk.found.retain(|decision| decision.subject != owner && !is_wrapper(index, owner, &decision.subject));
    walk.found
}

/// Whether a type has one field, and that is the kind.
fn is_wrapper(index: &Index<'_>, name: &str, kind: &str) -> bool {
    let found = index.structs.iter().find(|found| found.item.ident == name);
    found.is_some_and(|found| {
        let mut fields = found.item.fields.iter();
        let only = fields.next().filter(|_| fields.next().is_none());
        only.and_then(|field| head(&field.ty)).is_some_and(|head| head.name == kind)
    })
}

struct Walk<'k> {
    kinds: &'k Kinds,
    found: Vec<Decision>,
}

impl Walk<'_> {
    fn take(&mut self, told_apart: Told, line: usize) {
        for (subject, values) in told_apart.values {
            // One text is enough to have a kind in the code; of an enum's variants, one alone may be a mere question.
            if values.len() >= 2 || subject == TEXT {
                self.found.push(Decision { subject, values, line });
            }
        }
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_expr_binary(&mut self, expr: &'ast ExprBinary) {
        if matches!(expr.op, BinOp::Eq(_) | BinOp::Ne(_)) {
            let mut told = Told::new(self.kinds);
            told.operand(&expr.left);
            told.operand(&expr.right);
            self.take(told, line_of(expr));
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_match(&mut self, expr: &'ast ExprMatch) {
        let mut told = Told::new(self.kinds);
        expr.arms.iter().for_each(|arm| told.pattern(&arm.pat));
        self.take(told, line_of(expr));
        visit::visit_expr_match(self, expr);
    }

    fn visit_expr_if(&mut self, expr: &'ast ExprIf) {
        let mut told = Told::new(self.kinds);
        let mut branch = expr;
        loop {
            told.condition(&branch.cond);
            visit::visit_block(self, &branch.then_branch);
            match branch.else_branch.as_ref().map(|(_, other)| &**other) {
                Some(Expr::If(other)) => branch = other,
                Some(other) => break self.visit_expr(other),
                None => break,
            }
        }
        self.take(told, line_of(expr));
    }
}

/// What one decision tells apart, by subject.
struct Told<'k> {
    kinds: &'k Kinds,
    values: BTreeMap<String, BTreeSet<String>>,
}

impl Told<'_> {
    fn new(kinds: &Kinds) -> Told<'_> {
        Told { kinds, values: BTreeMap::new() }
    }

    fn path(&mut self, path: &Path) -> bool {
        let Some((subject, variant)) = self.kinds.variant(path) else { return false };
        let value = format!("`{subject}::{variant}`");
        self.values.entry(subject).or_default().insert(value);
        true
    }

    /// A word is a kind; `"*"` and `"\n"` are signs of some language, and `""` is nothing at all.
    fn text(&mut self, lit: &Lit) {
        let Lit::Str(text) = lit else { return };
        let text = text.value();
        if text.chars().any(char::is_alphabetic) {
            self.values.entry(TEXT.to_owned()).or_default().insert(format!("{text:?}"));
        }
    }

    fn pattern(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Or(or) => or.cases.iter().for_each(|case| self.pattern(case)),
            Pat::Tuple(tuple) => tuple.elems.iter().for_each(|elem| self.pattern(elem)),
            Pat::Reference(reference) => self.pattern(&reference.pat),
            Pat::Paren(paren) => self.pattern(&paren.pat),
            Pat::Guard(guard) => self.pattern(&guard.pat),
            Pat::Path(path) => _ = self.path(&path.path),
            Pat::Struct(made) => _ = self.path(&made.path),
            Pat::TupleStruct(made) if !self.path(&made.path) => {
                made.elems.iter().for_each(|elem| self.pattern(elem));
            }
            Pat::Ident(ident) if ident.subpat.is_none() => _ = self.path(&Path::from(ident.ident.clone())),
            Pat::Lit(lit) => self.text(&lit.lit),
            _ => {}
        }
    }

    fn condition(&mut self, condition: &Expr) {
        match condition {
            Expr::Binary(binary) if matches!(binary.op, BinOp::Or(_) | BinOp::And(_)) => {
                self.condition(&binary.left);
                self.condition(&binary.right);
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Eq(_)) => {
                self.operand(&binary.left);
                self.operand(&binary.right);
            }
            Expr::Paren(paren) => self.condition(&paren.expr),
            Expr::Let(test) => self.pattern(&test.pat),
            Expr::Macro(call) if call.mac.path.is_ident("matches") => self.matches(&call.mac),
            _ => {}
        }
    }

    /// One side of `==`: a kind, a text, or a text that is made a class (`VehicleClass::new("car")`, `"car".into()`).
    fn operand(&mut self, operand: &Expr) {
        match operand {
            Expr::Path(path) if path.path.segments.len() > 1 => _ = self.path(&path.path),
            Expr::Lit(lit) => self.text(&lit.lit),
            Expr::Reference(reference) => self.operand(&reference.expr),
            Expr::Paren(paren) => self.operand(&paren.expr),
            Expr::Call(call) if call.args.len() == 1 => self.operand(&call.args[0]),
            Expr::MethodCall(call) if call.args.is_empty() => self.operand(&call.receiver),
            _ => {}
        }
    }

    fn matches(&mut self, call: &Macro) {
        let parsed = call.parse_body_with(|input: syn::parse::ParseStream<'_>| {
            input.parse::<Expr>()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            // A guard, a trailing comma.
            input.parse::<proc_macro2::TokenStream>()?;
            Ok(pattern)
        });
        if let Ok(pattern) = parsed {
            self.pattern(&pattern);
        }
    }
}
