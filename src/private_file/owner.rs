//! Whose files are written: the caller's, or with `--owner`, and as root, another user's.

use nix::unistd::{Group, User};
use rustix::process::{getegid, geteuid};

use super::Error;

/// A user and a group, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The user.
    pub uid: u32,
    /// The group.
    pub gid: u32,
}

impl Owner {
    /// Who runs this process.
    pub fn effective() -> Self {
        Self { uid: geteuid().as_raw(), gid: getegid().as_raw() }
    }

    /// Reads `USER` or `USER:GROUP`, by name or number; the group is the user's own unless given.
    ///
    /// # Errors
    /// [`Error::NoSuchOwner`]; [`Error::NotRoot`] when the caller may not give files away.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let missing = || Error::NoSuchOwner { name: text.to_owned() };
        let (user, group) = text.split_once(':').map_or((text, None), |(user, group)| (user, Some(group)));
        let user = find_user(user).ok_or_else(missing)?;
        let gid = match group {
            Some(group) => find_group(group).ok_or_else(missing)?,
            None => user.gid.as_raw(),
        };
        let owner = Self { uid: user.uid.as_raw(), gid };
        if owner.uid != Self::effective().uid && !Self::effective().is_root() {
            return Err(Error::NotRoot);
        }
        Ok(owner)
    }

    /// Whether this is the system's administrator.
    pub fn is_root(self) -> bool {
        self.uid == 0
    }

    /// Whether `gid` is this user's private group: many systems give each user a group of the same
    /// name, with no other member, and a umask under which directories are group-writable.
    pub(super) fn has_private_group(self, gid: u32) -> bool {
        let user = User::from_uid(self.uid.into()).ok().flatten();
        let group = Group::from_gid(gid.into()).ok().flatten();
        let (Some(user), Some(group)) = (user, group) else { return false };
        !self.is_root() && user.gid == group.gid && user.name == group.name && group.mem.iter().all(|m| *m == user.name)
    }
}

fn find_user(text: &str) -> Option<User> {
    match text.parse::<u32>() {
        Ok(uid) => User::from_uid(uid.into()).ok().flatten(),
        Err(_) => User::from_name(text).ok().flatten(),
    }
}

fn find_group(text: &str) -> Option<u32> {
    match text.parse::<u32>() {
        Ok(gid) => Some(gid),
        Err(_) => Group::from_name(text).ok().flatten().map(|group| group.gid.as_raw()),
    }
}
