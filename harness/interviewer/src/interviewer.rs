//! Who is asked: decides which clarification answers, if any.

use std::collections::{BTreeMap, BTreeSet};

use kata_catalog::{Interview, Question};

use crate::index::Index;
use crate::lexicon::{Lexicon, Term};
use crate::text;
use crate::topic::{Topic, phrasings};
use crate::weights::Weights;

/// Who writes more than so many characters has not asked a question.
const LONGEST: usize = 600;
/// How much of a question's weight has to be words of a clarification: of one that answers, and of one that is asked back about.
const COVERED: f32 = 0.68;
const PLAUSIBLE: f32 = 0.5;
/// One word in so many may be strange to a clarification: to one that answers, to one whose words are all mentioned, and to one that misses some.
const SURE: usize = 5;
const UNSURE: usize = 2;
const HINTED: usize = 3;
/// How well another clarification may fit, measured by the one that fits best, before the interviewer asks back which is meant.
const CLEARLY: f32 = 0.65;
/// How near a clarification has to be, measured by the nearest of all: to answer, and to be asked back about.
const NEAREST: f32 = 0.9;
const NEAR: f32 = 0.7;
/// How alike a question and a phrasing have to be, where words are missing that the clarification is about.
const ALIKE: f32 = 0.6;
/// How much of a question that is the candidate's own to decide has to be said, before it stands against an answer.
const OWN: f32 = 0.6;
/// Who is asked back about more than so many clarifications has a list to read.
const MOST: usize = 3;

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
            [] => self.halved(question).unwrap_or_else(|| back(&parts, whole)),
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
    fn halved(&self, question: &str) -> Option<Reply> {
        let mut both =
            text::halves(question).into_iter().map(|(one, other)| distinct(&[self.judge(one), self.judge(other)]));
        both.find(|answers| answers.len() == 2).map(|candidates| Reply::Which { candidates })
    }

    /// What one sentence asks.
    fn judge(&self, sentence: &str) -> Reply {
        let asked = Asked { terms: self.lexicon.hear(sentence).terms, amount: text::asks_an_amount(sentence) };
        if let Some(clarification) = self.literally(&asked) {
            return Reply::Answer { clarification };
        }
        let nearness = self.index.nearness(&asked.terms);
        let meant = self.meant(&asked, &nearness);
        let Some(best) = meant.first() else { return self.hinted(&asked, &nearness) };
        let close: Vec<usize> =
            meant.iter().filter(|fit| fit.score() >= best.score() * CLEARLY).map(|fit| fit.at).collect();
        match close.as_slice() {
            [only] if self.is_sure(best, &asked) => Reply::Answer { clarification: *only },
            _ => Reply::Which { candidates: close },
        }
    }

    /// The one clarification that is asked in the very words of one of its phrasings.
    fn literally(&self, asked: &Asked) -> Option<usize> {
        let is_same = |(_, topic): &(usize, &Topic)| topic.is_phrasing(&asked.terms) && asked.is_kind_of(topic);
        let mut same = self.topics.iter().enumerate().filter(is_same);
        let (first, _) = same.next()?;
        same.next().is_none().then_some(first)
    }

    /// The clarifications that may be meant, the one that fits best first: everything that they are about is mentioned, and hardly
    /// any other is nearer.
    fn meant(&self, asked: &Asked, nearness: &Nearness) -> Vec<Fit> {
        let own = self.own_nearness(asked, nearness);
        let nearest = nearness.values().copied().fold(own, f32::max);
        let fits = |(at, topic): (usize, &Topic)| {
            let near = nearness.get(&Some(at)).copied().unwrap_or_default();
            let covered = self.weights.covered(topic, &asked.terms, &self.lexicon);
            let is_strange = topic.strange(&asked.terms).next().is_some();
            let is_near = (near > own || own == 0.0) && (near >= nearest * NEAR || !is_strange);
            let is_meant = is_near && covered >= PLAUSIBLE && topic.is_mentioned(&asked.terms);
            let fit = Fit { at, covered, near, nearest };
            (is_meant && topic.strange(&asked.terms).count() * UNSURE <= asked.terms.len()).then_some(fit)
        };
        let mut meant: Vec<Fit> = self.topics.iter().enumerate().filter_map(fits).collect();
        meant.sort_by(|a, b| b.score().total_cmp(&a.score()));
        meant
    }

    /// Whether the clarification that fits best may answer: nothing that tells is strange to it.
    fn is_sure(&self, fit: &Fit, asked: &Asked) -> bool {
        let topic = &self.topics[fit.at];
        fit.covered >= COVERED
            && fit.near >= fit.nearest * NEAREST
            && topic.strange(&asked.terms).count() * SURE <= asked.terms.len()
            && !self.is_odd(topic, asked)
            && asked.is_kind_of(topic)
    }

    /// Whether a word is strange to a clarification that may make another question of it.
    fn is_odd(&self, topic: &Topic, asked: &Asked) -> bool {
        topic.strange(&asked.terms).any(|term| self.weights.is_telling(term, &self.lexicon))
    }

    /// The clarification that a question is nearest to, and much like, where it misses a word that this one is about.
    fn hinted(&self, asked: &Asked, nearness: &Nearness) -> Reply {
        let terms = &asked.terms;
        let Some((Some(at), _)) = nearness.iter().max_by(|a, b| a.1.total_cmp(b.1)) else { return Reply::Yours };
        let topic = &self.topics[*at];
        let is_known = self.weights.covered(topic, terms, &self.lexicon) >= COVERED
            && topic.strange(terms).count() * HINTED <= terms.len()
            && topic.phrasings().any(|phrasing| self.weights.alike(phrasing, terms, &self.lexicon) >= ALIKE);
        match terms.len() > 1 && is_known && topic.is_touched(terms) && !self.is_odd(topic, asked) {
            true => Reply::Which { candidates: vec![*at] },
            false => Reply::Yours,
        }
    }

    /// How near the nearest of what is the candidate's own to decide is; 0 where hardly any of it is said.
    fn own_nearness(&self, asked: &Asked, nearness: &Nearness) -> f32 {
        let is_own = self.own.iter().any(|own| self.weights.said(own, &asked.terms, &self.lexicon) >= OWN);
        if is_own { nearness.get(&None).copied().unwrap_or_default() } else { 0.0 }
    }
}

/// What was understood of a sentence.
struct Asked {
    terms: Vec<Term>,
    /// Whether it wants to know how much of something there is.
    amount: bool,
}

impl Asked {
    /// Whether it wants the kind of answer that this clarification gives.
    fn is_kind_of(&self, topic: &Topic) -> bool {
        topic.tells_an_amount() || !self.amount
    }
}

/// How near the nearest phrasing of each owner is.
type Nearness = BTreeMap<Owner, f32>;

/// A clarification that may be meant.
struct Fit {
    at: usize,
    /// How much of the question are its words, and how near its nearest phrasing is, and the nearest of all.
    covered: f32,
    near: f32,
    nearest: f32,
}

impl Fit {
    fn score(&self) -> f32 {
        self.covered * self.near
    }
}

/// What is asked back where nothing is answered: what may be meant by the sentences, or by all of them together.
fn back(parts: &[Reply], whole: Reply) -> Reply {
    let mut candidates: Vec<usize> = Vec::new();
    for reply in parts {
        let Reply::Which { candidates: more } = reply else { continue };
        candidates.extend(more.iter().filter(|at| !candidates.contains(at)).collect::<Vec<_>>());
    }
    candidates.truncate(MOST);
    if candidates.is_empty() { whole } else { Reply::Which { candidates } }
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
