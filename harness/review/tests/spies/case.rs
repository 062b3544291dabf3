//! One shape of `Seams`, and what should become of it.

/// One shape of `Seams`: a crate with `Seams::new()` and `drive(Seams)`.
pub(crate) struct Case {
    /// What is special about it.
    pub(crate) name: &'static str,
    /// The root file.
    pub(crate) root: &'static str,
    /// Other files, by path from the root: `a/b.rs`.
    pub(crate) others: &'static [(&'static str, &'static str)],
    /// What should become of it.
    pub(crate) expected: Expected,
}

/// What should become of a shape.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// These calls are written down, each after the name of its role: `a.choose(3) = Some(3)`.
    Recorded(&'static [&'static str]),
    /// It runs without a spy, and this is said of the trait, of `Seams` as a whole, or of the field `a`.
    Left(&'static str),
    /// rustc refuses it, woven or not; and this is said of the trait.
    NoObject(&'static str),
}

impl Case {
    /// Whether rustc accepts it.
    pub(crate) fn compiles(&self) -> bool {
        !matches!(self.expected, Expected::NoObject(_))
    }
}

/// A shape in one file.
pub(crate) const fn case(name: &'static str, root: &'static str, expected: Expected) -> Case {
    Case { name, root, others: &[], expected }
}
