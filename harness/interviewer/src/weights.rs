//! What a word is worth when a question is compared with a clarification.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Lexicon, Term};
use crate::text;
use crate::topic::Topic;

/// The most that a word counts against a clarification, if no other is about it; an everyday word; a number, since 25 may stand for any.
const UNKNOWN: f32 = 1.4;
const EVERYDAY: f32 = 0.6;
const NUMBER: f32 = 0.3;
/// The least and the most that a word of some phrasing is worth.
const COMMON: f32 = 0.4;
const RARE: f32 = 2.2;
/// How much more a word counts if a clarification is about it: for that one, and against another.
const ABOUT: f32 = 1.5;
const FOREIGN: f32 = 1.4;
/// From what weight on a word tells which question is asked.
const TELLING: f32 = 1.35;

/// The words of a kata's clarifications, weighed: the fewer clarifications use one, the more it tells.
pub(crate) struct Weights {
    weights: BTreeMap<Term, f32>,
    /// What some clarification is about.
    concepts: BTreeSet<Term>,
}

impl Weights {
    pub(crate) fn new(topics: &[Topic]) -> Weights {
        let mut users: BTreeMap<Term, usize> = BTreeMap::new();
        for term in topics.iter().flat_map(Topic::vocabulary) {
            *users.entry(term.clone()).or_default() += 1;
        }
        let all = topics.len() as f32;
        // The inverse document frequency of BM25, with clarifications for documents.
        let rarity = |users: f32| (1.0 + (all - users + 0.5) / (users + 0.5)).ln().clamp(COMMON, RARE);
        let weights = users.into_iter().map(|(term, users)| (term, rarity(users as f32))).collect();
        let concepts = topics.iter().flat_map(Topic::concepts).cloned().collect();
        Weights { weights, concepts }
    }

    /// How much of what is said are words of this clarification: from 0 to 1.
    pub(crate) fn covered(&self, topic: &Topic, terms: &[Term], lexicon: &Lexicon) -> f32 {
        let (mut covered, mut all) = (0.0, 0.0);
        for term in terms {
            let weight = self.weight(term, lexicon);
            match topic.knows(term) {
                true if topic.is_about(term) => (covered, all) = (covered + weight * ABOUT, all + weight * ABOUT),
                true => (covered, all) = (covered + weight, all + weight),
                false if lexicon.is_everyday(term) => all += weight.min(EVERYDAY),
                false if self.concepts.contains(term) => all += weight * FOREIGN,
                false => all += weight.min(UNKNOWN),
            }
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }

    /// How much of these words is said: from 0 to 1.
    pub(crate) fn said(&self, words: &BTreeSet<Term>, terms: &[Term], lexicon: &Lexicon) -> f32 {
        let weigh = |words: &mut dyn Iterator<Item = &Term>| words.map(|word| self.weight(word, lexicon)).sum::<f32>();
        let all = weigh(&mut words.iter());
        if all > 0.0 { weigh(&mut words.iter().filter(|word| terms.contains(word))) / all } else { 0.0 }
    }

    /// How much of what is said is said in this phrasing, and the other way round: from 0 to 1.
    pub(crate) fn alike(&self, phrasing: &BTreeSet<Term>, terms: &[Term], lexicon: &Lexicon) -> f32 {
        let weigh = |words: &mut dyn Iterator<Item = &Term>| words.map(|word| self.weight(word, lexicon)).sum::<f32>();
        let both = weigh(&mut terms.iter().filter(|term| phrasing.contains(*term)));
        let all = weigh(&mut terms.iter()) + weigh(&mut phrasing.iter());
        if all > 0.0 { 2.0 * both / all } else { 0.0 }
    }

    /// Whether a word may make another question of one that a clarification answers. What narrows nothing does not (`still`, `another`), nor
    /// what half of the clarifications are asked in.
    pub(crate) fn is_telling(&self, term: &str, lexicon: &Lexicon) -> bool {
        let is_common = self.weights.get(term).is_some_and(|weight| *weight < TELLING);
        !is_common && !lexicon.is_light(term)
    }

    fn weight(&self, term: &str, lexicon: &Lexicon) -> f32 {
        if text::is_number(term) {
            return NUMBER;
        }
        let unused = if lexicon.is_everyday(term) { EVERYDAY } else { UNKNOWN };
        self.weights.get(term).copied().unwrap_or(unused)
    }
}
