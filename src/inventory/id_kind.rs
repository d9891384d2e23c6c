//! The kind of a device id, recognised by its shape where the source does not say.

use super::platform::Platform;
use super::words::words;

words! {
    /// What the id of a device is.
    pub enum IdKind {
        /// The UDID of an iPhone or iPad.
        Udid = "udid",
        /// The serial number of an Android device.
        Serial = "serial",
        /// The place it was read from, because nothing names the device.
        Place = "place",
    }
}

impl IdKind {
    /// What an id is by its shape, where nobody says. A UDID is 40 hex digits,
    /// or 24 of them with a hyphen after the first 8 (since 2018); the hyphen
    /// may be missing. Serials of Android have no blanks, slashes or colons,
    /// but for addresses such as `10.0.0.7:5555`.
    #[must_use]
    pub fn of(platform: Platform, id: &str) -> Self {
        match platform {
            Platform::Ios if is_udid(id) => Self::Udid,
            Platform::Ios => Self::Place,
            Platform::Android => {
                let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\');
                if id.is_empty() || id.contains(odd) {
                    Self::Place
                } else {
                    Self::Serial
                }
            }
        }
    }
}

/// Whether a text has the shape of a UDID.
#[must_use]
pub fn is_udid(text: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    match text.split_once('-') {
        Some((chip, unique)) => chip.len() == 8 && unique.len() == 16 && hex(chip) && hex(unique),
        None => matches!(text.len(), 24 | 40) && hex(text),
    }
}
