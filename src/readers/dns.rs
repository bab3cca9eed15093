//! The readers that prove domains: lego (and Traefik with it), and acme.sh.
//!
//! lego `providers/dns/alidns/alidns.go` takes the role of the instance when `ALICLOUD_RAM_ROLE` is set, else a
//! pair; `platform/env/env.go` (`GetOrFile`) takes the value of a variable, else the content of the file that the
//! variable of that name and `_FILE` names. acme.sh `dnsapi/dns_ali.sh` takes `Ali_Key` and `Ali_Secret`, else what
//! it saved in `account.conf` below `LE_CONFIG_HOME`. That file is sourced as a whole before, so that an `Ali_Key` of
//! earlier versions in it goes before the environment.

use std::path::PathBuf;

use super::Reader;
use super::files::{Source, verdict_of_pair};
use super::place::{At, Kind, Place, State};
use super::search::{Pair, Search};
use crate::domain::AccessKeyId;

#[derive(Debug)]
pub(super) struct Lego;

impl Reader for Lego {
    fn word(&self) -> &'static str {
        "lego"
    }

    fn name(&self) -> &'static str {
        "lego"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["lego", "env", "systemd"]
    }

    fn look(&self, search: &mut Search<'_>) {
        const PAIR: Pair = Pair {
            ids: &["ALICLOUD_ACCESS_KEY"],
            secrets: &["ALICLOUD_SECRET_KEY"],
            tokens: &["ALICLOUD_SECURITY_TOKEN"],
        };
        const ROLE: &str = "ALICLOUD_RAM_ROLE";
        search.push(match search.world().variable(ROLE) {
            None => search.unset(Kind::InstanceRole, ROLE),
            Some(_) => Place::named(Kind::InstanceRole, ROLE, State::Wins)
                .with("the role of the instance; its metadata service is never contacted by akvault"),
        });
        search.push(search.pair(&PAIR));
        search.push(files(search));
    }
}

/// One value each, with a line end or none.
fn files(search: &Search<'_>) -> Place {
    const NAMES: [&str; 2] = ["ALICLOUD_ACCESS_KEY_FILE", "ALICLOUD_SECRET_KEY_FILE"];
    let [id, secret] = NAMES.map(|name| search.world().variable(name).map(PathBuf::from));
    let (Some(id_file), Some(secret_file)) = (&id, &secret) else {
        let place = search.unset(Kind::File, NAMES.join(", "));
        let is_half = id.is_some() || secret.is_some();
        return if is_half {
            Place { state: State::Incomplete, ..place }.with("one of them is not set")
        } else {
            place
        };
    };
    let mut place = Place::new(Kind::File, At::File(id_file.clone()), State::Incomplete);
    place.note("named by ALICLOUD_ACCESS_KEY_FILE");
    let id = search.text(id_file, &mut place).map(|text| AccessKeyId::new(text.expose().trim_end()));
    let mut other = Place::new(Kind::File, At::File(secret_file.clone()), State::Incomplete);
    match (id, search.text(secret_file, &mut other)) {
        (Some(Ok(id)), Some(_)) => {
            place.state = State::Wins;
            place.id = Some(id.as_str().to_owned());
        }
        (Some(Err(_)), _) => place.judged(State::Broken, "it is not one AccessKey ID"),
        (Some(Ok(_)), None) => place.note("the file of ALICLOUD_SECRET_KEY_FILE cannot be read"),
        (None, _) if place.state == State::Incomplete => place.note("there is no such file"),
        (None, _) => {}
    }
    place
}

#[derive(Debug)]
pub(super) struct AcmeSh;

impl Reader for AcmeSh {
    fn word(&self) -> &'static str {
        "acme-sh"
    }

    fn name(&self) -> &'static str {
        "acme.sh"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["acme-sh"]
    }

    fn look(&self, search: &mut Search<'_>) {
        const PAIR: Pair = Pair { ids: &["Ali_Key"], secrets: &["Ali_Secret"], tokens: &[] };
        const SAVED: Source = Source {
            kind: Kind::File,
            clients: &["acme-sh"],
            file: "account.conf",
            format: 0,
            home: ".acme.sh/account.conf",
            variables: &["ACCOUNT_CONF_PATH"],
            expands: false,
            directories: &[("LE_CONFIG_HOME", "account.conf"), ("LE_WORKING_DIR", "account.conf")],
            is_lenient: true,
        };
        const EARLIER: Source = Source { format: 1, ..SAVED };
        let (Some(saved), Some(earlier)) = (search.read(&SAVED), search.read(&EARLIER)) else { return };
        let is_sourced = earlier.content.as_ref().is_some_and(|content| !content.entries.is_empty());
        let reading = if is_sourced { earlier } else { saved };
        let entry = reading.content.as_ref().and_then(|content| content.entries.first());
        let verdict = entry.map(|(_, present)| verdict_of_pair(present));
        let mut places = [search.pair(&PAIR), reading.place.settle(verdict)];
        if is_sourced {
            places.reverse();
        }
        for place in places {
            search.push(place);
        }
    }
}
