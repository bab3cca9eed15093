//! Which files are known: those of every client that has a home, those that the ledger lists, and those
//! that variables name to readers.

use std::path::Path;

use super::Known;
use crate::clients::{self, CLIENTS, Client, Family, Format};
use crate::private_file::{Owner, Policy, Survey};
use crate::readers::{self, At, Place, READERS, State, World};
use crate::vault::Record;

/// Every known file once: two clients may read the same one.
pub(in super::super) fn all(home: &Path, owner: Owner, records: &[Record], world: &World<'_>) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for client in CLIENTS {
        let Some(directory) = client.directory() else { continue };
        for (file, formats) in clients::files_of(*client, &Family::ALL) {
            let new = Known::new(home.join(directory).join(file), Policy::new(owner, false));
            let new = Known { has_own_directory: !directory.is_empty(), is_home: true, has_own_name: true, ..new };
            join(&mut known, new.read_by(*client, formats));
        }
    }
    for place in records.iter().flat_map(|record| &record.installed) {
        let new = || Known { is_listed: true, ..Known::new(place.path.clone(), policy_at(&place.path)) };
        // Also for a client of a later version.
        join(&mut known, new());
        for client in place.client.split(", ").filter_map(clients::by_name) {
            let has_own_name = file_of(&place.path, client).is_some();
            let new = Known { has_own_name, ..new() };
            join(&mut known, new.read_by(client, formats_at(&place.path, client)));
        }
    }
    for named in named_to_readers(world, owner) {
        join(&mut known, named);
    }
    known
}

/// The files to which variables lead readers. One that is named to readers of different formats is for those
/// that can read it.
fn named_to_readers(world: &World<'_>, owner: Owner) -> Vec<Known> {
    let places = READERS.iter().flat_map(|reader| readers::ask(*reader, world).places);
    let (refused, read): (Vec<Place>, Vec<Place>) =
        places.partition(|place| matches!(place.state, State::Broken | State::Unseen | State::Disabled));
    let mut named: Vec<Known> = Vec::new();
    for new in read.iter().chain(&refused).filter_map(|place| named_to_reader(place, owner)) {
        if named.iter().all(|other| other.path != new.path || other.clients == new.clients) {
            named.push(new);
        }
    }
    named
}

/// From where a program runs, a path that is not absolute leads it somewhere else each time.
fn named_to_reader(place: &Place, owner: Owner) -> Option<Known> {
    let (At::File(path), Some(origin)) = (&place.at, place.origin.filter(|origin| origin.variable.is_some())) else {
        return None;
    };
    let client = clients::by_name(origin.client).filter(|_| path.is_absolute())?;
    let formats = clients::files_of(client, &Family::ALL).into_iter().find(|(file, _)| *file == origin.file)?.1;
    let new = Known { has_own_name: true, ..Known::new(path.clone(), Policy::new(owner, false)) };
    Some(new.read_by(client, formats))
}

fn join(known: &mut Vec<Known>, more: Known) {
    let Some(same) = known.iter_mut().find(|other| other.path == more.path) else { return known.push(more) };
    for format in more.formats {
        // A format is known by what it says of itself; that of nothing but code has no address.
        if same.formats.iter().all(|other| format!("{other:?}") != format!("{format:?}")) {
            same.formats.push(format);
        }
    }
    same.clients.extend(more.clients);
    same.has_profiles |= more.has_profiles;
    same.is_config_json |= more.is_config_json;
    same.is_of_all_clouds &= more.is_of_all_clouds;
    same.is_listed |= more.is_listed;
    same.has_own_name |= more.has_own_name;
    same.is_inseparable |= more.is_inseparable;
}

/// By the name of the file, or else those of the client's first file, since that is what a `--config`
/// of another name means.
fn formats_at(path: &Path, client: &dyn Client) -> Vec<&'static dyn Format> {
    if client.credential().is_some() && path.extension().is_some_and(|extension| extension == "cred") {
        // systemd has sealed it: there is nothing to read, and nothing in plaintext.
        return Vec::new();
    }
    let at = file_of(path, client).unwrap_or(0);
    clients::files_of(client, &Family::ALL).into_iter().nth(at).map(|(_, formats)| formats).unwrap_or_default()
}

/// Which of the client's files is called so.
fn file_of(path: &Path, client: &dyn Client) -> Option<usize> {
    let name = path.file_name()?;
    clients::files_of(client, &Family::ALL).iter().position(|(file, _)| name == *file)
}

/// Root installs for others, and the ledger does not say for whom: the directory does.
fn policy_at(path: &Path) -> Policy {
    let strict = Policy::strict();
    if !strict.owner.is_root() {
        return strict;
    }
    let directory = Survey::of(path, strict).ok().and_then(|survey| survey.directory);
    Policy::new(Owner { uid: directory.map_or(0, |facts| facts.uid), ..strict.owner }, false)
}
