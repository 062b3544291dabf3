//! What a value is, as far as fields and parameters tell.

use syn::{Expr, Member};

use crate::code::{Function, Head, Index, head};

impl Index<'_> {
    /// What an expression in a function is: `self`, a parameter, a field of either, however deep. None for a local variable
    /// and for what a call returns.
    pub(crate) fn resolve(&self, function: &Function<'_>, expr: &Expr) -> Option<Head> {
        match expr {
            Expr::Path(path) if path.path.is_ident("self") => {
                let name = function.owner.type_name()?.to_owned();
                Some(Head { name, is_trait: false })
            }
            Expr::Path(path) => function.parameter(&path.path.get_ident()?.to_string()).map(|head| self.unalias(head)),
            Expr::Field(field) => {
                let base = self.resolve(function, &field.base)?;
                self.field(&base.name, &field.member).map(|head| self.unalias(head))
            }
            Expr::Reference(reference) => self.resolve(function, &reference.expr),
            Expr::Unary(unary) => self.resolve(function, &unary.expr),
            Expr::Paren(paren) => self.resolve(function, &paren.expr),
            Expr::MethodCall(call) if call.args.is_empty() && is_transparent(&call.method.to_string()) => {
                self.resolve(function, &call.receiver)
            }
            _ => None,
        }
    }

    fn field(&self, name: &str, member: &Member) -> Option<Head> {
        if let Some(found) = self.structs.iter().find(|found| found.item.ident == name) {
            let mut fields = found.item.fields.iter().enumerate();
            return fields
                .find(|(number, field)| is_named(member, *number, field))
                .and_then(|(_, field)| head(&field.ty));
        }
        match member {
            Member::Named(member) => self.api.field(name, &member.to_string()).cloned(),
            Member::Unnamed(_) => None,
        }
    }

    fn unalias(&self, found: Head) -> Head {
        self.aliases.get(&found.name).and_then(|ty| head(ty)).unwrap_or(found)
    }
}

fn is_named(member: &Member, number: usize, field: &syn::Field) -> bool {
    match member {
        Member::Named(name) => field.ident.as_ref() == Some(name),
        Member::Unnamed(index) => field.ident.is_none() && index.index as usize == number,
    }
}

fn is_transparent(method: &str) -> bool {
    matches!(method, "clone" | "as_ref" | "as_mut" | "borrow" | "deref")
}
