//! Android: phones over adb, and files that hold what they print.

mod assemble;
mod recording;

pub use assemble::assemble;
pub use recording::{End, Listing, Part, Recording};

use super::{Options, Sink};
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};
use std::path::Path;

/// Reads a text file that holds the output of `dumpsys package`.
#[must_use]
pub fn read_dump(locator: Locator, _file: &Path) -> Reading {
    let gap = Gap::new(GapCode::FileUnrecognised, "not read yet", "");
    Reading::unread(locator, Some(Platform::Android), gap)
}

/// Reads attached devices, all of them or the one with this serial.
pub fn read_attached(serial: Option<&str>, _options: &Options, sink: &mut Sink<'_>) {
    let gap = Gap::new(GapCode::AdbUnavailable, "not read yet", "");
    let place = Locator::new(format!("adb:{}", serial.unwrap_or_default()));
    sink(Reading::unread(place, Some(Platform::Android), gap));
}
