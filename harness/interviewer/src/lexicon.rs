//! What words mean: endings, synonyms and typos aside, a text is a set of terms.

use std::collections::{BTreeMap, BTreeSet};

use frostem::{Algorithm, Stemmer};

use crate::{english, text};

/// A word as it is compared: its stem, or the first of those that mean the same.
pub(crate) type Term = String;

/// Below so many letters a word that nobody knows may have two letters swapped or lost one inside; below `SHORTEST` it is taken as it is. Too many
/// words are one letter apart.
const SHORT: usize = 5;
const SHORTEST: usize = 4;
/// From so many letters on it may have two wrong ones.
const LONG: usize = 8;

/// What was understood of a text.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    /// What it says, each once, in the order of the text.
    pub(crate) terms: Vec<Term>,
    /// How many words it has, and how many of these are English or the kata's.
    pub(crate) words: usize,
    pub(crate) known: usize,
    /// How many say nothing.
    pub(crate) idle: usize,
}

/// The words that an interviewer knows.
pub(crate) struct Lexicon {
    stemmer: Stemmer,
    /// From a stem to the term that stands for all that mean the same.
    same: BTreeMap<String, Term>,
    /// From several words in a row to a term, the longest first. `car park` is one thing, `car parked` is not: the
    /// only ending is an s.
    joined: Vec<(Vec<String>, Term)>,
    /// The words that a typo may have been meant for, with their terms.
    taught: BTreeMap<String, Term>,
    /// Their stems: another ending is no typo.
    stems: BTreeSet<String>,
    /// Words that say nothing.
    stop: BTreeSet<&'static str>,
    /// The stems of everyday words, and of those that narrow nothing.
    everyday: BTreeSet<String>,
    light: BTreeSet<String>,
}

impl Lexicon {
    /// Knows English, and which words mean the same in a kata.
    pub(crate) fn new(same: &[String]) -> Lexicon {
        let stemmer = Stemmer::new(Algorithm::English);
        let (taught, stems) = (BTreeMap::new(), BTreeSet::new());
        let stop = english::stop_words().collect();
        let everyday = english::ordinary().map(|word| stemmer.stem(word).into_owned()).collect();
        let light = english::light().map(|word| stemmer.stem(word).into_owned()).collect();
        let mut lexicon =
            Lexicon { stemmer, light, same: BTreeMap::new(), joined: Vec::new(), taught, stems, stop, everyday };
        english::SAME.iter().copied().chain(same.iter().map(String::as_str)).for_each(|line| lexicon.equate(line));
        lexicon.joined.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        lexicon
    }

    /// `spot space parking-space`: all of these are the first. A later line takes a word out of an earlier one.
    fn equate(&mut self, line: &str) {
        let mut term: Option<Term> = None;
        for entry in line.split_whitespace() {
            let words = text::words(entry);
            let stems: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
            let term = term.get_or_insert_with(|| stems.join("-")).clone();
            match stems.as_slice() {
                [] => {}
                [stem] => {
                    self.same.insert(stem.clone(), term.clone());
                    self.taught.insert(words[0].clone(), term);
                }
                _ => {
                    self.joined.retain(|(known, _)| *known != words);
                    self.joined.push((words, term));
                }
            }
        }
    }

    /// Learns the words of a text, so that a typo may be meant for one of them.
    pub(crate) fn learn(&mut self, text: &str) {
        for word in text::words(text).into_iter().filter(|word| !self.is_stop_word(word)).collect::<Vec<_>>() {
            let stem = self.stem(&word);
            let term = self.term(&stem);
            self.stems.insert(stem);
            self.taught.insert(word, term);
        }
    }

    /// What a text says.
    pub(crate) fn hear(&self, text: &str) -> Heard {
        let words = text::words(text);
        let stems: Vec<String> = words.iter().map(|word| self.stem(word)).collect();
        let mut heard = Heard { words: words.len(), ..Heard::default() };
        let mut at = 0;
        while at < words.len() {
            let (term, length) = match self.joined_at(&words[at..]) {
                Some((term, length)) => (Some(term), length),
                None => (self.understand(&words[at], &stems[at], &mut heard), 1),
            };
            heard.known += if length > 1 { length } else { 0 };
            heard.terms.extend(term.filter(|term| !heard.terms.contains(term)));
            at += length;
        }
        heard
    }

    /// The terms of a text, as a set.
    pub(crate) fn terms(&self, text: &str) -> BTreeSet<Term> {
        self.hear(text).terms.into_iter().collect()
    }

    /// Whether it is a word of any talk, whatever it is about.
    pub(crate) fn is_everyday(&self, term: &str) -> bool {
        self.everyday.contains(term)
    }

    /// Whether it is a word that narrows nothing.
    pub(crate) fn is_light(&self, term: &str) -> bool {
        self.light.contains(term)
    }

    /// Whether a word says nothing of what a question is about. A letter alone is a slip or a name; a digit alone is a number.
    fn is_stop_word(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let is_letter = letters.next().is_some_and(|letter| !letter.is_ascii_digit()) && letters.next().is_none();
        is_letter || self.stop.contains(word)
    }

