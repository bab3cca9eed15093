#![doc = "akvault"]
pub mod domain;
pub mod printable;
pub mod seal;
pub mod secret;
