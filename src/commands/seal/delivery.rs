//! The delivery: the bundle and the passphrase get their places, and the ledger knows of both.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::SealArgs;
use super::parcel::Parcel;
use crate::bundle::{Key, Packed, second_channel_text};
use crate::commands::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::opening::is_stdin;
use crate::output::{Page, Report};
use crate::private_file::{Owner, Policy, Staged, commit, read_file};
use crate::qr;
use crate::secret::Secret;
use crate::vault::{History, Ledger, Record, SealedBundle, What};

/// Everything that is needed to make the two halves.
pub(super) struct Delivery {
    pub(super) args: SealArgs,
    pub(super) parcel: Parcel,
    pub(super) packed: Packed,
    pub(super) key: Key,
}

impl Delivery {
    /// Shows or writes the passphrase, writes the bundle, notes it, and deletes the source if asked.
    pub(super) fn deliver(mut self, context: &Context) -> Result<(), Failure> {
        let mut files = self.stage_files()?;
        self.show_passphrase(context)?;
        let ledger = context.vault()?.lock()?;
        for path in ledger.finished() {
            context.output.say(&format!("finished an interrupted installation: {}", path.display()));
        }
        let mut record = self.record(&ledger, context)?;
        let bundle = files.last().filter(|_| !is_stdin(&self.args.out)).map(Staged::path);
        {
            let _shield = shield();
            files.push(ledger.stage(&record)?);
            commit(files)?;
        }
        let removed = self.remove_source(bundle.as_deref(), &mut record, &ledger, context)?;
        drop(ledger);
        self.tell(bundle, &record.name, removed, context)
    }

    /// New files first and the bundle last of them, so that a failure can take them back.
    fn stage_files(&self) -> Result<Vec<Staged>, Failure> {
        let policy = Policy { owner: Owner::effective(), follow: self.args.follow };
        let mut files = Vec::new();
        if let (Some(path), Key::Generated(passphrase)) = (&self.args.passphrase_out, &self.key) {
            let text = second_channel_text(&self.packed.id, passphrase);
            files.push(Staged::new_file(path, policy, format!("{}\n", text.expose()).as_bytes())?);
        }
        if !is_stdin(&self.args.out) {
            files.push(Staged::new_file(&self.bundle_path(), policy, self.bundle_bytes()?.expose())?);
        }
        if let [passphrase, bundle] = files.as_slice()
            && passphrase.shares_directory_with(bundle)?
        {
            return Err(Failure::new(Kind::Usage, "the passphrase and the bundle may not lie in the same directory")
                .next("give --passphrase-out a file in another directory"));
        }
        Ok(files)
    }

    /// A directory gets a file of the bundle's name; what ends in `.age` is the file itself.
    fn bundle_path(&self) -> PathBuf {
        let out = &self.args.out;
        if out.extension().is_some_and(|extension| extension == "age") && !out.is_dir() {
            out.clone()
        } else {
            out.join(format!("{}.age", self.packed.id))
        }
    }

    fn bundle_bytes(&self) -> Result<Secret<[u8]>, Failure> {
        let bytes = if self.args.binary {
            self.packed.sealed.binary().to_vec()
        } else {
            self.packed.sealed.armored_text()?.into_bytes()
        };
        Ok(bytes.into())
    }

    fn show_passphrase(&self, context: &Context) -> Result<(), Failure> {
        let (Key::Generated(passphrase), None) = (&self.key, &self.args.passphrase_out) else { return Ok(()) };
        let text = second_channel_text(&self.packed.id, passphrase);
        let code = self.args.qr.then(|| qr::message(&text)).transpose().map_err(|_| too_long())?;
        let drawn = code.as_ref().map_or("", |code| code.text.expose());
        let screen = Secret::from(format!(
            "Send this to {} by another channel than the bundle, such as a text message:\n\n{}\n\n{drawn}\
             Press any key once it is sent or noted: the screen is cleared then.\n",
            crate::printable::Printable(self.args.holder.as_str()),
            text.expose(),
        ));
        Ok(context.terminal.show_once(&screen, code.as_ref().map(|code| code.columns))?)
    }

