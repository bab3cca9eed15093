//! Alibaba Cloud's SDKs: one chain, in seven languages and generations.
//!
//! Each asks its providers one after the other and passes over those that fail (credentials-python
//! `provider/default.py`, credentials-go `credentials/providers/default.go`, credentials-nodejs
//! `src/providers/default.ts`, credentials-java `provider/DefaultCredentialsProvider.java`, credentials-csharp
//! `Provider/DefaultCredentialsProvider.cs`, credentials-php `src/Providers/DefaultCredentialsProvider.php`):
//! environment, OIDC, the CLI's `config.json`, the INI, the role of the instance, a URI. So a stale
//! `config.json` hides a fresh INI. What differs:
//!
//! - The INI is `credentials.ini` for Python, Java and C#, `credentials` for the others.
//! - Java looks at its system properties first (`SystemPropertiesCredentialsProvider.java`), and keeps only those
//!   sections of the INI that say `enable = true` (`ProfileCredentialsProvider.java`, `loadIni`).
//! - Go alone lets `ALIBABA_CLOUD_CONFIG_FILE` name another `config.json`, and takes no other spelling than
//!   `true` for `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` (`cli_profile.go`).
//! - Modes of `config.json` are compared as they are spelt, and not every SDK knows all of them.
//! - PHP lower-cases the names of sections (`ProfileCredentialsProvider.php`), and not the name that it
//!   looks for.
//! - `type = sts` is known to none; Java and C# take such a section for a plain key and lose the token.

