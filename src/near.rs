//! Which word somebody may have meant who typed another.

/// Whether somebody who typed the one may have meant the other.
pub fn is_near(typed: &str, word: &str) -> bool {
    nearness(typed, word).is_some()
}

/// The nearest of these words, if one is near.
pub fn nearest<W: AsRef<str>>(typed: &str, words: impl Iterator<Item = W>) -> Option<W> {
    nearest_by(words, |word| nearness(typed, word.as_ref()))
}

/// The same of whatever is near in a way of its own.
pub fn nearest_by<W>(words: impl Iterator<Item = W>, nearness: impl Fn(&W) -> Option<f64>) -> Option<W> {
    let near = words.filter_map(|word| nearness(&word).map(|nearness| (nearness, word)));
    near.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, word)| word)
}

/// How near the one is to the other, up to 1.0 if it is the same (Jaro); none where it is not near.
///
/// Options are told apart by what follows their dashes, and nothing by upper and lower case.
pub fn nearness(typed: &str, word: &str) -> Option<f64> {
    let [typed, word] = [typed, word].map(|word| word.trim_start_matches('-').to_lowercase());
    Some(strsim::jaro(&typed, &word)).filter(|likeness| *likeness > 0.8)
}
