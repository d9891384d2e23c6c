//! iPhones and iPads, through the clear-text files of a backup, or a list of
//! apps that another tool saved.
//!
//! Three lists name apps in every backup, encrypted or not: the installed
//! apps and the store metadata in `Info.plist`, and the containers in
//! `Manifest.plist`. Any of them may be missing. They are merged, each app
//! keeps its evidence, and what is missing is stated as a gap.
//!
//! Privacy is kept at this border: a parser here names the fields it takes
//! (see `field`), and everything else in these files, from the phone number
//! to the Apple ID, is passed over without being decoded.

mod backup;
mod coverage;
mod database;
mod field;
mod file;
mod folder;
mod import;
mod info;
mod manifest;
mod merge;
mod metadata;
mod notes;
pub mod plist;
mod status;

pub use backup::read_backup;
pub use folder::{backups_below, default_places, is_archived, is_backup};
pub use import::read_import;
