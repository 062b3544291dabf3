//! Draws a picture of what was indexed.

use syn::visit::{self, Visit};
use syn::{Expr, ExprStruct, Fields, Local, Member, Pat, Type};

use crate::code::{Form, Index, Mention, Owner, ROOT, mentions, name_of, trait_of, type_of};
use crate::picture::{Edge, How, Kind, Link, Mark, Node, Picture};

pub(super) fn draw(index: &Index<'_>) -> Picture {
    let mut draft = Draft { index, picture: Picture::default() };
    draft.draw_traits();
    draft.draw_types();
    draft.draw_impls();
    draft.draw_fields();
    draft.draw_functions();
    draft.draw_receivers();
    draft.picture
}

struct Draft<'d> {
    index: &'d Index<'d>,
    picture: Picture,
}

impl Draft<'_> {
    fn draw_traits(&mut self) {
        for found in &self.index.traits {
            let name = found.item.ident.to_string();
            let is_seam = self.index.seams.roles.values().any(|role| *role == name);
            self.node(name, Kind::Trait, is_seam.then_some(Mark::Seam));
        }
    }

    fn draw_types(&mut self) {
        for found in &self.index.structs {
            let name = found.item.ident.to_string();
            let mark = (name == ROOT).then_some(Mark::Root);
            self.node(name, Kind::Struct, mark);
        }
        for found in &self.index.enums {
            self.node(found.item.ident.to_string(), Kind::Enum, None);
        }
    }

    /// Traits of the learner's and of the kata's. Those of std are no part of the design.
    fn draw_impls(&mut self) {
        for found in &self.index.impls {
            let (Some(of), Some(of_trait)) = (type_of(found.item), trait_of(found.item)) else { continue };
            let is_drawn = self.is_trait(&of_trait) || self.take_of_kata(&of_trait);
            if is_drawn && self.index.is_type(&of) {
                self.edge(of, of_trait, Link::Implements);
            }
        }
    }

    fn draw_fields(&mut self) {
        for found in &self.index.structs {
            let name = found.item.ident.to_string();
            for field in &found.item.fields {
                match &field.ident {
                    Some(role) if name == ROOT => self.offer(&role.to_string(), &field.ty),
                    _ => self.hold(&name, &field.ty),
                }
            }
        }
        for found in &self.index.enums {
            let name = found.item.ident.to_string();
            for variant in &found.item.variants {
                if !matches!(variant.fields, Fields::Unit) {
                    variant.fields.iter().for_each(|field| self.hold(&name, &field.ty));
                }
            }
        }
    }

    /// Draws a role. A seam that is a function goes by the name of its alias, or of the role.
    fn offer(&mut self, role: &str, ty: &Type) {
        match self.index.seams.roles.get(role) {
            Some(of) if self.is_trait(of) => self.edge(ROOT.to_owned(), of.clone(), Link::Offers(role.to_owned())),
            Some(_) => {
                let name = self.signature(role, ty);
                self.node(name.clone(), Kind::Signature, Some(Mark::Seam));
                self.edge(ROOT.to_owned(), name, Link::Offers(role.to_owned()));
            }
            None => self.hold(ROOT, ty),
        }
    }

    fn signature(&self, role: &str, ty: &Type) -> String {
        let names = mentions(ty).into_iter().map(|mention| mention.name);
        let mut aliases = names.filter(|name| self.index.aliases.contains_key(name));
        aliases.next().unwrap_or_else(|| role.to_owned())
    }

    fn hold(&mut self, holder: &str, ty: &Type) {
        for mention in self.unaliased(ty) {
            let how = Link::Holds(How::through(&mention.through));
            if self.picture.node(&mention.name).is_some() || self.take_port(&mention) {
                self.edge(holder.to_owned(), mention.name, how);
            } else {
                for port in self.index.api.ports_in(&mention.name) {
                    self.take_of_kata(&port);
                    self.edge(holder.to_owned(), port, how.clone());
                }
            }
        }
    }

    /// What a type mentions, with aliases (`type Stay = Mutex<Option<Ticket>>`) looked through.
    fn unaliased(&self, ty: &Type) -> Vec<Mention> {
        let mut all = Vec::new();
        for mention in mentions(ty) {
            let Some(aliased) = self.index.aliases.get(&mention.name) else {
                all.push(mention);
                continue;
            };
            for inner in mentions(aliased) {
                let through = mention.through.iter().cloned().chain(inner.through).collect();
                all.push(Mention { through, ..inner });
            }
        }
        all
    }

    fn take_port(&mut self, mention: &Mention) -> bool {
        mention.form != Form::Plain && self.take_of_kata(&mention.name)
    }

    /// Draws a trait of the kata's, if it is one.
    fn take_of_kata(&mut self, name: &str) -> bool {
        let mark = match name {
            name if self.index.api.is_port(name) => Mark::Port,
            name if self.index.api.is_driver(name) => Mark::Driver,
            _ => return false,
        };
        self.node(name.to_owned(), Kind::Trait, Some(mark));
        true
    }

    /// The functions that the composition root hands over as policies.
    fn draw_functions(&mut self) {
        let root = self.index.functions.iter().filter(|function| function.owner.type_name() == Some(ROOT));
        let mut handed = HandedOver::default();
        root.for_each(|function| handed.visit_block(function.body));
        for Handed { role, function, is_called } in handed.found {
            let is_own = handed.closures.contains(&function)
                || self.index.functions.iter().any(|own| own.owner == Owner::Free && own.name() == function);
            let offered = self.picture.from(ROOT).find(|edge| edge.link == Link::Offers(role.clone()));
            let Some(seam) = offered.map(|edge| edge.to.clone()).filter(|_| is_own) else { continue };
            // What a function returns for a trait is some type's; what it returns for a signature is a function.
            if !is_called || self.picture.node(&seam).is_some_and(|node| node.kind == Kind::Signature) {
                self.node(function.clone(), Kind::Function, None);
                self.edge(function, seam, Link::Implements);
            }
        }
    }

    /// Who receives the messages of a channel: the type, or the function, that is given the `Receiver`.
    fn draw_receivers(&mut self) {
        for function in &self.index.functions {
            let given = function.parameters().flat_map(|(_, ty)| mentions(ty));
            let received = given.filter(|mention| mention.through.last().is_some_and(|last| last == "Receiver"));
            for message in received.filter(|mention| self.picture.node(&mention.name).is_some()).collect::<Vec<_>>() {
                let receiver = function.owner.type_name().map_or_else(|| function.name(), str::to_owned);
                self.node(receiver.clone(), Kind::Function, None);
                self.edge(message.name, receiver, Link::Feeds);
            }
        }
    }

    fn is_trait(&self, name: &str) -> bool {
        self.picture.node(name).is_some_and(|node| node.kind == Kind::Trait)
    }

    fn node(&mut self, name: String, kind: Kind, mark: Option<Mark>) {
        if self.picture.node(&name).is_none() {
            self.picture.nodes.push(Node { name, kind, mark });
        }
    }

    fn edge(&mut self, from: String, to: String, link: Link) {
        let edge = Edge { from, to, link };
        if !self.picture.edges.contains(&edge) {
            self.picture.edges.push(edge);
        }
    }
}

