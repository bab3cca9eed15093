//! Each rule of precedence, with an environment and files that are made up.
