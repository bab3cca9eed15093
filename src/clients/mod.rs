//! Writers of client config files: text in, text out. No file is touched here.
//!
//! To add a client, write its file here with an `impl Client`, and add it to [`CLIENTS`].
