//! Which phrasing of a kata a question is nearest to: BM25 over all of them.

use std::collections::BTreeMap;

use bm25::{Embedder, EmbedderBuilder, Scorer, Tokenizer};

use crate::lexicon::Term;

/// All phrasings of a kata, each with whom it belongs to.
pub(crate) struct Index<O> {
    embedder: Embedder<u32, Spaces>,
    scorer: Scorer<usize>,
    owners: Vec<O>,
}

impl<O: Copy + Ord> Index<O> {
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

    /// How near the nearest phrasing of each owner is: above 0, with no upper bound. Who shares no word with these is left out.
    pub(crate) fn nearness(&self, terms: &[Term]) -> BTreeMap<O, f32> {
        let question = self.embedder.embed(&terms.join(" "));
        let mut nearest: BTreeMap<O, f32> = BTreeMap::new();
        for found in self.scorer.matches(&question) {
            let near = nearest.entry(self.owners[found.id]).or_default();
            *near = near.max(found.score);
        }
        nearest
    }
}

/// The terms are words already.
struct Spaces;

impl Tokenizer for Spaces {
    fn tokenize(&self, text: &str) -> Vec<String> {
        text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}
