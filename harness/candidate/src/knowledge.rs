//! What the interviewer of a round knows: the answers to questions, and the twist. In one place, since a students' pack keeps it elsewhere.

use kata_catalog::{Kata, Question, Reveal};
use kata_console::Failure;
use kata_interviewer::{Interviewer, Reply, words};
use kata_round::Asked;

/// What the interviewer of a kata knows.
pub(crate) struct Knowledge {
    kata: Kata,
    clarifications: Vec<Question>,
    interviewer: Interviewer,
}

impl Knowledge {
    /// What is known of a kata.
    pub(crate) fn of(kata: &Kata) -> Knowledge {
        let manifest = kata.manifest();
        let clarifications = manifest.clarifications.clone();
        let interviewer = Interviewer::new(&clarifications, &manifest.interview);
        Knowledge { kata: kata.clone(), clarifications, interviewer }
    }

    /// The ids of the twists that there are, in order.
    pub(crate) fn twists(&self) -> Vec<&str> {
        self.kata.manifest().twists.iter().map(|twist| twist.id.as_str()).collect()
    }

    /// What the reveal of a twist brings.
    pub(crate) fn reveal(&self, twist: &str) -> Result<Reveal, Failure> {
        Ok(self.kata.reveal(twist)?)
    }

    /// What is said to a question.
    pub(crate) fn answer(&self, question: &str) -> Asked {
        let reply = self.interviewer.ask(question);
        let answer = words(&reply, question, &self.clarifications);
        let matched = match reply {
            Reply::Answer { clarification } => self.clarifications.get(clarification),
            _ => None,
        };
        Asked { question: question.to_owned(), matched: matched.map(|known| known.question.clone()), answer }
    }
}
