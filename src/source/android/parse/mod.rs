//! Parsers of what Android prints, one file a command. They are pure: they take
//! bytes and know nothing of adb, of files, or of each other's output.

pub(crate) mod clock;
pub mod dump;
pub(crate) mod error_message;
pub(crate) mod lines;
pub(crate) mod owners;
pub(crate) mod pm;
pub(crate) mod properties;
pub(crate) mod users;
