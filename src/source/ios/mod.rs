//! iPhones and iPads: attached ones ([`usbmux`]), the clear-text files of a
//! backup, or a list of apps that another tool saved.
//!
//! Three lists name apps in every backup, encrypted or not: the installed
//! apps and the store metadata in `Info.plist`, and the containers in
//! `Manifest.plist`. Any of them may be missing. They are merged, each app
//! keeps its evidence, and what is missing is stated as a gap.
//!
//! Privacy is kept at this border: a parser here names the fields it takes
//! (see `field`), and everything else in these files, from the phone number
//! to the Apple ID, is passed over without being decoded.

pub(crate) mod backup;
pub(crate) mod field;
pub(crate) mod file;
pub(crate) mod packed_backup;
pub mod plist;
pub mod usbmux;

pub use super::lists::read_import;
pub(crate) use backup::folder::is_part_of_backup;
pub use backup::folder::{backups_below, default_places, is_backup};
pub use backup::read_backup;
