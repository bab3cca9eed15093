//! All that a command may touch of the world: places, clock, terminal, output, the cost of sealing.
//!
//! The only room that reads the environment and the clock, so that a test can give a command a
//! world of its own.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::bundle::Sealing;
use crate::domain::{Day, HostLabel};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::output::Output;
use crate::private_file::{Directory, Owner, Policy, Target, glimpse};
use crate::readers::World;
use crate::secret::Secret;
use crate::successor::Successor;
use crate::terminal::{self, Terminal};
use crate::vault::{Ledger, Vault};

/// The world of one run.
#[derive(Debug)]
pub struct Context {
    /// Where things are.
    pub places: Places,
    /// What time it is.
    pub clock: Clock,
    /// Whom to ask.
    pub terminal: Terminal,
    /// Where to say it.
    pub output: Output,
    /// What sealing costs.
    pub sealing: Sealing,
    /// What runs in our place, once the command has ended well.
    pub successor: RefCell<Option<Successor>>,
    /// Whether the ledger was locked for a change.
    pub has_locked: Cell<bool>,
}

impl Context {
    /// The day it is, in UTC.
    pub fn today(&self) -> Day {
        Day::of(self.clock.now())
    }

    /// Asks a question whose answer must be a typed word. Without a terminal, `otherwise` is the way.
    ///
    /// # Errors
    /// For every other answer, and when there is no terminal.
    pub fn confirm(&self, question: &str, word: &str, otherwise: &'static str) -> Result<(), Failure> {
        self.terminal.confirm(question, word).map_err(or(otherwise))
    }

    /// Asks for what is not shown while it is typed. Without a terminal, `otherwise` is the way.
    ///
    /// # Errors
    /// When nothing is typed, and when there is no terminal.
    pub fn ask_hidden(&self, prompt: &str, otherwise: &'static str) -> Result<Secret, Failure> {
        self.terminal.ask_hidden(prompt).map_err(or(otherwise))
    }

    /// The ledger.
    ///
    /// # Errors
    /// When there is no home directory and none was named.
    pub fn vault(&self) -> Result<Vault, Failure> {
        self.places.vault.clone().map(Vault::at).ok_or_else(Failure::no_home)
    }

    /// The ledger, locked for a change, with what the person should know of it: what a killed run
    /// left, which records cannot be read, and that others can see the directory.
    ///
    /// # Errors
    /// When it cannot be locked.
    pub fn lock_ledger(&self) -> Result<Ledger, Failure> {
        let ledger = self.lock_again()?;
        for path in &ledger.recovered().dropped {
            let path = path.display();
            self.output.warn(&format!(
                "an interrupted run could not be finished: `{path}` is as it was; run the command again"
            ));
        }
        for path in &ledger.recovered().finished {
            self.output.say(&format!("akvault: finished an interrupted run: {}", path.display()));
        }
        for fault in ledger.faults()? {
            self.output.warn(&format!("{fault}; it is passed over"));
        }
        if let Some(mode) = ledger.open_to_others()? {
            let home = ledger.vault().home().display();
            self.output
                .warn(&format!("others can list the ledger's directory `{home}` (mode {mode:04o}); chmod 700 it"));
        }
        Ok(ledger)
    }

    /// The same without a word, for a run that has said it.
    ///
    /// # Errors
    /// When it cannot be locked.
    pub fn lock_again(&self) -> Result<Ledger, Failure> {
        let ledger = self.vault()?.lock()?;
        self.has_locked.set(true);
        Ok(ledger)
    }

    /// After a command that has ended well: what it changed is offered at the next Tab without a look at the records.
    pub fn leave_hints(&self) {
        if self.has_locked.get()
            && let Ok(vault) = self.vault()
        {
            let _shield = shield();
            vault.leave_hints();
        }
    }