/// The function that a role is filled with: `allocation: Box::new(nearest)`, `pricing: Box::new(price_list(config))`.
struct Handed {
    role: String,
    function: String,
    is_called: bool,
}

#[derive(Default)]
struct HandedOver {
    found: Vec<Handed>,
    /// The closures that have a name.
    closures: Vec<String>,
}

impl<'ast> Visit<'ast> for HandedOver {
    fn visit_local(&mut self, local: &'ast Local) {
        let is_closure = local.init.as_ref().is_some_and(|init| matches!(*init.expr, Expr::Closure(_)));
        if let Pat::Ident(name) = &local.pat
            && is_closure
        {
            self.closures.push(name.ident.to_string());
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
        for field in &made.fields {
            if let (Member::Named(role), Some((function, is_called))) = (&field.member, boxed(&field.expr)) {
                self.found.push(Handed { role: role.to_string(), function, is_called });
            }
        }
        visit::visit_expr_struct(self, made);
    }
}

/// The function in a `Box::new(…)`, and whether it is called there.
fn boxed(expr: &Expr) -> Option<(String, bool)> {
    let Expr::Call(call) = expr else { return None };
    match call.args.first()? {
        Expr::Path(path) => Some((name_of(&path.path)?, false)),
        Expr::Call(inner) => match &*inner.func {
            Expr::Path(path) => Some((name_of(&path.path)?, true)),
            _ => None,
        },
        _ => None,
    }
}