    /// The key's record, with this bundle in it; a new one for a new key.
    fn record(&self, ledger: &Ledger, context: &Context) -> Result<Record, Failure> {
        self.parcel.refuse_second_holder(&self.args, ledger.vault())?;
        let now = context.clock.now();
        let (id, holder) = (self.packed.id.long(), self.parcel.holder.as_str());
        let mut record = match self.known_record(ledger)? {
            Some(record) => record,
            None => self.new_record(ledger, context)?,
        };
        record.created = self.parcel.created;
        record.rotate_every = self.args.rotate_every;
        record.rotate_by = self.parcel.rotate_by;
        record.supersedes = self.args.supersedes.clone().or(record.supersedes);
        record.bundles.push(SealedBundle {
            id: id.to_owned(),
            sealed: self.parcel.today,
            install_before: self.parcel.install_before,
            receipt_key: self.parcel.facts.as_ref().map(|facts| facts.receipt_key.expose().to_vec().into()),
        });
        let until = self.parcel.install_before.to_string();
        record.history.note(now, What::Sealed, &[("bundle", id), ("holder", holder), ("install_before", &until)]);
        Ok(record)
    }

    fn known_record(&self, ledger: &Ledger) -> Result<Option<Record>, Failure> {
        let Some(facts) = &self.parcel.facts else { return self.known_file(ledger) };
        let mine =
            |record: &Record| record.access_key_id.as_ref() == Some(&facts.id) && record.holder == self.parcel.holder;
        let known = ledger.vault().find(mine)?.into_iter().next();
        match (&known, &self.args.name) {
            (Some(record), Some(name)) if record.name != *name => {
                Err(Failure::new(Kind::Conflict, format!("this AccessKey is in the ledger as `{}`", record.name))
                    .next(format!("leave --name away, or give --name {}", record.name)))
            }
            _ => Ok(known),
        }
    }

    /// A file that was sealed before is known by the name that it was given.
    fn known_file(&self, ledger: &Ledger) -> Result<Option<Record>, Failure> {
        let Some(name) = &self.args.name else { return Ok(None) };
        let mine = |record: &Record| {
            record.name == *name && record.access_key_id.is_none() && record.holder == self.parcel.holder
        };
        Ok(ledger.vault().find(mine)?.into_iter().next())
    }

    fn new_record(&self, ledger: &Ledger, context: &Context) -> Result<Record, Failure> {
        let parcel = &self.parcel;
        let facts = parcel.facts.as_ref();
        let mut history = History::default();
        history.note(context.clock.now(), What::Issued, &[("created", &parcel.created.to_string())]);
        Ok(Record {
            name: ledger.free_name(self.args.name.as_ref(), &parcel.holder)?,
            kind: parcel.kind,
            access_key_id: facts.map(|facts| facts.id.clone()),
            holder: parcel.holder.clone(),
            issuer: parcel.issuer.clone(),
            created: parcel.created,
            rotate_every: self.args.rotate_every,
            rotate_by: parcel.rotate_by,
            supersedes: self.args.supersedes.clone(),
            profile: self.args.profile.clone(),
            region: facts.and_then(|facts| facts.region.clone()),
            account: facts.and_then(|facts| facts.account.clone()),
            user: facts.and_then(|facts| facts.user.clone()),
            bundles: Vec::new(),
            receipts: Vec::new(),
            installed: Vec::new(),
            history,
        })
    }

    /// Only after the bundle was read back from the disk.
    fn remove_source(
        &mut self,
        bundle: Option<&Path>,
        record: &mut Record,
        ledger: &Ledger,
        context: &Context,
    ) -> Result<bool, Failure> {
        let (true, Some(path)) = (self.args.remove_source, bundle) else { return Ok(false) };
        let kept = || "the bundle is written and noted; the source is still there";
        let there =
            read_file(path, crate::seal::INPUT_LIMIT).map_err(|error| Failure::from(error).unchanged(kept()))?;
        if !there.same_as(&self.bundle_bytes()?) {
            return Err(Failure::from(crate::seal::Error::Damaged).unchanged(kept()));
        }
        if let Some(source) = self.parcel.source.take() {
            source.remove().map_err(|error| Failure::from(error).unchanged(kept()))?;
        }
        record.history.note(context.clock.now(), What::SourceRemoved, &[]);
        ledger.save(record).map_err(|error| {
            Failure::from(error).unchanged("the bundle is written and noted; the source is deleted")
        })?;
        Ok(true)
    }

    fn tell(
        self,
        bundle: Option<PathBuf>,
        name: &Name,
        source_removed: bool,
        context: &Context,
    ) -> Result<(), Failure> {
        let told = Sealed::done(&self, bundle, name, source_removed);
        if !is_stdin(&self.args.out) {
            return report(context, &told).map_err(|failure| failure.unchanged("the bundle is written and noted"));
        }
        let noted = "the ledger notes a bundle that nobody has; nothing else was written";
        let written = context.output.reveal(&self.bundle_bytes()?);
        written.map_err(|error| Failure::output(&error).unchanged(noted))?;
        let mut page = Page::default();
        told.human(&mut page);
        context.output.say(page.as_str().trim_end());
        Ok(())
    }
}

