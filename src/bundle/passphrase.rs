//! Generated passphrases, and the forgiving reading of what a person types.
//!
//! Twelve words of the BIP-39 English list (<https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki>)
//! stand for 128 random bits and a 4-bit checksum. The text that derives the key is always the
//! canonical form, lower case and joined by `-`, so that stock `age -d` opens the bundle too.

use bip39::{Language, Mnemonic};

use super::BundleId;
use crate::printable::is_unprintable;
use crate::seal::WorkFactor;
use crate::secret::Secret;

/// Words in a passphrase.
const COUNT: usize = 12;
/// Every word of the list is told apart by so many letters.
const DISTINCT: usize = 4;
/// A passphrase that a person chose must cost an attacker at least so many guesses, as a power of
/// ten; zxcvbn's 0-4 score is too kind for a file that can be attacked offline.
const LEAST_GUESSES_LOG10: u32 = 14;

/// Why a passphrase cannot be right, known before the slow key derivation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Words that are not in the list.
    #[error("{}", describe(.0))]
    UnknownWords(Vec<UnknownWord>),
    /// Too few or too many words.
    #[error("the passphrase has {0} words, not {COUNT}: was it copied whole?")]
    WrongCount(usize),
    /// All words exist, but not in this order.
    #[error("the words of the passphrase do not fit together: one is wrong, missing or in another place")]
    BadChecksum,
    /// The text message belongs to another bundle.
    #[error("this passphrase is for the bundle {typed}, and this is {bundle}")]
    OtherBundle {
        /// The id in the typed text.
        typed: String,
        /// The id of the bundle.
        bundle: String,
    },
    /// A chosen passphrase that can be guessed.
    #[error("this passphrase can be guessed in 10^{guesses_log10} tries or so, and must take at least 10^14")]
    Weak {
        /// zxcvbn's estimate.
        guesses_log10: u32,
    },
    /// Line breaks or NUL inside, which no terminal could ever send again.
    #[error("the passphrase holds a carriage return or a NUL character")]
    Unusable,
    /// Nothing at all.
    #[error("the passphrase is empty")]
    Empty,
}

/// A typed word that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// Its place, counted from 1.
    pub position: usize,
    /// As typed.
    pub word: String,
    /// The nearest words of the list.
    pub nearest: Vec<&'static str>,
}

fn describe(unknown: &[UnknownWord]) -> String {
    let one = |word: &UnknownWord| {
        format!("word {} `{}` is not in the list (nearest: {})", word.position, word.word, word.nearest.join(", "))
    };
    unknown.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The 2,048 words.
pub fn word_list() -> &'static [&'static str; 2048] {
    Language::English.word_list()
}

/// The passphrase that stands for 128 random bits.
pub fn from_entropy(entropy: &[u8; 16]) -> Secret {
    let words: Vec<&str> =
        Mnemonic::from_entropy(entropy).map(|mnemonic| mnemonic.words().collect()).unwrap_or_default();
    Secret::from(words.join("-"))
}