    fn understand(&self, word: &str, stem: &str, heard: &mut Heard) -> Option<Term> {
        let is_known = |heard: &mut Heard| heard.known += 1;
        if self.same.contains_key(stem) {
            is_known(heard);
            return Some(self.term(stem));
        }
        if self.is_stop_word(word) {
            is_known(heard);
            heard.idle += 1;
            return None;
        }
        if self.stems.contains(stem) || self.everyday.contains(stem) {
            is_known(heard);
            return Some(self.term(stem));
        }
        match self.meant(word) {
            Some(term) => {
                is_known(heard);
                Some(term)
            }
            None => Some(self.term(stem)),
        }
    }

    /// The term of the one known word that this may be a slip of. None where there is none, or several with different meanings.
    fn meant(&self, word: &str) -> Option<Term> {
        let letters = word.chars().count();
        if letters < SHORTEST || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let allowed = if letters >= LONG { 2 } else { 1 };
        let near = self.taught.iter().filter(|(known, _)| may_be_slip(word, known, allowed));
        let near = near.filter(|(known, _)| letters >= SHORT || is_short_slip(word, known));
        let near: Vec<(usize, &Term)> = near
            .map(|(known, term)| (strsim::osa_distance(word, known), term))
            .filter(|(d, _)| *d <= allowed)
            .collect();
        let least = near.iter().map(|(distance, _)| *distance).min()?;
        let terms: BTreeSet<&Term> = near.into_iter().filter(|(d, _)| *d == least).map(|(_, term)| term).collect();
        if terms.len() == 1 { terms.into_iter().next().cloned() } else { None }
    }

    fn joined_at(&self, words: &[String]) -> Option<(Term, usize)> {
        let is_here = |joined: &[String]| match joined.split_last() {
            Some((last, rest)) => {
                let end = words.get(rest.len()).map(String::as_str).unwrap_or_default();
                words.starts_with(rest) && (end == last || end.strip_suffix('s') == Some(last))
            }
            None => false,
        };
        let found = self.joined.iter().find(|(joined, _)| is_here(joined));
        found.map(|(joined, term)| (term.clone(), joined.len()))
    }

    fn term(&self, stem: &str) -> Term {
        self.same.get(stem).cloned().unwrap_or_else(|| stem.to_owned())
    }

    fn stem(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }
}

/// Who slips, slips rarely at the first letter, and hardly ever by much. It is cheap, and spares most words the comparison.
fn may_be_slip(word: &str, known: &str, allowed: usize) -> bool {
    let (mut letters, mut meant) = (word.chars(), known.chars());
    let (first, second) = (letters.next(), letters.next());
    let (meant_first, meant_second) = (meant.next(), meant.next());
    let begins_alike = first == meant_first || (first == meant_second && second == meant_first);
    let (length, known_length) = (word.chars().count(), known.chars().count());
    begins_alike && known_length >= SHORTEST && length.abs_diff(known_length) <= allowed
}

/// Whether two letters of a known word were swapped, or one inside of it was left out.
fn is_short_slip(word: &str, known: &str) -> bool {
    let (mut letters, mut meant): (Vec<char>, Vec<char>) = (word.chars().collect(), known.chars().collect());
    let ends_alike = letters.last() == meant.last();
    letters.sort_unstable();
    meant.sort_unstable();
    letters == meant || (meant.len() == letters.len() + 1 && ends_alike)
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    fn terms(text: &str) -> Vec<String> {
        let mut lexicon = Lexicon::new(&["spot space parking-space".to_owned(), "charge".to_owned()]);
        lexicon.learn("An observer may call the gateway");
        lexicon.hear(text).terms
    }

    #[test]
    fn endings_and_synonyms_are_one_term() {
        assert_eq!(terms("observers"), terms("observer"));
        assert_eq!(terms("the parking spaces"), terms("a spot"));
    }

    #[test]
    fn a_slip_of_one_letter_is_understood_and_of_two_in_a_long_word() {
        assert_eq!(terms("gatway"), terms("gateway"));
        assert_eq!(terms("obesrvr"), terms("obesrvr"), "two slips in seven letters are too many");
        assert_eq!(terms("obsrevers"), terms("observer"));
    }

    #[test]
    fn what_every_question_begins_with_says_nothing() {
        assert_eq!(terms("Hi, what can I do if x is at the gateway?"), terms("gateway"));
        assert_eq!(terms("7"), ["7"]);
    }

    #[test]
    fn a_short_word_may_have_two_letters_swapped_or_lost_one_inside() {
        assert_eq!(terms("spto"), terms("spot"));
        assert_eq!(terms("spce"), terms("space"));
        assert_eq!(terms("spit"), ["spit"], "another letter is another word");
        assert_eq!(terms("spac"), ["spac"], "so is another ending");
        assert_eq!(terms("sot"), ["sot"], "three letters are too few");
    }

    #[test]
    fn another_word_is_no_slip() {
        assert_eq!(terms("change"), ["chang"], "a change is no charge");
        assert_eq!(terms("cell"), ["cell"], "a short word is taken as it is");
    }
}
