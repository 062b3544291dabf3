//! What the interviewer of a round knows: the answers to questions, and the twist. In one place, since a students' pack keeps it elsewhere.

use kata_catalog::{Kata, Question, Reveal};
use kata_console::Failure;
use kata_interviewer::{Interviewer, Reply, words};
use kata_round::{Asked, Unanswered};

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
        let (matched, unanswered) = match reply {
            Reply::Answer { clarification } => (self.clarifications.get(clarification), None),
            Reply::Which { .. } => (None, Some(Unanswered::AskedBack)),
            Reply::NotAQuestion => (None, Some(Unanswered::NotUnderstood)),
            Reply::Yours => (None, None),
        };
        let matched = matched.map(|known| known.question.clone());
        Asked { question: question.to_owned(), matched, unanswered, answer }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use kata_catalog::Root;
    use kata_round::Unanswered;

    use super::Knowledge;

    const KATA: &str = r#"
format = 1
title = "Toy"
minutes = 45
summary = "A toy."

[[clarifications]]
question = "Must the toy survive a restart?"
answer = "No."
about = ["restart|database"]

[[clarifications]]
question = "How large is the toy?"
answer = "Small."
about = ["large|size"]
"#;

    #[test]
    fn a_question_is_noted_for_what_became_of_it() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in [("xtask/Cargo.toml", ""), ("katas/toy/kata.toml", KATA)] {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders can be made");
            fs::write(path, text).expect("files can be written");
        }
        let root = Root::at(dir.path()).expect("a root");
        let knowledge = Knowledge::of(&root.kata("toy").expect("it can be read"));
        for (question, is_answered, unanswered) in [
            ("How large is the toy?", true, None),
            ("Does the toy survive a restart, and how large is the toy?", false, Some(Unanswered::AskedBack)),
            ("qwrtz pfmgl", false, Some(Unanswered::NotUnderstood)),
            ("Is the toy red?", false, None),
        ] {
            let asked = knowledge.answer(question);
            assert_eq!((asked.matched.is_some(), asked.unanswered), (is_answered, unanswered), "{asked:?}");
        }
    }
}
