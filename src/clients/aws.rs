//! `~/.aws/credentials` and `~/.aws/config`, read by the AWS command line and SDKs, which reach OSS over
//! its S3-compatible API.
//!
//! The rules are botocore's. `configloader.py`: Python's `configparser`; a block of indented lines
//! belongs to the key above, and `[default]` or `[profile NAME]` is a profile of the config file.
//! `credentials.py`: roles, single sign-on and processes win over the key in the credentials file, and
//! `aws_security_token` over `aws_session_token`. What OSS asks for: the host `s3.oss-REGION`,
//! buckets in the host name, and no chunked checksums, which botocore 1.36 switched on.
//!
//! A region without OSS's endpoint, or another endpoint, is another service's: such a profile is not
//! taken over unasked.

use super::ini::{Is, Sections, as_spelled};
use super::{Client, Part, Placed, Share, word};

#[derive(Debug)]
pub(super) struct Aws;

const CREDENTIALS: Sections = Sections {
    name: |profile| Some(profile.to_string()),
    profile: |name| Some(name.to_owned()),
    spelling: as_spelled,
    keys: &[
        ("aws_access_key_id", Is::Id),
        ("aws_secret_access_key", Is::Secret),
        ("aws_security_token", Is::OldToken),
        ("aws_session_token", Is::Token),
    ],
    others: OTHERS,
    nests: true,
    is_shared: false,
    share: Share::Key,
};

const CONFIG: Sections = Sections {
    name: |profile| Some(if profile.as_str() == DEFAULT { DEFAULT.to_owned() } else { format!("profile {profile}") }),
    profile: |name| match name.split_once(char::is_whitespace) {
        Some(("profile", name)) => Some(name.trim().trim_matches(['"', '\'']).to_owned()),
        Some(_) => None,
        None => (name == DEFAULT).then(|| name.to_owned()),
    },
    spelling: as_spelled,
    keys: &[
        ("region", Is::Region),
        ("endpoint_url", Is::OwnHost("https://s3.oss-", ".aliyuncs.com")),
        ("request_checksum_calculation", Is::Set("when_required")),
        ("response_checksum_validation", Is::Set("when_required")),
        ("s3", Is::Block("addressing_style", "virtual")),
    ],
    others: OTHERS,
    nests: true,
    is_shared: true,
    share: Share::Region,
};

const DEFAULT: &str = "default";

/// Either file may hold them.
const OTHERS: &[&str] = &[
    "credential_process",
    "credential_source",
    "role_arn",
    "source_profile",
    "sso_account_id",
    "sso_region",
    "sso_role_name",
    "sso_session",
    "sso_start_url",
    "web_identity_token_file",
];

impl Client for Aws {
    fn name(&self) -> &'static str {
        "aws"
    }

    fn about(&self) -> &'static str {
        "~/.aws/{credentials,config}: AWS tools, on OSS's S3 API"
    }

    fn directory(&self) -> Option<&'static str> {
        Some(".aws")
    }

    fn parts(&self) -> &'static [Part] {
        &[
            Part { file: "credentials", format: &CREDENTIALS, family: None },
            Part { file: "config", format: &CONFIG, family: None },
        ]
    }

    fn needs_region(&self) -> bool {
        true
    }

    fn is_inseparable(&self) -> bool {
        true
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        if placed.is_home {
            return Vec::new();
        }
        let variables = ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"];
        placed.paths.iter().zip(variables).map(|(path, variable)| format!("{variable}={}", word(path))).collect()
    }
}
