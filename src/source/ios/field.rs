//! The few fields that may pass from a backup into an inventory.
//!
//! Text in a backup is as long and as odd as its author likes. Here it is cut
//! to what a report can show, and checked where a field has a known shape, so
//! that nothing personal slips in through a field that should hold a code.

use crate::inventory::is_udid;
use crate::inventory::plausibility::is_possible_bundle_id;
use jiff::Timestamp;

/// The longest name or version kept, in characters.
const LONGEST_TEXT: usize = 200;

/// Text for a person to read, cut when it is very long, `None` when blank.
pub(crate) fn text(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if text.len() <= LONGEST_TEXT {
        return Some(text.to_owned());
    }
    let mut kept: String = text.chars().take(LONGEST_TEXT).collect();
    if kept.len() < text.len() {
        kept.push('…');
    }
    Some(kept)
}

/// A code such as `iPhone14,5`, `17.6.1` or `uploading`; `None` for anything
/// that does not look like one.
pub(crate) fn code(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=80).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".,-_() ".contains(&byte));
    fits.then(|| text.to_owned())
}

/// A device identifier, spelt as the device itself does: 40 hex digits in lower
/// case, or from the A12 chip on 8 and 16 in upper case with a hyphen. Files
/// differ in case for the same device.
pub(crate) fn udid(text: &str) -> Option<String> {
    let text = text.trim();
    let is_long = text.len() == 40;
    is_udid(text).then(|| {
        if is_long {
            text.to_ascii_lowercase()
        } else {
            text.to_ascii_uppercase()
        }
    })
}

/// The most letters of a serial number that are compared.
const LONGEST_SERIAL: usize = 64;

/// A serial number, to be compared with another one and never to be told.
pub(crate) fn serial(text: &str) -> Option<Box<str>> {
    let text = text.trim().chars().take(LONGEST_SERIAL);
    let serial: String = text.flat_map(char::to_uppercase).collect();
    (!serial.is_empty()).then(|| serial.into_boxed_str())
}

/// Whether a bundle id can be one, by what is held of a claim of completeness.
pub(crate) fn is_bundle_id(id: &str) -> bool {
    is_possible_bundle_id(id)
}

/// A date of a file, which may be nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A date in the life of the iPhone.
    At(Timestamp),
    /// A date that a clock or a file got wrong.
    Implausible,
}

impl Moment {
    /// The first iPhone was sold on 29 June 2007; a clock that shows 2060 has
    /// lost its battery.
    pub(crate) fn new(date: Option<Timestamp>) -> Self {
        let earliest = 1_183_075_200;
        let latest = 2_840_140_800;
        match date {
            Some(date) if (earliest..latest).contains(&date.as_second()) => Self::At(date),
            _ => Self::Implausible,
        }
    }

    /// The date, when it is one.
    pub(crate) const fn at(self) -> Option<Timestamp> {
        match self {
            Self::At(date) => Some(date),
            Self::Implausible => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn device_identifiers_are_spelt_one_way() {
        let old = "A1".repeat(20);
        assert_eq!(udid(&old), Some(old.to_ascii_lowercase()));
        let new = "00008110-001a2b3c4d5e801e";
        assert_eq!(udid(new), Some(new.to_ascii_uppercase()));
        for other in ["", "00008110", "00008110-001A2B3C4D5E801", "anna"] {
            assert_eq!(udid(other), None, "{other}");
        }
    }

    #[test]
    fn ids_with_odd_characters_are_none() {
        assert!(is_bundle_id("no.example.bank") && is_bundle_id("no.example.b\u{e4}nk"));
        for odd in [
            "",
            " a.b",
            "a.\0b",
            "a\u{e}b",
            "a.b\u{fffd}",
            "a b.c",
            "a\u{a0}b",
            "a.b\u{2026}",
            "a.b...",
            "a..b",
            ".a.b",
            "a.b\u{200b}",
            "a.b\u{ad}",
            "\u{feff}a.b",
            "a.b,",
            "\"a.b\"",
            "a%2Eb",
            "a/b",
            "a:b",
        ] {
            assert!(!is_bundle_id(odd), "{odd:?}");
        }
        assert!(is_bundle_id(&"a".repeat(255)) && !is_bundle_id(&"a".repeat(256)));
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let long = text(&"ü".repeat(1000)).unwrap();
        assert_eq!(long.chars().count(), LONGEST_TEXT + 1);
        assert_eq!(text(" \n"), None);
    }

    #[test]
    fn dates_outside_the_life_of_the_phone_are_implausible() {
        let moment = |text: &str| Moment::new(text.parse().ok());
        assert!(moment("2026-11-21T00:00:00Z").at().is_some());
        for odd in ["2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "never"] {
            assert_eq!(moment(odd), Moment::Implausible, "{odd}");
        }
    }
}
