//! One clarification, as it is compared with a question.

use std::collections::BTreeSet;

use kata_catalog::Question;

use crate::lexicon::{Lexicon, Term};
use crate::text;

/// One clarification: what has to be mentioned, and the words that it is asked in.
pub(crate) struct Topic {
    /// Each has to be mentioned: all terms of one of its alternatives.
    about: Vec<Vec<BTreeSet<Term>>>,
    /// The terms of each phrasing.
    phrasings: Vec<BTreeSet<Term>>,
    /// All of these.
    vocabulary: BTreeSet<Term>,
    /// Whether it is asked how much of something there is.
    amount: bool,
}

impl Topic {
    pub(crate) fn new(question: &Question, lexicon: &Lexicon) -> Topic {
        let alternatives = |entry: &String| entry.split('|').map(|words| lexicon.terms(words)).collect();
        let about: Vec<Vec<BTreeSet<Term>>> = question.about.iter().map(alternatives).collect();
        let phrasings: Vec<BTreeSet<Term>> = phrasings(question).map(|phrasing| lexicon.terms(phrasing)).collect();
        let vocabulary = about.iter().flatten().chain(&phrasings).flatten().cloned().collect();
        let amount = self::phrasings(question).any(|phrasing| text::asks_an_amount(phrasing));
        Topic { about, phrasings, vocabulary, amount }
    }

    /// Whether everything that it is about is mentioned, each in a word of its own where there are enough of them.
    pub(crate) fn is_mentioned(&self, terms: &[Term]) -> bool {
        let all = |words: &&BTreeSet<Term>| !words.is_empty() && words.iter().all(|word| terms.contains(word));
        let named: Vec<Vec<&BTreeSet<Term>>> =
            self.about.iter().map(|alternatives| alternatives.iter().filter(all).collect()).collect();
        match terms.len() <= self.about.len() {
            true => named.iter().all(|entry| !entry.is_empty()),
            false => is_distinct(&named, &mut Vec::new()),
        }
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

    /// Those of these words that it is never asked in. A number is none: 25 may stand for any.
    pub(crate) fn strange<'t>(&self, terms: &'t [Term]) -> impl Iterator<Item = &'t Term> {
        terms.iter().filter(|term| !self.knows(term) && !text::is_number(term))
    }

    /// Whether it answers how much of something there is.
    pub(crate) fn tells_an_amount(&self) -> bool {
        self.amount
    }

    /// The terms of each of its phrasings.
    pub(crate) fn phrasings(&self) -> impl Iterator<Item = &BTreeSet<Term>> {
        self.phrasings.iter()
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

/// Whether each entry can be said to be named by other words than those before it: "stock" alone is not stock, enough and all.
fn is_distinct<'t>(named: &[Vec<&'t BTreeSet<Term>>], used: &mut Vec<&'t BTreeSet<Term>>) -> bool {
    let Some((first, rest)) = named.split_first() else { return true };
    first.iter().any(|words| {
        if used.contains(words) {
            return false;
        }
        used.push(words);
        let is_distinct = is_distinct(rest, used);
        used.pop();
        is_distinct
    })
}

/// All ways to ask for a clarification that the kata gives.
pub(crate) fn phrasings(question: &Question) -> impl Iterator<Item = &String> {
    std::iter::once(&question.question).chain(&question.also)
}
