//! One clarification, as it is compared with a question.

use std::collections::BTreeSet;

use kata_catalog::Question;

use crate::lexicon::{Lexicon, Term};

/// One clarification: what has to be mentioned, and the words that it is asked in.
pub(crate) struct Topic {
    /// Each has to be mentioned: all terms of one of its alternatives.
    about: Vec<Vec<BTreeSet<Term>>>,
    /// All terms of its phrasings.
    vocabulary: BTreeSet<Term>,
}

impl Topic {
    pub(crate) fn new(question: &Question, lexicon: &Lexicon) -> Topic {
        let alternatives = |entry: &String| entry.split('|').map(|words| lexicon.terms(words)).collect();
        let about: Vec<Vec<BTreeSet<Term>>> = question.about.iter().map(alternatives).collect();
        let mut vocabulary: BTreeSet<Term> = about.iter().flatten().flatten().cloned().collect();
        vocabulary.extend(phrasings(question).flat_map(|phrasing| lexicon.terms(phrasing)));
        Topic { about, vocabulary }
    }

    /// Whether everything that it is about is mentioned.
    pub(crate) fn is_mentioned(&self, terms: &[Term]) -> bool {
        let all = |words: &BTreeSet<Term>| !words.is_empty() && words.iter().all(|word| terms.contains(word));
        self.about.iter().all(|alternatives| alternatives.iter().any(all))
    }

    /// Whether it is asked in this word.
    pub(crate) fn knows(&self, term: &str) -> bool {
        self.vocabulary.contains(term)
    }
}

/// All ways to ask for a clarification that the kata gives.
pub(crate) fn phrasings(question: &Question) -> impl Iterator<Item = &String> {
    std::iter::once(&question.question).chain(&question.also)
}
