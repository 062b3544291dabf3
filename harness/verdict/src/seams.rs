//! What the source of a submission says of its seams: what the grader reads off it and hands to the runner.
//!
//! Lines are written as everywhere: `src/seams.rs:12`.

use serde::{Deserialize, Serialize};

/// What the source of a submission says of its seams.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeamFacts {
    /// Where `Seams` is declared; None where it is not.
    pub at: Option<String>,
    /// Why nothing of `Seams` can be spied, as a sentence for the learner; None where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// The fields of `Seams`, in the order of the source.
    pub fields: Vec<SeamField>,
    /// The learner's traits that a field may hold.
    pub traits: Vec<SeamTrait>,
    /// The policies that can take the place of those that `Seams::new` picks, in the order in which a suite numbers them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipped: Vec<SeamPolicy>,
}

/// A policy of the learner's that can be made from a config alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeamPolicy {
    /// The field that it fits.
    pub role: String,
    /// Its type.
    pub name: String,
    /// Where it implements the role's trait.
    pub at: String,
}

/// One field of `Seams`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeamField {
    /// Its name, which is that of the role.
    pub name: String,
    /// Where it is declared.
    pub at: String,
    /// Its type, as the learner wrote it.
    pub ty: String,
    /// What it holds, as far as the syntax shows.
    pub holds: Holds,
    /// The lines outside of the composition root where a function that stands behind this seam is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Remark>,
    /// What keeps others from writing another function for it: private types in its signature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Remark>,
}

/// What a field of `Seams` holds, as far as the syntax shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// A trait object of a trait with this name.
    Trait(String),
    /// A boxed function.
    Function,
    /// Something else: a type of which there is just one.
    Concrete,
}

/// A trait of the learner's that a field of `Seams` may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeamTrait {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub at: String,
    /// Its methods that can be called on a trait object.
    pub methods: Vec<SeamMethod>,
    /// Why it cannot be spied, as a sentence for the learner; None where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unspied: Option<String>,
    /// What keeps others from implementing it: private types in its signatures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Remark>,
    /// Methods of its implementations that only pretend: `todo!()`, a bare panic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stubs: Vec<Remark>,
    /// The lines outside of the composition root that name an implementation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Remark>,
    /// The types that implement it, each with its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implementations: Vec<Remark>,
}

/// One method of such a trait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeamMethod {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub at: String,
    /// Where something of that name is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<String>,
}

/// Something on a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Remark {
    /// The line.
    pub at: String,
    /// What stands there.
    pub what: String,
}
