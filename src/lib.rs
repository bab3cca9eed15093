#![doc = "akvault"]
pub mod domain;
pub mod intake;
pub mod printable;
pub mod private_file;
pub mod secret;
