//! Android: phones over adb, and files that hold what they print.
//!
//! Transport and parsing meet in a [`Recording`]: whoever fills one knows
//! nothing of its content, and [`assemble()`] knows nothing of where it came
//! from. All parsers are pure and take bytes.

pub mod adb;
mod androidqf;
mod assemble;
mod bugreport;
mod clock;
pub mod dump;
mod encoding;
mod files;
mod lines;
mod owners;
mod pm;
mod properties;
mod quote;
mod recording;
mod text;
mod users;
mod zipped;

pub use adb::read_attached;
pub use androidqf::{is_androidqf, read_androidqf};
pub use assemble::assemble;
pub use bugreport::read_bugreport;
pub use files::{read_dump, read_pm_list};
pub use recording::{End, Listing, Part, Recording};
