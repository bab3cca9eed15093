//! What stands under the keys of an INI section: what is written there, and what of it is an entry's.

use super::Entry;
use super::ini_text::{BLOCK, is_safe};

/// What stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// The AccessKey ID.
    Id,
    /// Its secret.
    Secret,
    /// The security token.
    Token,
    /// The security token under a name that is read first, but written no more.
    OldToken,
    /// The region.
    Region,
    /// The host of the region, between these words. One that is of no region is kept: it may be the
    /// only one that a network lets through.
    Host(&'static str, &'static str),
    /// The same, but one that is of no region is another service's, and so is a region without it.
    OwnHost(&'static str, &'static str),
    /// Always this: another value means that the credentials come by other means.
    Fixed(&'static str),
    /// Always this.
    Set(&'static str),
    /// This in a new section; what stands there otherwise is the person's choice.
    First(&'static str),
    /// `AK` or `StsToken`, where the key is there, or another mode must end.
    Mode,
    /// A block with this line at least.
    Block(&'static str, &'static str),
}

impl Is {
    /// What is written where nothing stands yet.
    pub(super) fn new_value(self, entry: &Entry<'_>) -> Option<String> {
        match self {
            Self::Id => Some(entry.id().to_owned()),
            Self::Secret => Some(entry.secret().to_owned()),
            Self::Token => entry.token().map(str::to_owned),
            Self::Region => entry.region().map(str::to_owned),
            Self::Host(head, tail) | Self::OwnHost(head, tail) => {
                entry.region().map(|region| format!("{head}{region}{tail}"))
            }
            Self::Fixed(value) | Self::Set(value) | Self::First(value) => Some(value.to_owned()),
            Self::Block(line, value) => Some(block(line, value)),
            Self::OldToken | Self::Mode => None,
        }
    }

    /// Whether such a value is an entry's, and not the person's choice.
    pub(super) fn may_be(self, value: &str) -> bool {
        match self {
            Self::Id | Self::Secret | Self::Token | Self::OldToken | Self::Region | Self::Block(..) => true,
            Self::Host(head, tail) | Self::OwnHost(head, tail) => region_of(value, head, tail).is_some(),
            // Whatever stands there is overwritten; what may be a comment is none of it.
            Self::Set(_) => is_safe(value),
            Self::Fixed(ours) | Self::First(ours) => value == ours,
            Self::Mode => matches!(value, "AK" | "StsToken"),
        }
    }

    pub(super) fn is_place(self) -> bool {
        matches!(self, Self::Region | Self::Host(..) | Self::OwnHost(..))
    }

    pub(super) fn is_mode(self) -> bool {
        matches!(self, Self::Fixed(_) | Self::Mode | Self::OwnHost(..))
    }
}

/// `oss-cn-hangzhou.aliyuncs.com`, with or without its scheme, is of `cn-hangzhou`; so is
/// `oss-cn-hangzhou-internal.aliyuncs.com`, which serves the same region from within, but not
/// `oss-accelerate.aliyuncs.com`, which serves all of them.
pub(super) fn region_of<'t>(host: &'t str, head: &str, tail: &str) -> Option<&'t str> {
    let (host, head) = (without_scheme(host), without_scheme(head));
    let region = host.strip_suffix('/').unwrap_or(host).strip_prefix(head)?.strip_suffix(tail)?;
    let region = region.strip_suffix("-internal").or(region.strip_suffix("-intranet")).unwrap_or(region);
    let is_one = !region.is_empty() && !region.contains(['.', '/', ':']) && !region.starts_with("accelerate");
    is_one.then_some(region)
}

fn without_scheme(host: &str) -> &str {
    host.split_once("://").map_or(host, |(_, bare)| bare)
}

pub(super) fn block(line: &str, value: &str) -> String {
    format!("\n{BLOCK}{line} = {value}")
}
