//! `seal`: make the two halves of a delivery, and write the ledger.
//!
//! Order: read and check everything; seal in memory; show or stage the passphrase; then, under the
//! ledger's lock, the files take their names. Until that last step nothing is on the disk.

mod delivery;
mod draft;
mod from_vault;
mod parcel;
mod roster;
mod told;

use std::path::PathBuf;

use clap::Args;

use self::delivery::Delivery;
use self::from_vault::FromVaultArgs;
use self::parcel::Parcel;
use super::report;
use crate::bundle::{self, Key, Packed, passphrase};
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::{Day, Days, Holder, Invalid, Name};
use crate::failure::{Failure, Kind};
use crate::gathering::SourceArgs;
use crate::opening::{check_memory, is_dash, read_key_file, read_passphrase, stdin_twice};
use crate::seal::{Recipients, open_with_passphrase};
use crate::verdict::Verdict;

/// Seal an AccessKey into a bundle for one channel and a passphrase for another
///
/// FILE is what the console or the API gave: AccessKey.csv, the answer of CreateAccessKey,
/// Terraform's `secret_file`, a config.json, an INI or an env file; `akvault help formats` lists them.
/// Without FILE, the terminal asks for the AccessKey ID and secret; --from-vault takes a key that the
/// vault keeps.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault seal AccessKey.csv --for alice@example.com --region cn-hangzhou
  akvault seal ci.json --for ci -R recipients.txt --out ci.age
  akvault seal --from-vault prod --out mail --passphrase-out sms/prod.txt
  akvault seal kubeconfig --for bob --as-is")]
pub struct SealArgs {
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    vault: FromVaultArgs,
    /// The one person or application that the key is for [default with --from-vault: whose it is there]
    #[arg(long = "for", value_name = "HOLDER", value_parser = Holder::new, required_unless_present_any = ["from_vault", "roster"])]
    holder: Option<Holder>,
    /// Seal a key for each row of the CSV in FILE (- for standard input): columns holder, source (a file) or id
    /// (of a key that the vault keeps), user, profile, region, recipient, phone, supersedes. Run again, it seals what is
    /// new; exit code 22 when a half that it wrote before is gone
    #[arg(long, value_name = "FILE", requires = "passphrase_out", conflicts_with_all = ["file", "id", "holder", "name", "from_vault", "profile", "region", "supersedes", "remove_source", "as_is", "passphrase_file", "passphrase_fd", "recipient", "recipients_file", "qr"])]
    roster: Option<PathBuf>,
    /// Call the record in the ledger NAME [default: made from the holder]
    #[arg(long, value_name = "NAME", value_parser = Name::new, add = Values::Free)]
    name: Option<Name>,
    /// Put the bundle into the directory DIR or the new file FILE.age (- for standard output)
    #[arg(short, long, value_name = "DIR|FILE.age", default_value = ".")]
    out: PathBuf,
    /// Put the text for the second channel into the new file FILE, in another directory than the bundle
    #[arg(long, value_name = "FILE", conflicts_with_all = ["passphrase_file", "passphrase_fd", "recipient", "recipients_file"])]
    passphrase_out: Option<PathBuf>,
    /// Write an unsent e-mail to the holder too, with the bundle attached: into the directory DIR or the new
    /// file FILE.eml
    #[arg(long, value_name = "DIR|FILE.eml")]
    eml: Option<PathBuf>,
    /// Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["passphrase_fd", "recipient", "recipients_file"])]
    passphrase_file: Option<PathBuf>,
    /// As --passphrase-file, from the open file descriptor N
    #[arg(long, value_name = "N", conflicts_with_all = ["recipient", "recipients_file"])]
    passphrase_fd: Option<u32>,
    /// Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times
    #[arg(short, long, value_name = "KEY")]
    recipient: Vec<String>,
    /// Seal to the public keys in FILE; may be given several times
    #[arg(short = 'R', long, value_name = "FILE")]
    recipients_file: Vec<PathBuf>,
    /// Install the bundle within so long, or until this day
    #[arg(long, value_name = "DAYS|DATE", value_parser = Limit::parse, default_value = "7d")]
    install_before: Limit,
    /// Seal FILE byte for byte, whatever it is; `open -o` restores it
    #[arg(long, requires = "file", conflicts_with_all = ["id", "format", "profile", "region", "supersedes"])]
    as_is: bool,
    /// Write the bundle as bytes instead of text that mail programs leave alone
    #[arg(long)]
    binary: bool,
    /// Show the second channel's text as a QR code too, which a phone turns into a message
    #[arg(long, conflicts_with_all = ["passphrase_out", "passphrase_file", "passphrase_fd", "recipient", "recipients_file"])]
    qr: bool,
    /// Accept directories behind symbolic links of yours
    #[arg(long)]
    follow: bool,
    /// Check the source and the options and say what would be sealed, but write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// A number of days from today, or a day.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Within(Days),
    Until(Day),
}

impl Limit {
    fn parse(text: &str) -> Result<Self, Invalid> {
        Days::parse(text).map(Self::Within).or_else(|error| Day::parse(text).map(Self::Until).map_err(|_| error))
    }

