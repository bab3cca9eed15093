//! Readers of AccessKey files: what the console, the API and the clients' own files hold.
//!
//! Pure: bytes in, keys out. To add a format, write its file here with an `impl Format`, and add it
//! to [`FORMATS`].
