#![doc = "akvault"]
pub mod clients;
pub mod domain;
pub mod printable;
pub mod secret;