/// What a typed text means for a bundle.
///
/// A bundle of the generated work factor takes words, forgivingly: the whole text message with its
/// id in front, any case, any separator, words cut to four letters. What does not look like words,
/// and everything for other age files, is taken as it is.
///
/// # Errors
/// See [`Error`]; nothing here is slow.
pub fn interpret(typed: Secret, bundle: &BundleId, work: Option<u8>) -> Result<Secret, Error> {
    let text = typed.expose();
    if text.is_empty() {
        return Err(Error::Empty);
    }
    if text.contains(['\r', '\n', '\0']) {
        return Err(Error::Unusable);
    }
    if work != Some(WorkFactor::GENERATED.log_n()) {
        return Ok(typed);
    }
    let plain = plain_letters(text);
    let words = strip_id(&plain, bundle)?;
    let found: Vec<(&str, Option<&'static str>)> = split(words).map(|typed| (typed, find(typed))).collect();
    let known = found.iter().filter(|(_, word)| word.is_some()).count();
    if known.saturating_mul(2) < COUNT || known.saturating_mul(2) < found.len() {
        return Ok(typed);
    }
    canonical(&found)
}

/// The canonical form of twelve words that fit together, however they were typed; nothing for any
/// other text.
pub fn as_words(typed: &Secret) -> Option<Secret> {
    let plain = plain_letters(typed.expose());
    let found: Vec<(&str, Option<&'static str>)> = split(&plain).map(|typed| (typed, find(typed))).collect();
    let are_words = found.len() == COUNT && found.iter().all(|(_, word)| word.is_some());
    if are_words { canonical(&found).ok() } else { None }
}

/// Refuses a passphrase that a person chose and that can be guessed.
///
/// # Errors
/// [`Error::Weak`], [`Error::Empty`], [`Error::Unusable`]
pub fn judge(chosen: &Secret) -> Result<(), Error> {
    let text = chosen.expose();
    if text.is_empty() {
        return Err(Error::Empty);
    }
    if text.contains(['\r', '\n', '\0']) {
        return Err(Error::Unusable);
    }
    let guesses_log10 = guesses_log10(chosen);
    if guesses_log10 < LEAST_GUESSES_LOG10 { Err(Error::Weak { guesses_log10 }) } else { Ok(()) }
}

/// How many guesses a text takes, as a whole power of ten. Only the first hundred characters count,
/// so that a long text takes no time.
pub fn guesses_log10(chosen: &Secret) -> u32 {
    // The library's number is between 0 and some hundred.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "neither negative nor large")]
    return zxcvbn::zxcvbn(chosen.expose(), &[]).guesses_log10() as u32;
}

fn canonical(found: &[(&str, Option<&'static str>)]) -> Result<Secret, Error> {
    let unknown: Vec<UnknownWord> =
        (1..).zip(found).filter(|(_, (_, word))| word.is_none()).map(unknown_word).collect();
    if !unknown.is_empty() {
        return Err(Error::UnknownWords(unknown));
    }
    if found.len() != COUNT {
        return Err(Error::WrongCount(found.len()));
    }
    let words: Vec<&str> = found.iter().filter_map(|(_, word)| *word).collect();
    Mnemonic::parse_in_normalized(Language::English, &words.join(" ")).map_err(|_| Error::BadChecksum)?;
    Ok(Secret::from(words.join("-")))
}

fn unknown_word((position, (typed, _)): (usize, &(&str, Option<&'static str>))) -> UnknownWord {
    let mut by_distance: Vec<(usize, &'static str)> =
        word_list().iter().map(|word| (strsim::damerau_levenshtein(typed, word), *word)).collect();
    by_distance.sort_unstable();
    let nearest = by_distance.into_iter().take(3).map(|(_, word)| word).collect();
    UnknownWord { position, word: (*typed).to_owned(), nearest }
}

/// Lower case, full-width forms made plain, quotes and invisible characters dropped.
fn plain_letters(text: &str) -> String {
    text.chars().filter(|c| !is_unprintable(*c) && !is_quote(*c)).map(narrow).flat_map(char::to_lowercase).collect()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{300c}'..='\u{300f}' | '\u{ff02}' | '\u{ff07}')
}

/// Unicode's full-width ASCII (U+FF01 to U+FF5E) as ASCII.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code.wrapping_sub(0xfee0)).unwrap_or(c),
        _ => c,
    }
}

/// Cuts the id from the front of a whole text message, if there is one, and compares it.
fn strip_id<'a>(text: &'a str, bundle: &BundleId) -> Result<&'a str, Error> {
    let Some((id, words)) = text.split_once(':') else { return Ok(text) };
    match bundle.matches(id.trim()) {
        Ok(true) => Ok(words),
        Ok(false) => Err(Error::OtherBundle { typed: id.trim().to_uppercase(), bundle: bundle.to_string() }),
        Err(_) => Ok(text),
    }
}

/// Any run of other characters separates words: spaces, dashes of all kinds, commas.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// The word that is meant: itself, or the only one that begins with its four letters or more.
fn find(typed: &str) -> Option<&'static str> {
    let words = word_list();
    match words.binary_search(&typed) {
        Ok(at) => words.get(at).copied(),
        Err(at) if typed.len() >= DISTINCT => words.get(at).copied().filter(|word| word.starts_with(typed)),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal;

    fn bundle() -> BundleId {
        let plain = Secret::from(b"x".to_vec());
        let sealed = seal::with_passphrase(&plain, &Secret::from("x"), WorkFactor::new(1).unwrap()).unwrap();
        BundleId::of(&sealed)
    }

    fn read(typed: &str) -> Result<String, Error> {
        interpret(Secret::from(typed), &bundle(), Some(15)).map(|secret| secret.expose().to_owned())
    }

    const ZEROES: &str =
        "abandon-abandon-abandon-abandon-abandon-abandon-abandon-abandon-abandon-abandon-abandon-about";

    #[test]
    fn the_list_is_the_published_one() {
        use sha2::Digest as _;
        let list = word_list().join("\n") + "\n";
        let digest = crate::domain::hex::hex(&sha2::Sha256::digest(list));
        // SHA-256 of english.txt in the BIP's repository.
        assert_eq!(digest, "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        assert!(word_list().is_sorted());
    }

    #[test]
    fn the_bip_vectors_come_out() {
        assert_eq!(from_entropy(&[0; 16]).expose(), ZEROES);
        let legal = "legal-winner-thank-year-wave-sausage-worth-useful-legal-winner-thank-yellow";
        assert_eq!(from_entropy(&[0x7f; 16]).expose(), legal);
        let letter = "letter-advice-cage-absurd-amount-doctor-acoustic-avoid-letter-advice-cage-above";
        assert_eq!(from_entropy(&[0x80; 16]).expose(), letter);
        let zoo = "zoo-zoo-zoo-zoo-zoo-zoo-zoo-zoo-zoo-zoo-zoo-wrong";
        assert_eq!(from_entropy(&[0xff; 16]).expose(), zoo);
    }

    #[test]
    fn what_people_type_is_forgiven() {
        let id = bundle();
        let cases = [
            ZEROES.to_owned(),
            ZEROES.to_uppercase(),
            ZEROES.replace('-', " "),
            ZEROES.replace('-', "\u{2014}"),
            ZEROES.replace('-', " \u{2013} "),
            ZEROES.replace("abandon", "aban").replace("about", "abou"),
            format!("\u{201c}{ZEROES}\u{201d}"),
            format!("  {ZEROES}  "),
            ZEROES
                .chars()
                .map(|c| if c == '-' { '\u{3000}' } else { char::from_u32(c as u32 + 0xfee0).unwrap() })
                .collect(),
        ];
        for typed in cases {
            let read = interpret(Secret::from(typed.as_str()), &id, Some(15)).unwrap();
            assert_eq!(read.expose(), ZEROES, "{typed}");
        }
        for message in [format!("{id}: {ZEROES}"), format!("{}: {ZEROES}", id.long().to_lowercase())] {
            assert_eq!(interpret(Secret::from(message.as_str()), &id, Some(15)).unwrap().expose(), ZEROES, "{message}");
        }
    }

    #[test]
    fn mistakes_are_named_before_the_slow_step() {
        let Err(Error::UnknownWords(unknown)) = read(&ZEROES.replacen("abandon", "abandom", 1)) else { panic!() };
        assert_eq!((unknown[0].position, unknown[0].nearest[0]), (1, "abandon"));
        assert_eq!(read(&ZEROES.replace("about", "zoo")), Err(Error::BadChecksum));
        assert_eq!(read(ZEROES.strip_suffix("-about").unwrap()), Err(Error::WrongCount(11)));
        assert!(matches!(read(&format!("0000-0000: {ZEROES}")), Err(Error::OtherBundle { .. })));
        assert_eq!(read(""), Err(Error::Empty));
        assert_eq!(read("a\rb"), Err(Error::Unusable));
    }

    #[test]
    fn other_passphrases_are_taken_as_they_are() {
        for own in [" Correct Horse ", "p\u{e4}ss", "a: b", "x x x x x x x x x x x x"] {
            assert_eq!(read(own).as_deref(), Ok(own));
        }
        let spaced = ZEROES.replace('-', " ");
        let stock = interpret(Secret::from(spaced.as_str()), &bundle(), Some(18)).unwrap();
        assert_eq!(stock.expose(), spaced);
    }

    #[test]
    fn words_are_told_from_other_texts() {
        let shouted = Secret::from(ZEROES.to_uppercase().replace('-', " "));
        assert_eq!(as_words(&shouted).unwrap().expose(), ZEROES);
        for other in ["", "Correct Horse", &ZEROES.replace("about", "zoo"), &format!("{ZEROES} zoo")] {
            assert!(as_words(&Secret::from(other)).is_none(), "{other}");
        }
    }

    #[test]
    fn weak_choices_are_refused() {
        let repeated = "x9$Kq".repeat(5_000);
        for weak in ["password", "correct horse", "Tr0ub4dor&3", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &repeated] {
            assert!(matches!(judge(&Secret::from(weak)), Err(Error::Weak { .. })), "{weak}");
        }
        judge(&Secret::from("korrekt2 Pferd! Batterie; Heftklammer 77")).unwrap();
        assert_eq!(judge(&Secret::from("")), Err(Error::Empty));
    }
}
