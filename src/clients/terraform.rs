//! `~/.aliyun/config.json` again, read by Terraform's alicloud provider, its OSS backend and Pulumi.
//!
//! terraform-provider-alicloud `alicloud/provider.go` looks for a profile only where one is named, and
//! not at `current`; it casts what it finds without a check, so the types are those that the aliyun CLI
//! writes. The file is the CLI's, and so is the way it is written.

use std::path::Path;

use super::aliyun::Aliyun;
use super::{Client, Part, Placed};

#[derive(Debug)]
pub(super) struct Terraform;

impl Client for Terraform {
    fn name(&self) -> &'static str {
        "terraform"
    }

    fn about(&self) -> &'static str {
        "~/.aliyun/config.json: Terraform and its OSS backend"
    }

    fn directory(&self) -> Option<&'static str> {
        Aliyun.directory()
    }

    fn parts(&self) -> &'static [Part] {
        Aliyun.parts()
    }

    fn needs_region(&self) -> bool {
        Aliyun.needs_region()
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        let profile = placed.profile;
        let named = format!("profile = \"{profile}\" in the provider block, or ALIBABA_CLOUD_PROFILE={profile}");
        let file = |path| format!("shared_credentials_file = \"{path}\" in the provider block");
        let files = placed.paths.iter().filter(|_| !placed.is_home).map(|path| file(quoted(path)));
        [named].into_iter().chain(files).collect()
    }
}

/// What stands between the quotes of a string of Terraform's language ("Strings and Templates" in its manual).
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let pairs = [("\\", "\\\\"), ("\"", "\\\""), ("\n", "\\n"), ("${", "$${"), ("%{", "%%{")];
    pairs.iter().fold(text.into_owned(), |text, (plain, escaped)| text.replace(plain, escaped))
}
