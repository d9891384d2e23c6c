//! Android: phones over adb, and files that hold what they print.
//!
//! Transport and parsing meet in a [`Recording`]: whoever fills one knows
//! nothing of its content, and [`assemble()`] knows nothing of where it came
//! from. All parsers are pure and take bytes.

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

pub use androidqf::read_androidqf;
pub use assemble::assemble;
pub use bugreport::read_bugreport;
pub use files::{read_dump, read_pm_list};
pub use recording::{End, Listing, Part, Recording};

use super::{Options, Sink};
use crate::inventory::{Gap, GapCode, Locator, Platform, Reading};

/// Reads attached devices, all of them or the one with this serial.
pub fn read_attached(serial: Option<&str>, _options: &Options, sink: &mut Sink<'_>) {
    let gap = Gap::new(GapCode::AdbUnavailable, "not read yet", "");
    let place = Locator::new(format!("adb:{}", serial.unwrap_or_default()));
    sink(Reading::unread(place, Some(Platform::Android), gap));
}
