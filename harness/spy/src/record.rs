//! What is written down of one call that crosses a seam.

use crate::shape::Seen;

/// One call that crossed a seam.
#[derive(Clone, Debug)]
pub struct Crossing {
    /// The role: the name of the field of `Seams`.
    pub role: &'static str,
    /// Where the trait is declared (`src/seams.rs:12`); None for a function.
    pub trait_at: Option<&'static str>,
    /// The method that was called; `call` for a function.
    pub method: &'static str,
    /// The call of the driver during which it happened: `park(KA-01)`. None where there was no such call, or several at
    /// once.
    pub entry: Option<String>,
    /// The task that called.
    pub task: String,
    /// The arguments in their `Debug` form, cut at a limit; None for one without that form.
    pub arguments: Vec<Option<String>>,
    /// The answer in its `Debug` form; None before the policy has answered, and where there is no such form.
    pub answer: Option<String>,
    /// Whether the policy has answered. One that panics never does.
    pub answered: bool,
    /// Whether the spy turned the request down.
    pub refused: bool,
    /// Whether the spy changed the answer.
    pub altered: bool,
    /// The values among the arguments whose types the suite asked for.
    pub seen: Seen,
    /// The values in the answer, as it went back to the caller, whose types the suite asked for.
    pub answer_seen: Seen,
}

impl Crossing {
    /// The call as a line shows it: `choose(Vehicle { … }, [L1-01]) = Some(L1-01)`.
    pub fn line(&self) -> String {
        let arguments: Vec<_> = self.arguments.iter().map(|text| text.as_deref().unwrap_or("…")).collect();
        let answer = match (&self.answer, self.answered) {
            (Some(answer), _) => format!(" = {answer}"),
            (None, true) => String::new(),
            (None, false) => " did not return".to_owned(),
        };
        format!("{}({}){answer}", self.method, arguments.join(", "))
    }
}
