//! What a student is told of the hidden checks.

/// What is told of the hidden suite before the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Feedback {
    /// Nothing, as in an interview.
    #[default]
    None,
    /// How many checks of each group pass.
    Counts,
    /// Everything, as in practice.
    Full,
}

impl Feedback {
    /// The word as a file and the command line have it.
    pub fn word(self) -> &'static str {
        match self {
            Feedback::None => "none",
            Feedback::Counts => "counts",
            Feedback::Full => "full",
        }
    }
}

impl std::str::FromStr for Feedback {
    type Err = String;

    fn from_str(text: &str) -> Result<Feedback, String> {
        let mut all = [Feedback::None, Feedback::Counts, Feedback::Full].into_iter();
        all.find(|kind| kind.word() == text)
            .ok_or_else(|| format!("no feedback is called `{text}`: use none, counts or full"))
    }
}
