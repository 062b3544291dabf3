//! What the interviewer says: the sentence for a reply.

use kata_catalog::Question;

use crate::Reply;

const BEFORE_AN_ANSWER: &[&str] = &["", "Good that you ask. ", "Let me be precise. ", "Yes, that matters. "];
const YOURS: &[&str] = &[
    "That is yours to decide, within what the brief and the API's documentation say.",
    "I leave that to you. Say what you assume, and make sure that the API's documentation allows it.",
    "I have no wish there beyond the brief and the API's documentation. Decide, and be ready to say why.",
];
const NOT_A_QUESTION: &[&str] = &[
    "I did not get that. Put it to me as one short question.",
    "I cannot tell what you ask. One short question at a time, please.",
];

/// The sentence that is said. `asked` is the question as it was put: the same one is answered in the same words each time.
///
/// Of a reply about a clarification that is not there, it says what it says where none answers.
pub fn words(reply: &Reply, asked: &str, clarifications: &[Question]) -> String {
    match reply {
        Reply::Answer { clarification } => match clarifications.get(*clarification) {
            Some(question) => format!("{}{}", pick(BEFORE_AN_ANSWER, asked), question.answer),
            None => pick(YOURS, asked).to_owned(),
        },
        Reply::Which { candidates } => which(candidates, asked, clarifications),
        Reply::Yours => pick(YOURS, asked).to_owned(),
        Reply::NotAQuestion => pick(NOT_A_QUESTION, asked).to_owned(),
    }
}

/// Asks back. It names the questions, which say less than their answers.
fn which(candidates: &[usize], asked: &str, clarifications: &[Question]) -> String {
    let named = candidates.iter().filter_map(|at| clarifications.get(*at));
    let named: Vec<&str> = named.map(|question| question.question.as_str()).collect();
    match named.as_slice() {
        [] => pick(YOURS, asked).to_owned(),
        [only] => format!("Do you mean: \"{only}\" Then ask me that."),
        several => format!("Which of these do you mean? Ask me one of them.\n  - {}", several.join("\n  - ")),
    }
}

/// One of several phrasings, the same for the same text.
fn pick<'a>(phrasings: &[&'a str], text: &str) -> &'a str {
    let sum = text.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
    phrasings[sum % phrasings.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clarification() -> Question {
        let (question, answer) = ("Is it large?".to_owned(), "A few thousand.".to_owned());
        Question { question, answer, also: Vec::new(), about: Vec::new(), stated: false }
    }

    #[test]
    fn an_answer_is_given_whole_and_in_the_same_words_each_time() {
        let say = || words(&Reply::Answer { clarification: 0 }, "how large?", &[clarification()]);
        assert!(say().ends_with("A few thousand."));
        assert_eq!(say(), say());
    }

    #[test]
    fn a_question_back_names_the_questions_and_no_answer() {
        let said = words(&Reply::Which { candidates: vec![0, 0] }, "large?", &[clarification()]);
        assert!(said.contains("Is it large?") && !said.contains("thousand"), "{said}");
    }

    #[test]
    fn a_question_back_about_one_clarification_names_it() {
        let said = words(&Reply::Which { candidates: vec![0] }, "large spots?", &[clarification()]);
        assert_eq!(said, "Do you mean: \"Is it large?\" Then ask me that.");
    }

    #[test]
    fn a_clarification_that_is_not_there_is_no_answer() {
        assert!(YOURS.contains(&words(&Reply::Answer { clarification: 7 }, "?", &[]).as_str()));
    }
}
