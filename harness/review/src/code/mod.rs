//! A submission as syntax: its items, found and filed, and what the kata's API says of ports.
//!
//! Names are not resolved: an item goes by the last part of its path. What stands under `#[cfg(test)]` or `#[test]` is
//! left out: it is not part of the design.

mod api;
mod function;
mod index;
mod mention;
mod resolve;
mod seams;
mod tested;

use std::collections::BTreeMap;

pub use api::Api;
pub(crate) use function::{Function, Owner};
pub(crate) use index::{Index, Located, trait_of, type_of};
pub(crate) use mention::{Form, Head, Mention, head, mentions, name_of};
pub(crate) use seams::ROOT;

use crate::code::tested::without_tests;

/// The sources of a submission, parsed. A file that does not parse is left out: rustc reports it.
pub(crate) struct Code {
    sources: Vec<Source>,
}

/// One file.
pub(crate) struct Source {
    /// The learner's path: `src/lot.rs`.
    pub(crate) name: String,
    /// As it was read.
    pub(crate) text: String,
    /// As it was parsed.
    pub(crate) syntax: syn::File,
}

impl Code {
    /// Parses the files, by path.
    pub(crate) fn parse(files: &BTreeMap<String, String>) -> Code {
        let parsed = files.iter().filter_map(|(name, text)| {
            let syntax = crate::syntax::parse(text).ok()?;
            Some(Source { name: name.clone(), text: text.clone(), syntax })
        });
        Code { sources: without_tests(parsed.collect()) }
    }

    /// The files, in the order of their names.
    pub(crate) fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Files every item under what it is.
    pub(crate) fn index<'c>(&'c self, api: &'c Api) -> Index<'c> {
        Index::new(self, api)
    }
}

/// The line that a piece of syntax begins on, counted from 1.
pub(crate) fn line_of(syntax: &impl syn::spanned::Spanned) -> usize {
    syntax.span().start().line
}
