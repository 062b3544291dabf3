//! A function with a body, and whose it is.

use syn::{Block, FnArg, Pat, ReturnType, Signature, Type, Visibility};

use crate::code::{Head, head, line_of};

/// A function with a body: free, in an impl, or the default body of a trait's method.
pub(crate) struct Function<'c> {
    /// The learner's path.
    pub(crate) file: &'c str,
    /// Whose it is.
    pub(crate) owner: Owner,
    /// Who can see it. None in the impl of a trait, or in a trait.
    pub(crate) visibility: Option<&'c Visibility>,
    /// What it is called with.
    pub(crate) signature: &'c Signature,
    /// What it does.
    pub(crate) body: &'c Block,
}

/// Whose a function is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Nobody's.
    Free,
    /// A type's own.
    Inherent(String),
    /// A type's, because of a trait.
    Impl {
        /// The type that implements.
        of: String,
        /// The trait.
        of_trait: String,
    },
    /// A trait's own: a default body.
    Trait(String),
}

impl Owner {
    /// The type that a method belongs to.
    pub(crate) fn type_name(&self) -> Option<&str> {
        match self {
            Owner::Inherent(name) | Owner::Impl { of: name, .. } => Some(name),
            Owner::Free | Owner::Trait(_) => None,
        }
    }
}

impl Function<'_> {
    /// Its own name, without the owner's.
    pub(crate) fn name(&self) -> String {
        self.signature.ident.to_string()
    }

    /// The name that people use: `Lot::exit`, `build`.
    pub(crate) fn full_name(&self) -> String {
        match &self.owner {
            Owner::Free => self.name(),
            Owner::Inherent(owner) | Owner::Impl { of: owner, .. } | Owner::Trait(owner) => {
                format!("{owner}::{}", self.name())
            }
        }
    }

    /// The line that `fn` stands on.
    pub(crate) fn line(&self) -> usize {
        line_of(&self.signature.fn_token)
    }

    /// What it returns, if anything.
    pub(crate) fn returned(&self) -> Option<&Type> {
        match &self.signature.output {
            ReturnType::Type(_, ty) => Some(ty),
            ReturnType::Default => None,
        }
    }

    /// The named parameters with their types.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (String, &Type)> {
        self.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(name) => Some((name.ident.to_string(), &*typed.ty)),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
    }

    /// What a parameter is.
    pub(crate) fn parameter(&self, name: &str) -> Option<Head> {
        self.parameters().find(|(parameter, _)| parameter == name).and_then(|(_, ty)| head(ty))
    }
}