    /// What the readers of AccessKeys see when the policy's owner runs them. Of another user's
    /// environment nothing is known.
    pub fn world(&self, policy: Policy) -> World<'static> {
        let variable = self.places.variable;
        let is_own = policy.owner == Owner::effective();
        World {
            variable: is_own.then(|| Box::new(variable) as Box<_>),
            look: Box::new(move |path| glimpse(path, policy)),
            home: self.places.home_of(policy.owner),
            uid: policy.owner.uid,
            profile: None,
            configs: Vec::new(),
        }
    }

    /// Finishes what a killed run has left, before anything of it is looked at.
    ///
    /// # Errors
    /// As [`Context::lock_ledger`].
    pub fn finish_interrupted(&self) -> Result<(), Failure> {
        if self.vault()?.is_interrupted()? {
            drop(self.lock_ledger()?);
        }
        Ok(())
    }

    /// Refuses a place in the vault for what is secret and not sealed: whoever has a copy of the vault would
    /// have it too.
    ///
    /// # Errors
    /// [`Kind::Usage`]
    pub fn keep_out_of_vault(&self, path: &Path) -> Result<(), Failure> {
        let home = Directory::look(self.vault()?.home(), Policy::strict())?;
        let Some(home) = home else { return Ok(()) };
        if Target::resolved(path, Policy::strict())?.starts_with(home.path()) {
            return Err(Failure::new(Kind::Usage, "what is not sealed may not lie in the vault")
                .next("name a file in another directory"));
        }
        Ok(())
    }

    /// Refuses to show a secret where nobody looks, or where it would stay on the screen; `next` is another way.
    ///
    /// # Errors
    /// [`Kind::NoTerminal`]
    pub fn require_screen(&self, what: &str, next: &'static str) -> Result<(), Failure> {
        let why = match (self.terminal.is_there(), self.terminal.can_clear()) {
            (true, true) => return Ok(()),
            (false, _) => format!("there is no terminal to show {what} on"),
            (true, false) => {
                format!("{what} would stay on this terminal, which cannot be cleared: TERM is `dumb`, or not set")
            }
        };
        Err(Failure::new(Kind::NoTerminal, why).next(next))
    }

    /// Random bytes of the system.
    ///
    /// # Errors
    /// When the system has none: there is no other source.
    pub fn random<const COUNT: usize>(&self) -> Result<[u8; COUNT], Failure> {
        let mut bytes = [0; COUNT];
        getrandom::getrandom(&mut bytes).map_err(|_| Failure::no_random_numbers())?;
        Ok(bytes)
    }
}

fn or(otherwise: &'static str) -> impl Fn(terminal::Error) -> Failure {
    move |error| match error {
        terminal::Error::NoTerminal => Failure::from(error).next(otherwise),
        other => other.into(),
    }
}

/// Where things are on this machine.
#[derive(Debug, Clone)]
pub struct Places {
    /// The user's home directory.
    pub home: Option<PathBuf>,
    /// The vault's directory.
    pub vault: Option<PathBuf>,
    /// The name of this machine, where it is usable.
    pub host: Option<HostLabel>,
    /// A variable of the environment, as the clients see it; an empty one counts as none.
    pub variable: fn(&str) -> Option<String>,
    /// The user's login name, which the system is asked for only when it is needed.
    pub login: fn() -> String,
}

impl Places {
    /// From the environment: `AKVAULT_HOME`, else the platform's data directory. Relative values
    /// count as absent: the current directory is never a vault.
    pub fn of_this_machine(vault: Option<PathBuf>) -> Self {
        let home =
            directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()).filter(|home| home.is_absolute());
        let platform = || {
            let dirs = directories::ProjectDirs::from("", "", "akvault")?;
            Some(dirs.data_dir().to_owned()).filter(|dir| dir.is_absolute())
        };
        let named = || std_variable("AKVAULT_HOME").map(PathBuf::from).filter(|dir| dir.is_absolute());
        let host = HostLabel::new(&host_name()).ok();
        Self { home, vault: vault.or_else(named).or_else(platform), host, variable: filled, login: login_name }
    }

    /// This program, for those that are to start it again.
    ///
    /// # Errors
    /// When the system does not tell.
    pub fn program() -> Result<PathBuf, Failure> {
        std::env::current_exe().map_err(|error| {
            Failure::new(Kind::Failed, format!("the system does not tell where akvault is: {error}"))
                .next("run akvault by its whole path")
        })
    }

    /// Who seals here, as `login@host`.
    pub fn issuer(&self) -> String {
        format!("{}@{}", (self.login)(), self.host.as_ref().map_or("localhost", HostLabel::as_str))
    }

    /// The home directory of the user for whom files are written.
    pub fn home_of(&self, owner: Owner) -> Option<PathBuf> {
        if owner == Owner::effective() {
            return self.home.clone();
        }
        nix::unistd::User::from_uid(owner.uid.into()).ok().flatten().map(|user| user.dir)
    }
}

/// The time.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The system's.
    System,
    /// A test's.
    Fixed(Timestamp),
}

impl Clock {
    /// The moment.
    pub fn now(self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
        }
    }
}

/// What the environment says about the looks.
#[derive(Debug, Clone)]
pub struct Looks {
    /// `TERM`, set to something.
    pub term: Option<String>,
    /// `NO_COLOR` is set to something, <https://no-color.org>.
    pub no_color: bool,
}

impl Looks {
    /// From the environment.
    pub fn of_the_environment() -> Self {
        Self { term: filled("TERM"), no_color: filled("NO_COLOR").is_some() }
    }
}

fn variable(name: &str) -> Option<String> {
    std_variable(name).and_then(|value| value.into_string().ok())
}

fn filled(name: &str) -> Option<String> {
    variable(name).filter(|value| !value.is_empty())
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn std_variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn login_name() -> String {
    let user = nix::unistd::User::from_uid(nix::unistd::Uid::current()).ok().flatten();
    user.map_or_else(|| nix::unistd::Uid::current().to_string(), |user| user.name)
}
