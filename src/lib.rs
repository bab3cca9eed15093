#![doc = "akvault"]
pub mod domain;
pub mod printable;
pub mod private_file;
pub mod secret;
