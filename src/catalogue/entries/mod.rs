//! One catalogue file as it is written, before its rows are tied to those of
//! other files. The format reference is `policies/README.md`.

mod read;
mod rows;
mod source;

pub(super) use read::read_entries;
pub(super) use rows::*;
