//! Ansible's modules for Alibaba Cloud: nothing but variables, under the names of four generations.
//!
//! alibaba/ansible-provider: an option of the task, else the first of these that is set, each half for
//! itself; without a pair the modules fail.

use super::Reader;
use super::search::{Pair, Search};

const PAIR: Pair = Pair {
    ids: &["ALICLOUD_ACCESS_KEY", "ACS_ACCESS_KEY_ID", "ACS_ACCESS_KEY", "ECS_ACCESS_KEY"],
    secrets: &["ALICLOUD_SECRET_KEY", "ACS_SECRET_ACCESS_KEY", "ACS_SECRET_KEY", "ECS_SECRET_KEY"],
    tokens: &["ALICLOUD_SECURITY_TOKEN"],
};

#[derive(Debug)]
pub(super) struct Ansible;

impl Reader for Ansible {
    fn word(&self) -> &'static str {
        "ansible"
    }

    fn name(&self) -> &'static str {
        "Ansible"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["env", "systemd"]
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("alicloud_access_key and alicloud_secret_key of the task");
        search.push(search.pair(&PAIR));
    }
}
