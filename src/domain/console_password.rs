//! Passwords of RAM users for the console: made, and looked at. None is kept anywhere.
//!
//! The rules are those that RAM's password policy can ask for (`SetPasswordPolicy`, Ims 2019-08-15):
//! 8 to 32 characters, and lower case, upper case, numbers and symbols.

use crate::secret::Secret;

/// The four classes. Letters and digits that look alike are left out of what is made here.
const CLASSES: [(&str, &str); 4] = [
    ("lower-case letters", "abcdefghijkmnpqrstuvwxyz"),
    ("upper-case letters", "ABCDEFGHJKLMNPQRSTUVWXYZ"),
    ("digits", "23456789"),
    ("symbols", "!@#$%^&*()_+-="),
];
/// What RAM takes.
pub const LENGTHS: std::ops::RangeInclusive<usize> = 8..=32;

/// A password of so many characters, all four classes in it, every one of them as likely as any other.
/// None where the random bytes did not suffice, which takes other ones.
pub fn generate(length: usize, random: &[u8]) -> Option<Secret> {
    let alphabet: Vec<char> = CLASSES.iter().flat_map(|(_, characters)| characters.chars()).collect();
    let size = u8::try_from(alphabet.len()).ok()?;
    // Bytes above the largest multiple are passed over, so that no character is likelier than others.
    let fair = u8::MAX.checked_div(size)?.saturating_mul(size);
    let index = |byte: &u8| byte.checked_rem(size).map(usize::from);
    let mut chosen = random.iter().filter(|byte| **byte < fair).filter_map(index).filter_map(|at| alphabet.get(at));
    loop {
        let mut password = String::with_capacity(LENGTHS.end().saturating_mul(4));
        password.extend(chosen.by_ref().take(length));
        let password = Secret::from(password);
        if password.expose().len() < length {
            return None;
        }
        if missing(password.expose()).is_empty() {
            return Some(password);
        }
    }
}

/// What RAM's policy can hold against a password.
pub fn complaints(password: &Secret, user: Option<&str>) -> Vec<String> {
    let text = password.expose();
    let mut complaints: Vec<String> = missing(text).into_iter().map(|class| format!("it has no {class}")).collect();
    if !LENGTHS.contains(&text.chars().count()) {
        complaints.push(format!("RAM takes {} to {} characters", LENGTHS.start(), LENGTHS.end()));
    }
    if text.chars().any(|c| !c.is_ascii_graphic()) {
        complaints.push("it has spaces or characters beyond ASCII".to_owned());
    }
    let name = |user: &str| user.split('@').next().unwrap_or_default().to_lowercase();
    if user.map(name).is_some_and(|name| !name.is_empty() && text.to_lowercase().contains(&name)) {
        complaints.push("it holds the name of the user".to_owned());
    }
    complaints
}

fn missing(text: &str) -> Vec<&'static str> {
    let has: [fn(char) -> bool; 4] =
        [|c| c.is_ascii_lowercase(), |c| c.is_ascii_uppercase(), |c| c.is_ascii_digit(), |c| c.is_ascii_punctuation()];
    CLASSES.iter().zip(has).filter(|(_, has)| !text.chars().any(has)).map(|((class, _), _)| *class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that repeat after a long time only.
    fn bytes(seed: u32) -> Vec<u8> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        std::iter::successors(Some(seed), next).skip(3).take(4096).map(|state| state.to_be_bytes()[0]).collect()
    }

    #[test]
    fn every_password_that_is_made_has_all_classes_and_no_complaint() {
        for length in LENGTHS {
            for seed in 0..40 {
                let password = generate(length, &bytes(seed)).unwrap();
                assert_eq!(password.expose().len(), length);
                assert_eq!(complaints(&password, Some("alice")), Vec::<String>::new());
            }
        }
        assert!(
            generate(8, &[0; 7]).is_none() && generate(8, &[255; 4096]).is_none() && generate(8, &[0; 4096]).is_none()
        );
    }

    #[test]
    fn no_character_is_likelier_than_others() {
        let mut counts = std::collections::BTreeMap::new();
        for seed in 0..4000 {
            for c in generate(32, &bytes(seed * 7919)).unwrap().expose().chars() {
                *counts.entry(c).or_insert(0_u32) += 1;
            }
        }
        let alphabet = CLASSES.iter().map(|(_, characters)| characters.len()).sum::<usize>();
        let mean = 4000.0 * 32.0 / f64::from(u32::try_from(alphabet).unwrap());
        assert_eq!(counts.len(), alphabet);
        assert!(counts.values().all(|count| (f64::from(*count) / mean - 1.0).abs() < 0.15), "{counts:?}");
    }

    #[test]
    fn what_the_policy_can_hold_against_a_password_is_said() {
        let of = |text: &str, user| complaints(&Secret::from(text), user).join("; ");
        assert_eq!(of("Ab3!xxxx", None), "");
        assert_eq!(of("ab3!xxxx", None), "it has no upper-case letters");
        assert_eq!(
            of("12345678", None),
            "it has no lower-case letters; it has no upper-case letters; it has no symbols"
        );
        assert_eq!(of("Ab3!", None), "RAM takes 8 to 32 characters");
        assert_eq!(of(&"Ab3!".repeat(9), None), "RAM takes 8 to 32 characters");
        assert_eq!(of("Ab3! xxxx", None), "it has spaces or characters beyond ASCII");
        assert_eq!(of("xAlice3!", Some("alice@example.com")), "it holds the name of the user");
        assert_eq!(of("Ab3!xxxx", Some("")), "");
    }
}
