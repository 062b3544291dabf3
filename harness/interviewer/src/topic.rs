//! One clarification, as it is compared with a question.

use std::collections::BTreeSet;

use kata_catalog::Question;

use crate::lexicon::{Lexicon, Term};

/// One clarification: what has to be mentioned, and the words that it is asked in.
pub(crate) struct Topic {
    /// Each has to be mentioned: all terms of one of its alternatives.
    about: Vec<Vec<BTreeSet<Term>>>,
    /// The terms of each phrasing.
    phrasings: Vec<BTreeSet<Term>>,
    /// All of these.
    vocabulary: BTreeSet<Term>,
}

impl Topic {
    pub(crate) fn new(question: &Question, lexicon: &Lexicon) -> Topic {
        let alternatives = |entry: &String| entry.split('|').map(|words| lexicon.terms(words)).collect();
        let about: Vec<Vec<BTreeSet<Term>>> = question.about.iter().map(alternatives).collect();
        let phrasings: Vec<BTreeSet<Term>> = phrasings(question).map(|phrasing| lexicon.terms(phrasing)).collect();
        let vocabulary = about.iter().flatten().chain(&phrasings).flatten().cloned().collect();
        Topic { about, phrasings, vocabulary }
    }

    /// Whether everything that it is about is mentioned, or else it is asked in the very words of one of its phrasings.
    pub(crate) fn is_mentioned(&self, terms: &[Term]) -> bool {
        let all = |words: &BTreeSet<Term>| !words.is_empty() && words.iter().all(|word| terms.contains(word));
        self.about.iter().all(|alternatives| alternatives.iter().any(all)) || self.is_phrasing(terms)
    }

    /// Whether at least half of what it is about is mentioned.
    pub(crate) fn is_touched(&self, terms: &[Term]) -> bool {
        let all = |words: &BTreeSet<Term>| !words.is_empty() && words.iter().all(|word| terms.contains(word));
        let touched = self.about.iter().filter(|alternatives| alternatives.iter().any(all)).count();
        touched * 2 >= self.about.len()
    }

    /// Whether these are the very words of one of its phrasings.
    pub(crate) fn is_phrasing(&self, terms: &[Term]) -> bool {
        let same = |phrasing: &BTreeSet<Term>| {
            phrasing.len() == terms.len() && terms.iter().all(|term| phrasing.contains(term))
        };
        !terms.is_empty() && self.phrasings.iter().any(same)
    }

    /// Whether it is asked in this word.
    pub(crate) fn knows(&self, term: &str) -> bool {
        self.vocabulary.contains(term)
    }

    /// How many of these words it is never asked in.
    pub(crate) fn strange(&self, terms: &[Term]) -> usize {
        terms.iter().filter(|term| !self.knows(term)).count()
    }

    /// Whether this word is one of those that it is about.
    pub(crate) fn is_about(&self, term: &str) -> bool {
        self.about.iter().flatten().any(|words| words.contains(term))
    }

    /// The words that it is about.
    pub(crate) fn concepts(&self) -> impl Iterator<Item = &Term> {
        self.about.iter().flatten().flatten()
    }

    /// The words that it is asked in.
    pub(crate) fn vocabulary(&self) -> impl Iterator<Item = &Term> {
        self.vocabulary.iter()
    }
}

/// All ways to ask for a clarification that the kata gives.
pub(crate) fn phrasings(question: &Question) -> impl Iterator<Item = &String> {
    std::iter::once(&question.question).chain(&question.also)
}
