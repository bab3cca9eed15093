//! The name of a virtual MFA device at Alibaba Cloud.

use std::fmt;

use super::error::Error;
use super::otpauth::Label;

/// The name that `BindMFADevice` asks for: `acs:ram::ACCOUNT:mfa/NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SerialNumber(String);

impl SerialNumber {
    /// Letters, digits and `._@-` alone make up the name, so that a shell takes it as it is.
    ///
    /// # Errors
    /// [`Error::SerialNumber`]
    pub fn new(text: &str) -> Result<Self, Error> {
        let (account, name) = parts(text).ok_or(Error::SerialNumber)?;
        let is_account = (1..=32).contains(&account.len()) && account.bytes().all(|byte| byte.is_ascii_digit());
        let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"._@-".contains(&byte);
        let is_name = (1..=64).contains(&name.len()) && name.bytes().all(is_good);
        if is_account && is_name { Ok(Self(text.to_owned())) } else { Err(Error::SerialNumber) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the console shows for a device that nobody is bound to yet.
    pub(super) fn label(&self) -> Result<Label, Error> {
        let (account, name) = parts(&self.0).ok_or(Error::SerialNumber)?;
        Label::new(Some("Aliyun"), &format!("{name}@{account}"))
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn parts(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("acs:ram::")?.split_once(":mfa/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERIAL: &str = "acs:ram::1234567890123456:mfa/dev-example";

    #[test]
    fn serial_numbers_are_safe_to_paste_into_a_shell() {
        for bad in [
            "",
            "acs:ram::1:mfa/",
            "acs:ram::1:mfa/a b",
            "acs:ram::1:mfa/$(id)",
            "acs:ram::x:mfa/a",
            "acs:ram::1:user/a",
        ] {
            assert_eq!(SerialNumber::new(bad), Err(Error::SerialNumber), "{bad}");
        }
        assert_eq!(SerialNumber::new(SERIAL).unwrap().to_string(), SERIAL);
    }
}
