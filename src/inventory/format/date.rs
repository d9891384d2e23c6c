//! Tells quickly that a date can be read.
//!
//! A fleet holds a date or two for each app, and reading one costs more than
//! all the rest of an app. The usual spelling is seen to be good without
//! reading it; everything else is tried.

use jiff::Timestamp;
use wide::u8x16;

/// Whether a date of the file can be read as a point in time.
pub(crate) fn is_readable(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// The least and the largest byte at each place of a date, up to its minute.
const LEAST: [u8; 16] = *b"0000-00-00T00:00";
const LARGEST: [u8; 16] = *b"9999-19-29T29:59";

/// Whether this is `2026-02-03T10:11:12Z`, of a day that every month has.
#[inline]
pub(crate) fn is_usual(text: &[u8; 20]) -> bool {
    let (Some(start), Some(second)) = (text.first_chunk(), text.last_chunk()) else {
        return false;
    };
    let above = u8x16::new(*start) - u8x16::new(LEAST);
    let largest = u8x16::new(LARGEST) - u8x16::new(LEAST);
    let in_range = above.simd_eq(above.min(largest));
    in_range.to_bitmask() == 0xffff && is_second(*second) && is_day_and_hour(text)
}

/// Whether this is the end of a date, as `:12Z`.
#[inline]
fn is_second(text: [u8; 4]) -> bool {
    // The signs become zero, digits their value. Adding what lacks to 128 shows
    // the too large ones.
    let digits = u32::from_le_bytes(text) ^ u32::from_le_bytes(*b":00Z");
    let limits = u32::from_le_bytes([0, 127 - 5, 127 - 9, 0]);
    digits & 0xff00_00ff == 0 && (digits | digits.wrapping_add(limits)) & 0x0080_8000 == 0
}

/// Whether pairs of digits, each of which is possible, make a month, a day and an
/// hour.
#[inline]
fn is_day_and_hour(text: &[u8; 20]) -> bool {
    let pair = |place: usize| {
        let pair = text.get(place..).and_then(<[u8]>::first_chunk::<2>);
        pair.map_or(u8::MAX, |[tens, ones]| 10 * (tens & 0xf) + (ones & 0xf))
    };
    pair(5).wrapping_sub(1) < 12 && pair(8).wrapping_sub(1) < 28 && pair(11) < 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usual(text: &str) -> bool {
        text.as_bytes().try_into().is_ok_and(is_usual)
    }

    #[test]
    fn knows_the_usual_spelling() {
        assert!(is_usual(b"2026-02-03T10:11:12Z"));
        for odd in [
            "2026-02-29T10:11:12Z",
            "2026-13-03T10:11:12Z",
            "2026-00-03T10:11:12Z",
            "2026-02-03T24:11:12Z",
            "2026-02-03T10:60:12Z",
            "2026-02-03T10:11:60Z",
            "2026-02-03 10:11:12Z",
            "2026-02-03T10:11:12z",
            "2026-02-03T10:11:1:Z",
            "2026-02-03T10:11:12+00:00",
            "202/-02-03T10:11:12Z",
        ] {
            assert!(!usual(odd), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn what_looks_usual_can_be_read(text in "[0-9]{4}-[0-3][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z") {
            if usual(&text) {
                prop_assert!(text.parse::<Timestamp>().is_ok(), "{}", text);
            }
        }

        #[test]
        fn odd_bytes_are_not_usual(text in "[0-9:;/T Z-]{20}") {
            if usual(&text) {
                prop_assert!(text.parse::<Timestamp>().is_ok(), "{}", text);
            }
        }
    }
}
