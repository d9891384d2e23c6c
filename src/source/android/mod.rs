//! Android: phones over adb, and files that hold what they print.
//!
//! Transport and parsing meet in a [`Recording`]: whoever fills one knows
//! nothing of its content, and [`assemble()`] knows nothing of where it came
//! from. All parsers are pure and take bytes.

pub mod adb;
pub(crate) mod androidqf;
mod androidqf_packages;
mod androidqf_processes;
mod assemble;
pub(crate) mod command_output;
mod fit;
pub(crate) mod fragment;
pub(crate) mod grouping;
mod hashes;
pub mod parse;
mod saved_text;

pub use adb::read_attached;
pub use androidqf::{is_androidqf, read_androidqf};
pub use assemble::assemble;
pub use command_output::{End, Listing, Part, Recording};
pub use saved_text::{read_dump, read_pm_list};