use super::files::{Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::{Reader, config, words};
use crate::clients::Present;

/// The variables of the SDKs' environment providers.
pub(super) const PAIR: Pair = Pair {
    ids: &["ALIBABA_CLOUD_ACCESS_KEY_ID"],
    secrets: &["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    tokens: &["ALIBABA_CLOUD_SECURITY_TOKEN"],
};
const PROFILE: &[&str] = &["ALIBABA_CLOUD_PROFILE"];
const CLASH: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE is an INI to the SDKs, and a config.json to Terraform";
const OIDC: [&str; 3] = ["ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE"];

/// An SDK, by what sets it apart.
#[derive(Debug)]
pub(super) struct Sdk {
    word: &'static str,
    name: &'static str,
    ini: &'static str,
    /// Modes of `config.json` that are known beside the [common](config::COMMON) ones.
    modes: &'static [&'static str],
    is_java: bool,
    is_go: bool,
    /// Go's `json.Unmarshal` fails at one member of a wrong type, wherever it stands.
    unmarshals: bool,
    /// Sections of the INI go by their names in small letters.
    lowers: bool,
    /// Any type of the INI that is not known counts as a plain key.
    is_lenient: bool,
}

const SSO: &[&str] = &["External", "CloudSSO", "OAuth"];
const PLAIN: Sdk = Sdk {
    word: "",
    name: "",
    ini: "credentials",
    modes: SSO,
    is_java: false,
    is_go: false,
    unmarshals: false,
    lowers: false,
    is_lenient: false,
};

pub(super) const PYTHON: Sdk = Sdk { word: "python-sdk", name: "the Python SDK", ini: "credentials.ini", ..PLAIN };
pub(super) const JAVA: Sdk =
    Sdk { word: "java-sdk", name: "the Java SDK", ini: "credentials.ini", is_java: true, is_lenient: true, ..PLAIN };
pub(super) const CSHARP: Sdk =
    Sdk { word: "csharp-sdk", name: "the C# SDK", ini: "credentials.ini", is_lenient: true, ..PLAIN };
pub(super) const GO: Sdk = Sdk { word: "go-sdk", name: "the Go SDK", is_go: true, unmarshals: true, ..PLAIN };
pub(super) const NODE: Sdk = Sdk { word: "node-sdk", name: "the Node SDK", ..PLAIN };
pub(super) const PHP: Sdk = Sdk { word: "php-sdk", name: "the PHP SDK", modes: &[], lowers: true, ..PLAIN };
/// `aliyun/alibaba-cloud-sdk-go`, the generation before `alibabacloud-go`.
pub(super) const GO_V1: Sdk = Sdk { word: "go-sdk-v1", name: "the Go SDK v1", modes: &[], unmarshals: true, ..PLAIN };

impl Reader for Sdk {
    fn word(&self) -> &'static str {
        self.word
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn clients(&self) -> &'static [&'static str] {
        &["sdk", "aliyun", "env", "systemd"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("ALIBABA_CLOUD_PROFILE")
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("credentials given in the program's code");
        if self.is_java {
            let words = "alibabacloud.accessKeyId, alibabacloud.accessKeySecret";
            search.push(Place::named(Kind::SystemProperties, words, State::Unseen));
        }
        search.push(search.pair(&PAIR));
        search.push(oidc(search));
        self.config(search);
        self.ini(search);
        search.instance_role(&["ALIBABA_CLOUD_ECS_METADATA"], "ALIBABA_CLOUD_ECS_METADATA_DISABLED");
        search.uri(&["ALIBABA_CLOUD_CREDENTIALS_URI"]);
    }
}

impl Sdk {
    fn config(&self, search: &mut Search<'_>) {
        let variables: &[&str] = if self.is_go { &["ALIBABA_CLOUD_CONFIG_FILE"] } else { &[] };
        let Some(reading) = search.read(&config::source(variables)) else { return };
        let mut reading = if self.unmarshals { reading.taken_whole() } else { reading };
        if let Some(name) = self.disables_config(search) {
            reading.place.judged(State::Disabled, format!("by {name}"));
            return search.push(reading.place);
        }
        let Some(profile) = config::profile(search, PROFILE, &mut reading) else {
            if reading.content.is_some() {
                reading.place.note("it names no current profile");
            }
            return search.push(reading.place);
        };
        let verdict = reading.entry(&profile).map(|present| config::verdict(present, self.modes));
        search.push(reading.place.settle(verdict));
    }

    fn disables_config(&self, search: &Search<'_>) -> Option<&'static str> {
        const NAME: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
        let is_on = match search.world().variable(NAME) {
            Some(value) if self.is_go => value == "true",
            Some(value) => value.eq_ignore_ascii_case("true"),
            None => false,
        };
        is_on.then_some(NAME)
    }

    fn ini(&self, search: &mut Search<'_>) {
        let (file, home) = match self.ini {
            "credentials.ini" => ("credentials.ini", ".alibabacloud/credentials.ini"),
            _ => ("credentials", ".alibabacloud/credentials"),
        };
        let variables = &["ALIBABA_CLOUD_CREDENTIALS_FILE"];
        let source = Source {
            kind: Kind::Ini,
            clients: &["sdk"],
            file,
            format: 0,
            home,
            variables,
            expands: false,
            directories: &[],
            is_lenient: true,
        };
        let Some(mut reading) = search.read(&source) else { return };
        if search.world().variable("ALIBABA_CLOUD_CREDENTIALS_FILE").is_some() {
            reading.place.note(CLASH);
        }
        let named = config::named(search, PROFILE, &mut reading.place);
        let profile = named.unwrap_or_else(|| "default".to_owned());
        let section = if self.lowers { reading.lower_names(&profile) } else { None };
        let section = section.as_deref().unwrap_or(&profile);
        let kind = reading.raw(section, "type").unwrap_or_default().to_owned();
        let is_on = reading.raw(section, "enable").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let verdict = reading.entry(&profile).map(|present| self.verdict(&kind, present));
        let is_off = verdict.is_some() && self.is_java && !is_on;
        let mut place = reading.place.settle(verdict);
        if is_off {
            place.judged(State::Disabled, "the section does not say `enable = true`");
        }
        search.push(place);
    }

    /// `type` must be there; a plain key is `access_key`.
    fn verdict(&self, kind: &str, present: &Present) -> Verdict {
        let unusable = |why: String| Verdict { state: State::Broken, id: None, why: Some(why) };
        let pair = |why: &str| {
            let verdict = verdict_of_pair(present);
            Verdict { why: verdict.why.or_else(|| Some(why.to_owned())), ..verdict }
        };
        let knows_more = self.word != "go-sdk" && self.word != "node-sdk";
        match kind {
            "access_key" => verdict_of_pair(present),
            "ram_role_arn" => pair("the key only assumes a role"),
            "ecs_ram_role" => by_other_means(kind),
            "oidc_role_arn" | "rsa_key_pair" if knows_more => by_other_means(kind),
            "" => unusable("the section has no `type`".to_owned()),
            other if self.is_lenient => {
                let shown = words::mode(other);
                pair(&format!("type `{shown}` is not known: it counts as a plain key, without a token"))
            }
            other => unusable(format!("type `{}` is not known to this reader", words::mode(other))),
        }
    }
}

fn by_other_means(kind: &str) -> Verdict {
    Verdict { state: State::Wins, id: None, why: Some(format!("type {kind}: the credentials come by other means")) }
}

/// All three of them, or the provider is left out.
fn oidc(search: &Search<'_>) -> Place {
    let set: Vec<&str> = OIDC.into_iter().filter(|name| search.world().variable(name).is_some()).collect();
    let place = |words: &[&str], state| Place::named(Kind::Oidc, words.join(", "), state);
    match set.len() {
        0 => search.unset(Kind::Oidc, OIDC.join(", ")),
        3 => place(&OIDC, State::Wins).with("temporary credentials of a role"),
        _ => place(&set, State::Incomplete).with("all of ROLE_ARN, OIDC_PROVIDER_ARN and OIDC_TOKEN_FILE are needed"),
    }
}

/// The old Python SDK, `aliyun-python-sdk-core`: nothing but its own variables.
#[derive(Debug)]
pub(super) struct PythonCore;

impl Reader for PythonCore {
    fn word(&self) -> &'static str {
        "python-sdk-core"
    }

    fn name(&self) -> &'static str {
        "aliyun-python-sdk-core"
    }

    fn clients(&self) -> &'static [&'static str] {
        &[]
    }

    fn look(&self, search: &mut Search<'_>) {
        const PAIR: Pair = Pair { ids: &["ALIYUN_ACCESS_KEY_ID"], secrets: &["ALIYUN_ACCESS_KEY_SECRET"], tokens: &[] };
        search.arguments("credentials given in the program's code");
        search.push(search.pair(&PAIR));
    }
}
