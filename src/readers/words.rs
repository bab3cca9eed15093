//! Words of files and variables, as they may be told.
//!
//! Whoever pastes a secret into the wrong variable, or on the wrong line, should not see it again in what
//! `which` prints. So a word is told when it looks like what it should be, and is hidden otherwise.

const HIDDEN: &str = "****";
/// The longest mode that is known has 22 letters; a secret has 30.
const LONGEST_MODE: usize = 24;
/// As in [`ProfileName`](crate::domain::ProfileName).
const LONGEST_PROFILE: usize = 64;
/// How ids begin; AWS's too, whose tools read the same files.
const ID_HEADS: [&str; 5] = ["LTAI", "STS", "TMP", "AKIA", "ASIA"];
/// The shortest run of letters and digits in both cases that nobody calls a profile.
const SCRAMBLE: usize = 16;
/// The same in one case.
const LONG_SCRAMBLE: usize = 24;

/// A mode or a type.
pub(super) fn mode(text: &str) -> &str {
    if is_word(text, LONGEST_MODE) && !begins_as_id(text) { text } else { HIDDEN }
}

/// The name of a profile.
pub(super) fn profile(text: &str) -> &str {
    let is_key = begins_as_id(text) || text.split(['_', '-']).any(is_scrambled);
    if is_word(text, LONGEST_PROFILE) && !is_key { text } else { HIDDEN }
}

fn is_word(text: &str, longest: usize) -> bool {
    text.len() <= longest && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn begins_as_id(text: &str) -> bool {
    text.len() >= SCRAMBLE && ID_HEADS.iter().any(|head| text.starts_with(head))
}

fn is_scrambled(run: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| run.as_bytes().iter().any(kind);
    let in_both_cases = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let with_digits = has(u8::is_ascii_digit);
    (run.len() >= SCRAMBLE && in_both_cases) || (run.len() >= LONG_SCRAMBLE && with_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_mode_or_a_profile_is_told() {
        for word in ["AK", "ecs_ram_role", "RamRoleArnWithRoleName", "TencentCOS", ""] {
            assert_eq!(mode(word), word);
        }
        let long = ["a-z_"; 16].concat();
        for name in ["default", "prod-2026_a", "Prod", "client-of-the-company-in-hangzhou-2", "LTAI", long.as_str()] {
            assert_eq!(profile(name), name);
        }
    }

    #[test]
    fn what_may_be_a_secret_or_an_id_is_not() {
        let secret = "EXAMPLEexampleEXAMPLEexample01";
        for text in [secret, "LTAI5tEXAMPLEexample0001", "a b", "a.b", "p@ss", "über", "a\u{1b}[2J"] {
            assert_eq!((mode(text), profile(text)), (HIDDEN, HIDDEN), "{text}");
        }
        assert_eq!(mode(&"a".repeat(25)), HIDDEN);
        for text in ["a".repeat(65), format!("prod-{secret}"), secret.to_lowercase(), "0wNEXAMPLEexampl".to_owned()] {
            assert_eq!(profile(&text), HIDDEN, "{text}");
        }
    }
}
