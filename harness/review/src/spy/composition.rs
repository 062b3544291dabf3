//! The core is whatever is neither the composition root nor a policy. It knows policies by their traits only; this finds
//! where it names one.

use std::collections::BTreeSet;

use kata_verdict::Remark;

use super::inventory::Source;
use super::units::{Unit, Word};

/// Who may name a policy.
pub(super) struct Roots<'a> {
    /// The name of the struct `Seams`.
    pub(super) seams: &'a str,
    /// Every trait that a field of `Seams` may hold.
    pub(super) traits: &'a BTreeSet<String>,
    /// Every type and function that stands behind a seam.
    pub(super) policies: &'a BTreeSet<String>,
}

impl Roots<'_> {
    /// The lines of the core that name one of these policies.
    pub(super) fn named(&self, policies: &BTreeSet<String>, units: &[Unit], sources: &[Source<'_>]) -> Vec<Remark> {
        let core = units.iter().filter(|unit| !self.may_name_policies(unit));
        let named = core.flat_map(|unit| {
            // A field, a method or a value may well be called like a function that is a policy.
            let is_other = |word: &Word| word.member || unit.bound.contains(&word.text);
            let words = unit.words.iter().filter(move |word| policies.contains(&word.text) && !is_other(word));
            words.map(|word| Remark { at: unit.place(word, sources), what: word.text.clone() })
        });
        let mut named: Vec<_> = named.collect();
        named.dedup();
        named
    }

    fn may_name_policies(&self, unit: &Unit) -> bool {
        let of_root = unit.owner.as_deref() == Some(self.seams);
        let of_policy = unit.owner.as_ref().is_some_and(|owner| self.policies.contains(owner))
            || unit.implements.as_ref().is_some_and(|name| self.traits.contains(name));
        of_root || of_policy || self.is_factory(unit)
    }

    /// A function that makes a policy, or all of them, and needs no lot for it; or is one.
    fn is_factory(&self, unit: &Unit) -> bool {
        let makes = |name: &String| name == self.seams || self.traits.contains(name) || self.policies.contains(name);
        let is_build = unit.owner.is_none() && unit.name.starts_with("build");
        let is_policy = unit.owner.is_none() && self.policies.contains(&unit.name);
        is_build || is_policy || (!unit.has_self && unit.returns.iter().any(makes))
    }
}
