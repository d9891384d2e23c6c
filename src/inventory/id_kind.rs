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
    /// may be missing. Serials of Android have no blanks, slashes or colons; an
    /// address such as `10.0.0.7:5555` says where a phone was, and an emulator's
    /// name which of one computer it is.
    #[must_use]
    pub fn of(platform: Platform, id: &str) -> Self {
        match platform {
            Platform::Ios if is_udid(id) => Self::Udid,
            Platform::Ios => Self::Place,
            Platform::Android => {
                let odd =
                    |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\' | ':');
                if id.is_empty() || id.contains(odd) || is_emulator(id) || is_address(id) {
                    Self::Place
                } else {
                    Self::Serial
                }
            }
        }
    }
}

/// Whether adb calls an emulator so: by the port it listens on.
fn is_emulator(id: &str) -> bool {
    let number = id.strip_prefix("emulator-");
    number.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an id is the address of a computer: four numbers with dots between them.
fn is_address(id: &str) -> bool {
    id.parse::<std::net::Ipv4Addr>().is_ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_no_serial() {
        let places = [
            "10.0.0.7:5555",
            "10.0.0.7",
            "[fe80::1]:5555",
            "phone.example.org:5555",
            "emulator-5554",
            "phones/dump.txt",
            "a phone",
            "",
        ];
        for id in places {
            assert_eq!(IdKind::of(Platform::Android, id), IdKind::Place, "{id}");
        }
        for id in [
            "R58N12ABCDE",
            "EXAMPLE-0001",
            "emulator-x",
            "20080411",
            "1.5",
        ] {
            assert_eq!(IdKind::of(Platform::Android, id), IdKind::Serial, "{id}");
        }
    }
}
