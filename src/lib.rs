#![doc = "akvault"]
pub mod domain;
pub mod intake;
pub mod printable;
pub mod secret;
