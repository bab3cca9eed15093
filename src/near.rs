//! Which word somebody may have meant who typed another.

/// Whether somebody who typed the one may have meant the other.
pub fn is_near(typed: &str, word: &str) -> bool {
    likeness(typed, word) > 0.8
}

/// The nearest of these words, if one is near.
pub fn nearest<W: AsRef<str>>(typed: &str, words: impl Iterator<Item = W>) -> Option<W> {
    let likeness = |word: &W| likeness(typed, word.as_ref());
    let near = words.filter(|word| is_near(typed, word.as_ref()));
    near.max_by(|one, other| likeness(one).total_cmp(&likeness(other)))
}

/// How much the one is like the other: 1.0 if it is the same, 0.0 if it has nothing of it (Jaro).
///
/// Options are told apart by what follows their dashes, and nothing by upper and lower case.
pub fn likeness(typed: &str, word: &str) -> f64 {
    let [typed, word] = [typed, word].map(|word| word.trim_start_matches('-').to_lowercase());
    strsim::jaro(&typed, &word)
}
