//! How often the spy of a role did not answer as the policy did.

/// How often the spy of a role did not answer as the policy did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Calls that came in.
    pub asked: usize,
    /// Of these, turned down.
    pub refused: usize,
    /// Of these, answered with a changed value.
    pub altered: usize,
}