fn too_long() -> Failure {
    Failure::new(Kind::Failed, "the text does not fit a QR code").next("leave --qr away")
}

/// What was, or would be, sealed.
pub(super) struct Sealed {
    what: String,
    holder: String,
    bundle: Option<PathBuf>,
    id: Option<(String, String)>,
    to_recipients: bool,
    passphrase: Option<String>,
    created: String,
    rotate_by: String,
    install_before: String,
    name: Option<Name>,
    source_removed: bool,
    is_file: bool,
    masked: Option<String>,
}

impl Sealed {
    /// For a dry run.
    pub(super) fn planned(parcel: &Parcel, args: &SealArgs) -> Self {
        let masked = parcel.facts.as_ref().map(|facts| facts.id.masked());
        Self {
            what: masked.clone().unwrap_or_else(|| format!("a file of {} bytes", parcel.payload.expose().len())),
            holder: parcel.holder.to_string(),
            bundle: None,
            id: None,
            to_recipients: args.is_to_recipients(),
            passphrase: None,
            created: parcel.created.to_string(),
            rotate_by: parcel.rotate_by.to_string(),
            install_before: parcel.install_before.to_string(),
            name: None,
            source_removed: false,
            is_file: parcel.facts.is_none(),
            masked,
        }
    }

    fn done(delivery: &Delivery, bundle: Option<PathBuf>, name: &Name, source_removed: bool) -> Self {
        let args = &delivery.args;
        let passphrase = match &args.passphrase_out {
            Some(path) => Some(path.display().to_string()),
            None if args.is_to_recipients() => None,
            None if args.chooses_passphrase() => Some("the one that you gave".to_owned()),
            None => Some("shown on the terminal".to_owned()),
        };
        let id = &delivery.packed.id;
        Self {
            bundle,
            id: Some((id.short().to_owned(), id.long().to_owned())),
            passphrase,
            name: Some(name.clone()),
            source_removed,
            ..Self::planned(&delivery.parcel, args)
        }
    }

    fn next_step(&self) -> String {
        let bundle =
            self.bundle.as_deref().and_then(Path::file_name).map_or("BUNDLE".into(), |name| name.to_string_lossy());
        if self.is_file {
            return format!("akvault open {bundle} -o FILE");
        }
        match &self.id {
            Some((_, long)) if self.to_recipients => {
                format!("akvault install {bundle} --client aliyun -i IDENTITY --expect {long}")
            }
            _ => format!("akvault install {bundle} --client aliyun"),
        }
    }
}

impl Report for Sealed {
    fn human(&self, page: &mut Page) {
        let verb = if self.id.is_some() { "Sealed" } else { "Would seal" };
        page.line(&format!("{verb} {} for {}", self.what, self.holder));
        page.field("bundle", self.bundle.as_deref().map(Path::to_string_lossy).as_deref());
        page.field("id", self.id.as_ref().map(|(short, _)| short.as_str()));
        page.field("passphrase", self.passphrase.as_deref());
        page.field("created", Some(&self.created));
        page.field("rotate by", Some(&self.rotate_by));
        page.field("install before", Some(&self.install_before));
        page.field("ledger", self.name.as_ref().map(Name::as_str));
        if self.source_removed {
            page.line("The source is deleted. On an SSD or a journaling file system its blocks may survive for a while: if that disk is not encrypted, replace the key soon.");
        }
        let Some((short, long)) = &self.id else { return };
        if self.to_recipients {
            page.line(&format!(
                "Nothing in the bundle says who sealed it. Send its long id by the second channel: {long}"
            ));
        } else {
            page.line(&format!(
                "Send the bundle by one channel (e-mail), and `{short}: PASSPHRASE` by another (text message)."
            ));
        }
        page.line(&format!("The holder then runs: {}", self.next_step()));
    }

    fn json(&self) -> Value {
        json!({
            "sealed": self.id.is_some(),
            "kind": if self.is_file { "file" } else { "access-key" },
            "access_key_id": self.masked,
            "holder": self.holder,
            "id": self.id.as_ref().map(|(short, _)| short),
            "long_id": self.id.as_ref().map(|(_, long)| long),
            "bundle": self.bundle.as_deref().map(Path::to_string_lossy),
            "mode": if self.to_recipients { "recipients" } else { "passphrase" },
            "created": self.created,
            "rotate_by": self.rotate_by,
            "install_before": self.install_before,
            "name": self.name.as_ref().map(Name::as_str),
            "source_removed": self.source_removed,
        })
    }
}
