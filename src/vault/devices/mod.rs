//! Virtual MFA devices: one record a file in `mfa/`, public facts beside the sealed seed.
//!
//! What is sealed is the otpauth URI, which every authenticator app reads, with the name of the record
//! around it, so that records cannot be swapped. Everything but `list` needs it opened.

mod codec;
mod sealed;

use std::ffi::OsStr;
use std::sync::Arc;

use super::{Error, History, Ledger, Vault, What, file_name, look_up, names};
use crate::domain::{Day, Name};
use crate::mfa::{Found, Label, Otpauth, Parameters, SerialNumber};
use crate::private_file::{self, Directory, Policy, Staged, read_file_in};
use crate::seal::{self, Recipients};

/// Where the records of devices lie in the vault's directory.
const DEVICES: &str = "mfa";
/// The largest record, in bytes.
const RECORD_CAP: usize = 1 << 20;

/// One device.
#[derive(Debug)]
pub struct Device {
    /// What it is called here.
    pub name: Name,
    /// Who issued the seed, and for which account.
    pub label: Label,
    /// What its codes look like.
    pub parameters: Parameters,
    /// Its name at Alibaba Cloud.
    pub serial_number: Option<SerialNumber>,
    /// When it entered the vault.
    pub created: Day,
    /// What happened, oldest first.
    pub history: History,
    sealed_seed: String,
}

impl Device {
    /// A device that enters the vault.
    ///
    /// # Errors
    /// [`seal::Error`]
    pub fn new(name: Name, found: Found, recipients: &Recipients, now: jiff::Timestamp) -> Result<Self, seal::Error> {
        let Found { otpauth, serial_number } = found;
        let sealed_seed = sealed::seal(&name, &otpauth, recipients)?;
        let mut history = History::default();
        history.note(now, What::Kept, &[]);
        let (label, parameters) = (otpauth.label, otpauth.token.parameters);
        Ok(Self { name, label, parameters, serial_number, created: Day::of(now), history, sealed_seed })
    }

    /// The same device under another name, or sealed to other recipients.
    ///
    /// # Errors
    /// [`seal::Error`]
    pub fn resealed(self, name: Name, otpauth: &Otpauth, recipients: &Recipients) -> Result<Self, seal::Error> {
        let sealed_seed = sealed::seal(&name, otpauth, recipients)?;
        Ok(Self { name, sealed_seed, ..self })
    }
}

impl Vault {
    /// All devices in the order of their names, with what is wrong with those that cannot be read.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn devices(&self) -> Result<Vec<Result<Device, Error>>, Error> {
        let Some(folder) = self.look_for_devices()? else { return Ok(Vec::new()) };
        Ok(names(&folder)?.iter().map(|name| read(&folder, name)).collect())
    }

    /// The names of all devices.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn device_names(&self) -> Result<Vec<Name>, Error> {
        self.look_for_devices()?.map_or_else(|| Ok(Vec::new()), |folder| names(&folder))
    }

    /// One device.
    ///
    /// # Errors
    /// [`Error::NoSuchDevice`], [`Error::Record`], [`Error::File`]
    pub fn device(&self, name: &Name) -> Result<Device, Error> {
        let folder = self.look_for_devices()?.ok_or_else(|| Error::NoSuchDevice(name.clone(), None))?;
        look_up(name, names(&folder)?, Error::NoSuchDevice)?;
        read(&folder, name)
    }

    fn look_for_devices(&self) -> Result<Option<Directory>, Error> {
        Ok(Directory::look(&self.home().join(DEVICES), Policy::strict())?)
    }
}

impl Ledger {
    /// Refuses a name that a device has.
    ///
    /// # Errors
    /// [`Error::DeviceExists`], [`Error::File`]
    pub fn refuse_device(&self, name: &Name) -> Result<(), Error> {
        let taken = self.devices_folder().and_then(|folder| names(&folder))?;
        if taken.contains(name) { Err(Error::DeviceExists(name.clone())) } else { Ok(()) }
    }

    /// A device, waiting to be committed.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn stage_device(&self, device: &Device) -> Result<Staged, Error> {
        self.stage_file(&self.devices_folder()?, &file_name(&device.name), &codec::encode(device))
    }

    /// Writes devices, all or none.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn save_devices(&self, devices: &[Device]) -> Result<(), Error> {
        let staged = devices.iter().map(|device| self.stage_device(device)).collect::<Result<Vec<_>, _>>()?;
        self.commit_journaled(staged)
    }

    /// Gives a device another name: the record of the old one goes with the commit of the new one.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn rename_device(&self, old: &Name, device: &Device) -> Result<(), Error> {
        let removed = Staged::removing(&self.devices_folder()?, OsStr::new(&file_name(old)))?;
        self.commit_journaled([self.stage_device(device)?].into_iter().chain(removed).collect())
    }

    /// Removes a device.
    ///
    /// # Errors
    /// [`Error::NoSuchDevice`], [`Error::File`]
    pub fn remove_device(&self, name: &Name) -> Result<(), Error> {
        let folder = self.devices_folder()?;
        look_up(name, names(&folder)?, Error::NoSuchDevice)?;
        Ok(private_file::remove(&folder, OsStr::new(&file_name(name)))?)
    }

    fn devices_folder(&self) -> Result<Arc<Directory>, Error> {
        Ok(Arc::new(Directory::open(&self.vault.home().join(DEVICES), Policy::strict())?))
    }
}

fn read(folder: &Directory, name: &Name) -> Result<Device, Error> {
    let bytes = read_file_in(folder, OsStr::new(&file_name(name)), RECORD_CAP)?;
    codec::decode(&bytes, name).map_err(|fault| Error::Record { name: name.clone(), fault })
}