    fn day(self, today: Day) -> Day {
        match self {
            Self::Within(days) => today.plus(days),
            Self::Until(day) => day,
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When the source is not in order, nobody can be told the passphrase, or a file cannot be written.
pub fn run(args: SealArgs, context: &Context) -> Result<Verdict, Failure> {
    seal(args, context)
        .map_err(|failure| failure.unchanged("no bundle was written, and the ledger and the source are as they were"))
}

fn seal(args: SealArgs, context: &Context) -> Result<Verdict, Failure> {
    args.check(context)?;
    match &args.roster {
        Some(roster) => roster::run(&args, roster, context),
        None => one(args, context).map(|()| Verdict::Done),
    }
}

fn one(args: SealArgs, context: &Context) -> Result<(), Failure> {
    let key = args.key(context)?;
    let parcel = FromVaultArgs::parcel(&args, context)?;
    parcel.warn(context);
    super::warn_of_slip(&parcel.holder, &context.vault()?.rows()?, context);
    parcel.refuse_second_holder(&args, &context.vault()?)?;
    parcel.warn_of_the_other_factor(&context.vault()?, context)?;
    if args.dry_run {
        return report(context, &told::Told::planned(&parcel, &args));
    }
    key.work(context.sealing).map_or(Ok(()), |work| check_memory(work.log_n()))?;
    let packed = bundle::pack(&parcel.payload, &key, context.sealing)?;
    if args.source.remove_source {
        read_back(&packed, &key, &parcel)?;
    }
    Delivery { args, parcel, packed, key }.deliver(context)
}

impl SealArgs {
    /// What clap cannot know.
    fn check(&self, context: &Context) -> Result<(), Failure> {
        let sources = [self.source.file.as_ref(), self.passphrase_file.as_ref(), self.roster.as_ref()]
            .into_iter()
            .flatten()
            .chain(&self.recipients_file);
        let stdins = sources.filter(|path| is_dash(path)).count().saturating_add(self.vault.stdins());
        if stdins.saturating_add(usize::from(self.passphrase_fd == Some(0))) > 1 {
            return Err(stdin_twice());
        }
        if self.passphrase_out.as_deref().is_some_and(is_dash) {
            return Err(Failure::new(Kind::Usage, "the passphrase never goes to standard output")
                .next("give --passphrase-out FILE"));
        }
        if is_dash(&self.out) && (context.output.is_json() || self.source.remove_source) {
            return Err(Failure::new(
                Kind::Usage,
                "--out - leaves no room for --json, and nothing to read back for --remove-source",
            )
            .next("give --out DIR or FILE"));
        }
        if is_dash(&self.out) && self.roster.is_some() {
            return Err(
                Failure::new(Kind::Usage, "several bundles do not go to standard output").next("give --out DIR")
            );
        }
        if self.eml.as_deref().is_some_and(is_dash) {
            return Err(Failure::new(
                Kind::Usage,
                "an e-mail does not go to standard output, which tells of the bundle",
            )
            .next("give --eml DIR or FILE.eml"));
        }
        if is_dash(&self.out) && self.binary && context.output.is_terminal() {
            return Err(Failure::new(Kind::Usage, "bytes would repaint this terminal")
                .next("leave --binary away, or pipe the output"));
        }
        if self.qr && !self.dry_run {
            context.require_screen("the QR code", "leave --qr away, or give --passphrase-out FILE in its place")?;
        }
        self.passphrase_out.as_deref().map_or(Ok(()), |out| context.keep_out_of_vault(out))?;
        self.source.check(context)
    }

    fn is_to_recipients(&self) -> bool {
        !self.recipient.is_empty() || !self.recipients_file.is_empty()
    }

    fn chooses_passphrase(&self) -> bool {
        self.passphrase_file.is_some() || self.passphrase_fd.is_some()
    }

    /// How the bundle is sealed. A generated passphrase needs somebody or some file to take it, so
    /// that is asked first.
    fn key(&self, context: &Context) -> Result<Key, Failure> {
        if self.is_to_recipients() {
            return self.recipients().map(Key::Recipients);
        }
        if let Some(chosen) = read_passphrase(self.passphrase_file.as_deref(), self.passphrase_fd)? {
            passphrase::judge(&chosen)?;
            return Ok(Key::Chosen(chosen));
        }
        if self.passphrase_out.is_none() && !self.dry_run && !context.terminal.is_there() {
            return Err(Failure::new(Kind::NoTerminal, "there is no terminal to show the passphrase on")
                .next("give --passphrase-out FILE, or seal to a public key with -r"));
        }
        Ok(Key::Generated(passphrase::from_entropy(&context.random()?)))
    }

    fn recipients(&self) -> Result<Recipients, Failure> {
        let mut recipients = Recipients::none();
        for key in &self.recipient {
            recipients.add(key, "--recipient")?;
        }
        for file in &self.recipients_file {
            recipients.add_file(read_key_file(file)?.expose(), &file.display().to_string())?;
        }
        Ok(recipients)
    }
}

/// Opens in memory what was just sealed, before its source is deleted.
fn read_back(packed: &Packed, key: &Key, parcel: &Parcel) -> Result<(), Failure> {
    let (Key::Generated(passphrase) | Key::Chosen(passphrase)) = key else { return Ok(()) };
    let content = open_with_passphrase(&packed.sealed, passphrase)?;
    if content.same_as(&parcel.payload) { Ok(()) } else { Err(crate::seal::Error::Damaged.into()) }
}
