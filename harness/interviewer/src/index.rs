//! Which phrasing of a kata a question is nearest to: BM25 over all of them.

use bm25::{Embedder, EmbedderBuilder, Scorer, Tokenizer};

use crate::lexicon::Term;

/// All phrasings of a kata, each with whom it belongs to.
pub(crate) struct Index<O> {
    embedder: Embedder<u32, Spaces>,
    scorer: Scorer<usize>,
    owners: Vec<O>,
}

impl<O: Copy + PartialEq> Index<O> {
    pub(crate) fn new(phrasings: impl IntoIterator<Item = (O, Vec<Term>)>) -> Index<O> {
        let (owners, texts): (Vec<O>, Vec<String>) =
            phrasings.into_iter().map(|(owner, terms)| (owner, terms.join(" "))).unzip();
        let corpus: Vec<&str> = texts.iter().map(String::as_str).collect();
        let embedder: Embedder<u32, Spaces> =
            EmbedderBuilder::with_tokenizer_and_fit_to_corpus(Spaces, &corpus).build();
        let mut scorer = Scorer::new();
        for (number, text) in texts.iter().enumerate() {
            scorer.upsert(&number, embedder.embed(text));
        }
        Index { embedder, scorer, owners }
    }

    /// How near the nearest phrasing of this owner is: 0 where they share no word, else above it, with no upper bound.
    pub(crate) fn nearness(&self, owner: O, terms: &[Term]) -> f32 {
        let question = self.embedder.embed(&terms.join(" "));
        let owned = self.owners.iter().enumerate().filter(|(_, known)| **known == owner);
        let scores = owned.filter_map(|(number, _)| self.scorer.score(&number, &question));
        scores.fold(0.0, f32::max)
    }
}

/// The terms are words already.
struct Spaces;

impl Tokenizer for Spaces {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}
