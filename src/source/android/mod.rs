//! Android: phones over adb, and files that hold what they print.

pub mod adb;
mod assemble;
mod recording;

pub use adb::read_attached;
pub use assemble::assemble;
pub use recording::{End, Listing, Part, Recording};

use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::path::Path;

/// Reads a text file that holds the output of `dumpsys package`.
#[must_use]
pub fn read_dump(locator: Locator, _file: &Path) -> Reading {
    let gap = Gap::new(GapCode::FileUnrecognised, "not read yet", "");
    Reading::unread(locator, Some(Platform::Android), gap)
}
