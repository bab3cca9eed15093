//! Which word somebody may have meant who typed another.

use std::fmt::Display;

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

/// The question before what to do otherwise; nothing where nothing is near.
pub fn question(near: Option<impl Display>) -> String {
    near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default()
}

/// How near the one is to the other, up to 1.0 if it is the same; none where it is not near. Of two that are as like
/// (Jaro), the one that begins alike is nearer (Winkler). One slip is near in a short word too, and so is a word that was
/// not typed to its end.
///
/// Options are told apart by what follows their dashes, and nothing by upper and lower case.
pub fn nearness(typed: &str, word: &str) -> Option<f64> {
    const SHORTEST: usize = 3;
    let [typed, word] = [typed, word].map(|word| word.trim_start_matches('-').to_lowercase());
    let is_slip = || strsim::osa_distance(&typed, &word) == 1 && typed.chars().next() == word.chars().next();
    let is_slip_or_start = || is_slip() || word.starts_with(&typed);
    let is_near = strsim::jaro(&typed, &word) > 0.8 || (typed.len() >= SHORTEST && is_slip_or_start());
    is_near.then(|| strsim::jaro_winkler(&typed, &word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_in_a_short_word_too_and_what_begins_alike_is_nearer() {
        for (typed, word) in [
            ("adn", "add"),
            ("mfq", "mfa"),
            ("woh", "who"),
            ("nwe", "new"),
            ("--fro", "--for"),
            ("prdo", "prod"),
            ("exit", "exit-codes"),
        ] {
            assert!(is_near(typed, word), "{typed}");
        }
        let nearest = |typed, words: &[&'static str]| nearest(typed, words.iter().copied());
        assert_eq!(nearest("--dome", &["--home", "--done"]), Some("--done"));
        assert_eq!(nearest("exit", &["edit", "exit-codes"]), Some("exit-codes"));
        assert_eq!(nearest("SAEL", &["seal", "list"]), Some("seal"));
        for (typed, words) in [("xyzzy", ["seal", "list"]), ("ab", ["abort", "about"])] {
            assert_eq!(nearest(typed, &words), None, "{typed}");
        }
    }
}
