//! Who is asked: decides which clarification answers, if any.

use std::collections::BTreeSet;

use kata_catalog::{Interview, Question};

use crate::index::Index;
use crate::lexicon::{Lexicon, Term};
use crate::topic::{Topic, phrasings};
use crate::{english, text};

/// Who writes more than so many characters has not asked a question.
const LONGEST: usize = 600;
/// How much of a question's weight has to be words of the clarification that answers it.
const COVERED: f32 = 0.62;
/// How much less near than the nearest a clarification may be, and still be the one that was meant.
const CLEARLY: f32 = 0.8;
/// How near the nearest one an answer has to be at least.
const NEAREST: f32 = 0.6;
/// The weight of a word that no phrasing of the kata uses; that of a word which all use is close to 0.
const UNKNOWN: f32 = 1.5;
/// The weight of such a word if it is an everyday one.
const ORDINARY: f32 = 0.8;
/// The weight of a number: 25 may stand for any.
const NUMBER: f32 = 0.3;
/// How much more a word of other clarifications counts against one.
const FOREIGN: f32 = 1.4;

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The answer of this clarification, counted from 0.
    Answer {
        /// Its place in `kata.toml`.
        clarification: usize,
    },
    /// A question back: it may have meant each of these, or it asked for several at once. Nothing is answered yet.
    Which {
        /// Their places in `kata.toml`, the likeliest first; two or more.
        candidates: Vec<usize>,
    },
    /// No clarification answers it: it is the candidate's to decide, within what the brief and the API say.
    Yours,
    /// Nothing was asked that could be understood: it is empty, far too long, or no language.
    NotAQuestion,
}

/// Someone who knows the answers of one kata.
pub struct Interviewer {
    lexicon: Lexicon,
    topics: Vec<Topic>,
    index: Index<Owner>,
}

/// Whose phrasing it is: that of a clarification, or of what is the candidate's own to decide.
type Owner = Option<usize>;

impl Interviewer {
    /// Learns the clarifications of a kata.
    pub fn new(clarifications: &[Question], interview: &Interview) -> Interviewer {
        let mut lexicon = Lexicon::new(&interview.same);
        for question in clarifications {
            phrasings(question).chain(&question.about).for_each(|text| lexicon.learn(text));
        }
        let topics: Vec<Topic> = clarifications.iter().map(|question| Topic::new(question, &lexicon)).collect();
        let hear = |owner: Owner, text: &String| (owner, lexicon.hear(text).terms);
        let answered = clarifications.iter().enumerate();
        let answered = answered.flat_map(|(at, question)| phrasings(question).map(move |text| (Some(at), text)));
        let all = answered.chain(interview.yours.iter().map(|text| (None, text)));
        let index = Index::new(all.map(|(owner, text)| hear(owner, text)));
        Interviewer { lexicon, topics, index }
    }

    /// Replies to a question, in whatever words.
    pub fn ask(&self, question: &str) -> Reply {
        if question.chars().nth(LONGEST).is_some() || !self.is_language(question) {
            return Reply::NotAQuestion;
        }
        let whole = self.judge(question);
        let parts: Vec<Reply> = text::questions(question).into_iter().map(|part| self.judge(part)).collect();
        let answers = distinct(std::iter::once(&whole).chain(&parts));
        match answers.as_slice() {
            [] => parts
                .into_iter()
                .chain([whole])
                .find(|reply| *reply != Reply::Yours)
                .unwrap_or_else(|| self.halved(question)),
            [only] => Reply::Answer { clarification: *only },
            _ => Reply::Which { candidates: answers },
        }
    }

    fn is_language(&self, text: &str) -> bool {
        let heard = self.lexicon.hear(text);
        heard.known > 0 && heard.known * 3 >= heard.words
    }

    /// A question that no clarification answers may be two, with an `and` between them. What answers half of it answers it
    /// only if the other half is answered as well: "by vehicle and hour" is not "by vehicle".
    fn halved(&self, question: &str) -> Reply {
        let both =
            text::halves(question).into_iter().map(|(one, other)| distinct(&[self.judge(one), self.judge(other)]));
        match both.into_iter().find(|answers| answers.len() == 2) {
            Some(candidates) => Reply::Which { candidates },
            None => Reply::Yours,
        }
    }

    /// What one sentence asks.
    fn judge(&self, sentence: &str) -> Reply {
        let terms = self.lexicon.hear(sentence).terms;
        let mut meant = self.meant(&terms);
        meant.sort_by(|a, b| b.1.total_cmp(&a.1));
        let Some(&(first, best)) = meant.first() else { return Reply::Yours };
        let close: Vec<usize> = meant.iter().filter(|(_, score)| *score >= best * CLEARLY).map(|(at, _)| *at).collect();
        if close.len() == 1 { Reply::Answer { clarification: first } } else { Reply::Which { candidates: close } }
    }

    /// The clarifications that may be meant, with how well each fits.
    fn meant(&self, terms: &[Term]) -> Vec<(usize, f32)> {
        let nearness: Vec<f32> = (0..self.topics.len()).map(|at| self.index.nearness(Some(at), terms)).collect();
        let own = self.index.nearness(None, terms);
        let nearest = nearness.iter().copied().fold(own, f32::max);
        let fits = |(at, topic): (usize, &Topic)| {
            let covered = self.covered(topic, terms);
            let is_near = nearness[at] > own && nearness[at] >= nearest * NEAREST;
            let is_meant = topic.is_mentioned(terms) && covered >= COVERED && is_near;
            is_meant.then_some((at, covered * nearness[at]))
        };
        self.topics.iter().enumerate().filter_map(fits).collect()
    }

    /// How much of what is said are words of this clarification: from 0 to 1.
    fn covered(&self, topic: &Topic, terms: &[Term]) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for term in terms {
            let weight = self.weight(term);
            match topic.knows(term) {
                true => (covered, all) = (covered + weight, all + weight),
                false if self.users(term) > 0 => all += weight * FOREIGN,
                false => all += weight,
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    fn users(&self, term: &str) -> usize {
        self.topics.iter().filter(|topic| topic.knows(term)).count()
    }

    /// What a word is worth: the fewer clarifications use it, the more.
    fn weight(&self, term: &str) -> f32 {
        if term.chars().all(|c| c.is_ascii_digit()) {
            return NUMBER;
        }
        match self.users(term) {
            0 if english::is_ordinary(term) => ORDINARY,
            0 => UNKNOWN,
            users => {
                let (all, users) = (self.topics.len() as f32, users as f32);
                (1.0 + (all - users + 0.5) / (users + 0.5)).ln().clamp(0.4, 2.2)
            }
        }
    }
}

/// The clarifications that these replies answer, each once, in their order.
fn distinct<'r>(replies: impl IntoIterator<Item = &'r Reply>) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let answers = replies.into_iter().filter_map(|reply| match reply {
        Reply::Answer { clarification } => Some(*clarification),
        _ => None,
    });
    answers.filter(|answer| seen.insert(*answer)).collect()
}
