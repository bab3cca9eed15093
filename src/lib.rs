#![doc = "akvault"]
pub mod clients;
pub mod domain;
pub mod intake;
pub mod printable;
pub mod private_file;
pub mod secret;
