//! A field that a type keeps in order, and that others can write.

use std::collections::{BTreeMap, BTreeSet};

use kata_verdict::{Principle, Severity, Site};
use syn::{Field, ItemStruct, Visibility};

use crate::code::{Function, Index, Located, ROOT, line_of};
use crate::design::rule::{Rule, site};
use crate::design::writes::{Write, writes};

pub(crate) const RULE: Rule = Rule {
    name: "open-invariant",
    severity: Severity::Minor,
    principle: Principle::OpenClosed,
    title: "a field that carries an invariant can be written from outside",
    why: "What two fields say together (free plus taken is all) holds only as long as one type writes both. \"Who can break \
          this?\" should have the answer: nobody else can.",
    find,
};

fn find(index: &Index<'_>) -> Vec<Site> {
    let written: Vec<_> = index.functions.iter().map(|function| (function, writes(index, function))).collect();
    let structs = index.structs.iter().filter(|found| found.item.ident != ROOT);
    structs.flat_map(|found| Keeper { index, written: &written, found }.sites()).collect()
}

type Written<'w> = (&'w Function<'w>, BTreeSet<Write>);

/// A struct, and who writes its fields.
struct Keeper<'k> {
    index: &'k Index<'k>,
    written: &'k [Written<'k>],
    found: &'k Located<'k, ItemStruct>,
}

impl Keeper<'_> {
    fn sites(&self) -> Vec<Site> {
        let kept = self.kept_together();
        let open = self.found.item.fields.iter().filter(|field| is_visible(&field.vis));
        open.filter_map(|field| {
            let name = field.ident.as_ref()?.to_string();
            let method = kept.get(&name)?;
            self.offence(field, &name, method)
        })
        .collect()
    }

    fn offence(&self, field: &Field, name: &str, method: &str) -> Option<Site> {
        let owner = &self.found.item.ident;
        let kept = format!("`{owner}::{method}` changes `{name}` together with other fields");
        if let Some((function, write)) = self.outside_write(name) {
            let message = format!("{kept}, and `{}` changes it alone", function.full_name());
            return Some(site(function.file, write.line, message));
        }
        let is_public = |vis: &Visibility| matches!(vis, Visibility::Public(_));
        (is_public(&field.vis) && is_public(&self.found.item.vis))
            .then(|| site(self.found.file, line_of(field), format!("{kept}, and it is public")))
    }

    /// The fields that one of the struct's own methods writes together with another, with that method.
    fn kept_together(&self) -> BTreeMap<String, String> {
        let name = self.found.item.ident.to_string();
        let own = self.written.iter().filter(|(function, _)| function.owner.type_name() == Some(&name));
        let mut kept = BTreeMap::new();
        for (function, writes) in own {
            let fields: BTreeSet<_> =
                writes.iter().filter(|write| write.owner.as_ref() == Some(&name)).map(|write| &write.field).collect();
            if fields.len() >= 2 {
                kept.extend(fields.into_iter().map(|field| (field.clone(), function.name())));
            }
        }
        kept
    }

    fn outside_write(&self, field: &str) -> Option<(&Function<'_>, &Write)> {
        let name = self.found.item.ident.to_string();
        let outside = self.written.iter().filter(|(function, _)| function.owner.type_name() != Some(&name));
        let mut all = outside.flat_map(|(function, writes)| writes.iter().map(move |write| (*function, write)));
        let is_it = |write: &Write| match &write.owner {
            Some(owner) => *owner == name,
            None => self.is_only_one_with(field),
        };
        all.find(|(_, write)| write.field == field && is_it(write))
    }

    /// Whether no other struct has a field of this name.
    fn is_only_one_with(&self, field: &str) -> bool {
        let fields = self.index.structs.iter().flat_map(|found| &found.item.fields);
        fields.filter(|other| other.ident.as_ref().is_some_and(|ident| ident == field)).count() == 1
    }
}

fn is_visible(vis: &Visibility) -> bool {
    match vis {
        Visibility::Public(_) => true,
        Visibility::Restricted(restricted) => !restricted.path.is_ident("self"),
        Visibility::Inherited => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::rule::testing::check;

    const TAKE: &str = "impl Shelf { fn take(&mut self) { self.free -= 1; self.taken += 1; } }\n";

    fn shelf(fields: &str, rest: &str) -> String {
        format!("{TAKE}pub struct Shelf {{\n{fields}\n}}\n{rest}")
    }

    #[test]
    fn a_field_that_others_can_write_is_found() {
        check(
            &RULE,
            &[
                ("public", &shelf("pub free: u32, // <<\n taken: u32", "")),
                (
                    "written elsewhere in the crate",
                    &shelf(
                        "pub(crate) free: u32,\n taken: u32",
                        "impl L { fn exit(&self, shelf: &mut Shelf) {\n shelf.free += 1; // <<\n } }",
                    ),
                ),
                (
                    "through a local variable",
                    &shelf(
                        "pub(super) free: u32, taken: u32",
                        "impl L { fn exit(&self) { let shelf = self.shelf();\n shelf.free += 1; // <<\n } }",
                    ),
                ),
                (
                    "a collection",
                    "pub struct Book { // no\n pub inside: HashSet<u8>, // <<\n stays: HashMap<u8, u8> } impl Book { fn admit(&mut self, p: u8) { self.inside.insert(p); self.stays.insert(p, p); } }",
                ),
            ],
            &[],
        );
    }

    #[test]
    fn plain_data_and_what_is_closed_are_not() {
        check(
            &RULE,
            &[],
            &[
                ("private", &shelf("free: u32, taken: u32", "")),
                (
                    "seen in the crate, and only read",
                    &shelf(
                        "pub(crate) free: u32, taken: u32",
                        "impl L { fn a(&self, shelf: &Shelf) -> u32 { shelf.free } }",
                    ),
                ),
                (
                    "plain data",
                    "pub struct Count { pub free: u32, pub taken: u32 } fn count() { let mut c = Count::default(); c.free += 1; c.taken += 1; }",
                ),
                (
                    "one field at a time",
                    "pub struct Count { pub free: u32, pub taken: u32 } impl Count { fn free(&mut self) { self.free += 1; } }",
                ),
                (
                    "another struct's field",
                    &shelf(
                        "pub(crate) free: u32, taken: u32",
                        "struct Other { free: u32 } impl Other { fn a(&mut self) { self.free += 1; } }",
                    ),
                ),
                ("the kata's own", "impl L { fn a(&self, mut a: Availability) { a.free += 1; a.taken += 1; } }"),
                (
                    "read only",
                    "pub struct T { pub a: u32, pub b: u32 } impl T { fn sum(&self) -> u32 { self.a + self.b } }",
                ),
            ],
        );
    }
}
