//! What makes two readings one device.
//!
//! A serial alone does not: makers give one to several models, and a path names
//! a file, not a phone. So an Android device is known by its serial together with
//! its model or its build fingerprint, an iPhone by its UDID, and everything else
//! is a device of its own. What cheap phones have for a serial, such as
//! `0123456789ABCDEF`, is no id at all: two phones of one model share it, too.

use super::device::Device;
use super::id_kind::IdKind;

/// A UDID as it is compared: without hyphen, in lower case.
#[must_use]
pub fn fold_udid(udid: &str) -> String {
    udid.replace('-', "").to_ascii_lowercase()
}

/// The digits that makers count up through where a phone has no serial.
const COUNTED: [&str; 4] = [
    "0123456789abcdef0123456789abcdef",
    "1234567890abcdef1234567890abcdef",
    "0123456789012345678901234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
];

/// What the makers of chips and of system images leave in, on whole series of phones:
/// letters and digits alone, in lower case.
const LEFT_IN: [&str; 10] = [
    "android",
    "rockchip",
    "mediatek",
    "allwinner",
    "amlogic",
    "spreadtrum",
    "unisoc",
    "qualcomm",
    "generic",
    "20080411",
];

/// Words for nothing, as phones, tools and people write them; letters and digits
/// alone, in lower case.
const NOTHING: [&str; 44] = [
    "unknown",
    "null",
    "nil",
    "none",
    "nan",
    "na",
    "notavailable",
    "notapplicable",
    "notset",
    "notspecified",
    "unavailable",
    "undefined",
    "unspecified",
    "default",
    "empty",
    "blank",
    "missing",
    "invalid",
    "noserial",
    "serial",
    "serialno",
    "serialnumber",
    "tobefilledbyoem",
    "ukjent",
    "ukjend",
    "ingen",
    "mangler",
    "ikketilgjengelig",
    "ikkjetilgjengeleg",
    "okänd",
    "ukendt",
    "onbekend",
    "geen",
    "nietbeschikbaar",
    "unbekannt",
    "keine",
    "nichtverfügbar",
    "inconnu",
    "inconnue",
    "aucun",
    "nondisponible",
    "desconocido",
    "sconosciuto",
    "tuntematon",
];

/// The letters and digits of an id, in lower case. It is asked of every device of a
/// fleet, and nearly all ids are ASCII.
fn letters(id: &str) -> String {
    if id.is_ascii() {
        let letters = id.bytes().filter(u8::is_ascii_alphanumeric);
        return letters
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    let letters = id.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// An id that can be that of one device. There is none of what makers leave in
/// where a phone has no serial of its own, such as `0123456789ABCDEF`, nor of
/// words for nothing: whoever tells devices apart by an id has to have this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnId<'i>(&'i str);

impl<'i> OwnId<'i> {
    /// The id, unless it is a placeholder.
    #[must_use]
    pub fn of(id: &'i str) -> Option<Self> {
        let letters = letters(id);
        let mut rest = letters.chars();
        let first = rest.next();
        let is_one = rest.all(|c| Some(c) == first);
        let is_counted = letters.len() >= 6 && COUNTED.iter().any(|all| is_within(all, &letters));
        // No word has a digit.
        let has_digit = letters.bytes().any(|byte| byte.is_ascii_digit());
        let is_word = !has_digit && NOTHING.contains(&letters.as_str());
        let is_left_in = LEFT_IN.contains(&letters.as_str());
        (!is_one && !is_counted && !is_word && !is_left_in).then_some(Self(id))
    }

    /// The id as it was given.
    #[must_use]
    pub const fn as_str(self) -> &'i str {
        self.0
    }
}

/// Whether a text stands in a short one. To prepare a search would take longer.
fn is_within(text: &str, wanted: &str) -> bool {
    let mut starts = text.bytes().enumerate();
    let first = wanted.bytes().next();
    starts.any(|(at, byte)| {
        Some(byte) == first && text.get(at..).is_some_and(|rest| rest.starts_with(wanted))
    })
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
        let id = OwnId::of(&device.id)?.as_str();
        let text = match device.id_kind {
            IdKind::Udid => format!("udid\0{}", fold_udid(id)),
            IdKind::Serial => match (&device.model, &device.fingerprint) {
                (Some(model), _) => format!("model\0{id}\0{model}"),
                (None, Some(build)) => format!("build\0{id}\0{build}"),
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
            DeviceIdentity::of(&android("EXAMPLE0001", None, None)),
            None
        );
        let one = DeviceIdentity::of(&android("EXAMPLE0001", Some("A1"), None));
        let other = DeviceIdentity::of(&android("EXAMPLE0001", Some("B2"), None));
        assert!(one.is_some() && one != other);
        let updated = DeviceIdentity::of(&android("EXAMPLE0001", Some("A1"), Some("new")));
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
            "?",
            "(null)",
            "N/A",
            "Unavailable",
            "Ukjent",
            "onbekend",
            "unbekannt",
            "inconnu",
            "00:00:00:00",
            "12345678901234567890",
            "To be filled by O.E.M.",
            "android",
            "Rockchip",
            "20080411",
        ] {
            assert_eq!(OwnId::of(id), None, "{id}");
            assert_eq!(DeviceIdentity::of(&android(id, Some("A1"), None)), None);
        }
        for id in [
            "R58N12ABCDE",
            "01234",
            "0123456789ABCDEG",
            "00008110-0000000000000017",
            "SYNTHWS1",
        ] {
            assert!(OwnId::of(id).is_some(), "{id}");
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
