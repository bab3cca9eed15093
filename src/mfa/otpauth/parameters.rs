//! The parameters of a URI. Those that nobody knows are passed over; they stay in the text.

use super::super::error::Error;
use super::super::parameters::{Algorithm, Digits, Parameters, Period};
use super::super::seed::Seed;
use super::percent;
use crate::secret::Secret;

/// The parameters that count, as they are spelt.
#[derive(Default)]
pub(super) struct Query<'a> {
    secret: Option<&'a str>,
    issuer: Option<&'a str>,
    algorithm: Option<&'a str>,
    digits: Option<&'a str>,
    period: Option<&'a str>,
    encoder: Option<&'a str>,
}

impl<'a> Query<'a> {
    /// Names are read in any case; one that is given twice is not clear.
    pub(super) fn read(query: &'a str) -> Result<Self, Error> {
        let mut read = Self::default();
        for (name, value) in query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))) {
            let Some(place) = read.place(&name.to_ascii_lowercase()) else { continue };
            if place.replace(value).is_some() {
                return Err(Error::BrokenUri("a parameter is given twice"));
            }
        }
        Ok(read)
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<&'a str>> {
        match name {
            "secret" => Some(&mut self.secret),
            "issuer" => Some(&mut self.issuer),
            "algorithm" => Some(&mut self.algorithm),
            "digits" => Some(&mut self.digits),
            "period" => Some(&mut self.period),
            "encoder" => Some(&mut self.encoder),
            _ => None,
        }
    }

    pub(super) fn seed(&self) -> Result<Seed, Error> {
        let secret = self.secret.ok_or(Error::BrokenUri("it has no secret"))?;
        Seed::from_base32(percent::decode(secret)?.expose())
    }

    /// Forms write a space as `+`.
    pub(super) fn issuer(&self) -> Result<Option<String>, Error> {
        let issuer = self.issuer.map(|issuer| percent::decode(&issuer.replace('+', " "))).transpose()?;
        Ok(issuer.map(|issuer| issuer.expose().trim().to_owned()).filter(|issuer| !issuer.is_empty()))
    }

    /// An encoder is Steam's alphabet of letters: the digits would be others.
    pub(super) fn parameters(&self) -> Result<Parameters, Error> {
        if self.encoder.is_some() {
            return Err(Error::Parameter { name: "encoder", known: "none" });
        }
        Ok(Parameters {
            algorithm: read(self.algorithm, Algorithm::parse, "algorithm", "SHA1, SHA256 or SHA512")?,
            digits: read(self.digits, Digits::parse, "digits", "6, 7 or 8")?,
            period: read(self.period, Period::parse, "period", "1 to 3600")?,
        })
    }
}

fn read<T: Default>(
    value: Option<&str>,
    parse: fn(&str) -> Result<T, Error>,
    name: &'static str,
    known: &'static str,
) -> Result<T, Error> {
    let Some(value) = value else { return Ok(T::default()) };
    let value: Secret = percent::decode(value)?;
    parse(value.expose()).map_err(|_| Error::Parameter { name, known })
}
