//! What makes two readings one device.
//!
//! A serial alone does not: cheap phones share `0123456789ABCDEF`, and a path
//! names a file, not a phone. So an Android device is known by its serial
//! together with its model or its build fingerprint, an iPhone by its UDID, and
//! everything else is a device of its own.

use super::device::Device;
use super::id_kind::IdKind;
use std::collections::HashSet;

/// A UDID as it is compared: without hyphen, in lower case.
#[must_use]
pub fn fold_udid(udid: &str) -> String {
    udid.replace('-', "").to_ascii_lowercase()
}

/// The digits that makers count up through where a phone has no serial.
const COUNTED: [&str; 2] = [
    "0123456789abcdef0123456789abcdef",
    "1234567890abcdef1234567890abcdef",
];

/// Whether an id is none: what makers leave in where a phone has no serial of
/// its own, such as `0123456789ABCDEF`, and words for nothing.
#[must_use]
pub fn is_placeholder_id(id: &str) -> bool {
    let id = id.trim().to_ascii_lowercase();
    let is_word = matches!(
        id.as_str(),
        "unknown" | "null" | "none" | "n/a" | "na" | "undefined" | "default" | "not available"
    );
    let is_one = id.bytes().collect::<HashSet<u8>>().len() < 2;
    let is_counted = id.len() >= 6 && COUNTED.iter().any(|digits| digits.contains(&id));
    is_word || is_one || is_counted
}

/// That by which a device is the same as another. Equal identities are one
/// device; there is none where nothing strong is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceIdentity(String);

impl DeviceIdentity {
    /// The strong identity of a device, if it has one.
    #[must_use]
    pub fn of(device: &Device) -> Option<Self> {
        // Parts are set off by a character that no part holds.
        let text = match device.id_kind {
            IdKind::Udid => format!("udid\0{}", fold_udid(&device.id)),
            IdKind::Serial => match (&device.model, &device.fingerprint) {
                (Some(model), _) => format!("model\0{}\0{model}", device.id),
                (None, Some(build)) => format!("build\0{}\0{build}", device.id),
                (None, None) => return None,
            },
            IdKind::Place => return None,
        };
        Some(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{Platform, is_udid};

    fn android(id: &str, model: Option<&str>, build: Option<&str>) -> Device {
        let mut device = Device::new(Platform::Android, id);
        device.model = model.map(str::to_owned);
        device.fingerprint = build.map(str::to_owned);
        device
    }

    #[test]
    fn a_serial_alone_is_no_identity() {
        assert_eq!(
            DeviceIdentity::of(&android("0123456789ABCDEF", None, None)),
            None
        );
        let one = DeviceIdentity::of(&android("0123456789ABCDEF", Some("A1"), None));
        let other = DeviceIdentity::of(&android("0123456789ABCDEF", Some("B2"), None));
        assert!(one.is_some() && one != other);
        let updated = DeviceIdentity::of(&android("0123456789ABCDEF", Some("A1"), Some("new")));
        assert_eq!(one, updated);
    }

    #[test]
    fn what_makers_leave_in_is_no_serial() {
        for id in [
            "0123456789ABCDEF",
            "123456789abcdef",
            "1234567890",
            "0000000000000000",
            "ffffffffffffffff",
            "unknown",
            "-",
            "",
        ] {
            assert!(is_placeholder_id(id), "{id}");
        }
        for id in [
            "R58N12ABCDE",
            "01234",
            "0123456789ABCDEG",
            "00008110-0000000000000017",
            "SYNTHWS1",
        ] {
            assert!(!is_placeholder_id(id), "{id}");
        }
    }

    #[test]
    fn a_path_is_no_identity() {
        assert_eq!(
            DeviceIdentity::of(&android("phones/dump.txt", Some("A1"), None)),
            None
        );
        let phone = Device::new(Platform::Ios, "backups/phone");
        assert_eq!(DeviceIdentity::of(&phone), None);
    }

    #[test]
    fn udids_are_compared_without_case_and_hyphen() {
        let one = Device::new(Platform::Ios, "00008110-000A1B2C3D4E5F67");
        let other = Device::new(Platform::Ios, "00008110000a1b2c3d4e5f67");
        assert_eq!(DeviceIdentity::of(&one), DeviceIdentity::of(&other));
        assert!(DeviceIdentity::of(&one).is_some());
        assert!(!is_udid("00008110-000A1B2C3D4E5F6"));
    }
}
