//! The delivery: the bundle and the passphrase get their places, and the ledger knows of both.

use std::path::{Path, PathBuf};

use super::SealArgs;
use super::draft;
use super::parcel::Parcel;
use super::told::{Files, Told};
use crate::bundle::{Key, Packed, second_channel_text};
use crate::commands::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa;
use crate::opening::is_dash;
use crate::output::{Page, Report as _};
use crate::private_file::{Owner, Policy, Staged, commit, read_file};
use crate::secret::Secret;
use crate::vault::{Ledger, Record, What};

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
        let Halves { passphrase, bundle, draft } = self.stage(context)?;
        let path = |staged: &Option<Staged>| staged.as_ref().map(Staged::path);
        let files = Files { bundle: path(&bundle), passphrase: path(&passphrase), draft: path(&draft) };
        if draft.is_some() {
            draft::warn_of_no_address(std::iter::once(&self.parcel.holder), context);
        }
        self.show_passphrase(context)?;
        let ledger = context.lock_ledger()?;
        let mut record = self.record(&ledger, context)?;
        {
            let _shield = shield();
            // New files first, so that a failure can take them back; the record, which replaces, last.
            let new = passphrase.into_iter().chain(bundle).chain(draft);
            commit(new.chain([ledger.stage(&record)?]).collect())?;
        }
        let removed = self.remove_source(files.bundle.as_deref(), &mut record, &ledger, context)?;
        drop(ledger);
        self.tell(files, &record.name, removed, context)
    }

    fn stage(&self, context: &Context) -> Result<Halves, Failure> {
        let policy = Policy::new(Owner::effective(), self.args.follow);
        let passphrase = match (&self.args.passphrase_out, &self.key) {
            (Some(path), Key::Generated(passphrase)) => {
                let text = format!("{}\n", second_channel_text(&self.packed.id, passphrase).expose());
                Some(Staged::new_file(path, policy, text.as_bytes())?)
            }
            _ => None,
        };
        let bundle = if is_dash(&self.args.out) {
            None
        } else {
            Some(Staged::new_file(&self.bundle_path(), policy, self.bundle_bytes()?.expose())?)
        };
        let bytes = self.bundle_bytes()?;
        let draft = draft::stage(&self.args, &self.parcel, &self.packed.id, bytes.expose(), policy, context)?;
        for first_channel in [&bundle, &draft].into_iter().flatten() {
            if let Some(passphrase) = &passphrase
                && passphrase.shares_directory_with(first_channel)?
            {
                return Err(Failure::new(
                    Kind::Usage,
                    "the passphrase and the bundle may not lie in the same directory",
                )
                .next("give --passphrase-out a file in another directory"));
            }
        }
        Ok(Halves { passphrase, bundle, draft })
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
        let code = self.args.qr.then(|| mfa::message(&text)).transpose().map_err(|_| too_long())?;
        let drawn = code.as_ref().map_or("", |code| code.text.expose());
        let cleared = if context.terminal.can_clear() {
            "the screen is cleared then"
        } else {
            "this terminal cannot clear it, so do that yourself"
        };
        let screen = Secret::from(format!(
            "Send this to {} by another channel\nthan the bundle, such as a text message:\n\n{}\n\n{drawn}\
             Press any key once it is sent or noted:\n{cleared}.\n",
            crate::printable::Printable(self.parcel.holder.as_str()),
            text.expose(),
        ));
        Ok(context.terminal.show_once(&screen, code.as_ref().map(|code| code.columns))?)
    }

    /// The key's record, with this bundle in it; a new one for a new key.
    fn record(&self, ledger: &Ledger, context: &Context) -> Result<Record, Failure> {
        let parcel = &self.parcel;
        parcel.refuse_second_holder(&self.args, ledger.vault())?;
        parcel.noted(self.known_record(ledger)?, &self.packed, &[], context.clock.now(), || {
            Ok(ledger.free_name(self.args.name.as_ref(), &parcel.holder)?)
        })
    }

    fn known_record(&self, ledger: &Ledger) -> Result<Option<Record>, Failure> {
        let Some(id) = self.parcel.access_key_id() else { return self.known_file(ledger) };
        let known = ledger.of_key(id, &self.parcel.holder)?;
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
            record.name == *name && record.kind == self.parcel.kind && record.holder == self.parcel.holder
        };
        Ok(ledger.vault().find(mine)?.into_iter().next())
    }

    /// Only after the bundle was read back from the disk.
    fn remove_source(
        &mut self,
        bundle: Option<&Path>,
        record: &mut Record,
        ledger: &Ledger,
        context: &Context,
    ) -> Result<bool, Failure> {
        let (true, Some(path)) = (self.args.source.remove_source, bundle) else { return Ok(false) };
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

    fn tell(self, files: Files, name: &Name, source_removed: bool, context: &Context) -> Result<(), Failure> {
        let bundle_is_out = files.bundle.is_none();
        let told = Told::done(&self.parcel, &self.args, &self.packed.id, files, name, source_removed);
        if !bundle_is_out {
            return report(context, &told).map_err(|failure| failure.unchanged("the bundle is written and noted"));
        }
        let noted = "the ledger notes a bundle that nobody has; any passphrase that was written is for that one";
        let written = context.output.reveal(&self.bundle_bytes()?);
        written.map_err(|error| Failure::output(&error).unchanged(noted))?;
        let mut page = Page::default();
        told.human(&mut page);
        context.output.say(page.as_str().trim_end());
        Ok(())
    }
}

/// The two halves, waiting for their names.
struct Halves {
    passphrase: Option<Staged>,
    bundle: Option<Staged>,
    /// The first one again, as an unsent e-mail.
    draft: Option<Staged>,
}

fn too_long() -> Failure {
    Failure::new(Kind::Failed, "the text does not fit a QR code").next("leave --qr away")
}
