#![doc = "akvault"]
pub mod domain;
pub mod printable;
pub mod secret;
