//! Who is asked: decides which clarification answers, if any.

use std::collections::BTreeSet;

use kata_catalog::{Interview, Question};

use crate::index::Index;
use crate::lexicon::{Lexicon, Term};
use crate::text;
use crate::topic::{Topic, phrasings};
use crate::weights::Weights;

/// Who writes more than so many characters has not asked a question.
const LONGEST: usize = 600;
/// How much of a question's weight has to be words of the clarification that answers it.
const COVERED: f32 = 0.68;
/// One word in so many may be strange to a clarification that answers; and to one that the interviewer asks back about.
const SURE: usize = 5;
const UNSURE: usize = 3;
/// How well another clarification may fit, measured by the one that fits best, before the interviewer asks back which is meant.
const CLEARLY: f32 = 0.65;
/// How near the nearest of all a clarification has to be at least.
const NEAREST: f32 = 0.9;
/// How much of a question that is the candidate's own to decide has to be said, before it stands against an answer.
const OWN: f32 = 0.6;

/// What a question is answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The answer of this clarification, counted from 0.
    Answer {
        /// Its place in `kata.toml`.
        clarification: usize,
    },
    /// A question back: it may have meant one of these, or it asked for several at once. Nothing is answered yet.
    Which {
        /// Their places in `kata.toml`, the likeliest first; one or more.
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
    weights: Weights,
    /// What is the candidate's own to decide.
    own: Vec<BTreeSet<Term>>,
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
        let own = interview.yours.iter().map(|text| lexicon.terms(text)).collect();
        let weights = Weights::new(&topics);
        Interviewer { lexicon, topics, index, weights, own }
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

    /// The alternatives of `about` that have a word which no question is about, such as `how`: they match too much, or nothing.
    pub(crate) fn idle<'q>(&self, question: &'q Question) -> Vec<&'q str> {
        let alternatives = question.about.iter().flat_map(|entry| entry.split('|'));
        alternatives.filter(|words| self.lexicon.hear(words).idle > 0 || self.lexicon.terms(words).is_empty()).collect()
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
        if let Some(clarification) = self.literally(&terms) {
            return Reply::Answer { clarification };
        }
        let mut meant = self.meant(&terms);
        meant.sort_by(|a, b| b.1.total_cmp(&a.1));
        let Some(&(first, best)) = meant.first() else { return self.hinted(&terms) };
        let close: Vec<usize> = meant.iter().filter(|(_, score)| *score >= best * CLEARLY).map(|(at, _)| *at).collect();
        match close.as_slice() {
            [only] if self.topics[first].strange(&terms) * SURE <= terms.len() => {
                Reply::Answer { clarification: *only }
            }
            _ => Reply::Which { candidates: close },
        }
    }

    /// The one clarification that is asked in the very words of one of its phrasings.
    fn literally(&self, terms: &[Term]) -> Option<usize> {
        let mut same = self.topics.iter().enumerate().filter(|(_, topic)| topic.is_phrasing(terms));
        let (first, _) = same.next()?;
        same.next().is_none().then_some(first)
    }

    /// The clarification that a question is nearest to, where it misses a word that this one is about.
    fn hinted(&self, terms: &[Term]) -> Reply {
        let nearness = self.index.nearness(terms);
        let Some((Some(at), _)) = nearness.iter().max_by(|a, b| a.1.total_cmp(b.1)) else { return Reply::Yours };
        let topic = &self.topics[*at];
        match terms.len() > 1 && self.is_known(topic, terms) && topic.is_touched(terms) {
            true => Reply::Which { candidates: vec![*at] },
            false => Reply::Yours,
        }
    }

    /// Whether a question is asked in the words of a clarification, as far as that is enough to ask back.
    fn is_known(&self, topic: &Topic, terms: &[Term]) -> bool {
        let covered = self.weights.covered(topic, terms, &self.lexicon);
        covered >= COVERED && topic.strange(terms) * UNSURE <= terms.len()
    }

    /// The clarifications that may be meant, with how well each fits.
    fn meant(&self, terms: &[Term]) -> Vec<(usize, f32)> {
        let nearness = self.index.nearness(terms);
        let near = |owner: Owner| nearness.get(&owner).copied().unwrap_or_default();
        let own = if self.is_own(terms) { near(None) } else { 0.0 };
        let nearest = (0..self.topics.len()).map(|at| near(Some(at))).fold(own, f32::max);
        let fits = |(at, topic): (usize, &Topic)| {
            let is_meant = self.is_known(topic, terms) && topic.is_mentioned(terms) && near(Some(at)) > own;
            is_meant.then(|| (at, self.weights.covered(topic, terms, &self.lexicon) * near(Some(at))))
        };
        let meant: Vec<(usize, f32)> = self.topics.iter().enumerate().filter_map(fits).collect();
        let best = meant.iter().copied().max_by(|a, b| a.1.total_cmp(&b.1));
        // What is named by another clarification is not asked of this one, even where that one misses a word.
        if best.is_some_and(|(at, _)| near(Some(at)) < nearest * NEAREST) { Vec::new() } else { meant }
    }

    /// Whether most of a question that is the candidate's own to decide is said.
    fn is_own(&self, terms: &[Term]) -> bool {
        self.own.iter().any(|own| self.weights.said(own, terms, &self.lexicon) >= OWN)
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
