//! The name that was probably meant.

/// The candidate that is closest to `name`, if one is close enough to be what was meant.
///
/// ```
/// assert_eq!(kata_catalog::nearest("parkin-lot", ["pub-sub", "parking-lot"]), Some("parking-lot"));
/// assert_eq!(kata_catalog::nearest("chess", ["pub-sub", "parking-lot"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates.into_iter().map(|candidate| (likeness(name, candidate), candidate));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.6).then_some(best.1)
}

/// A part of a name is like the name too, so that `last-spot` finds `last-spot-has-one-winner`.
fn likeness(name: &str, candidate: &str) -> f64 {
    let part = name.len() >= 4 && candidate.contains(name);
    strsim::normalized_damerau_levenshtein(name, candidate).max(if part { 0.7 } else { 0.0 })
}
