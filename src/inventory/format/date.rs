//! Tells quickly that a date can be read.
//!
//! A fleet holds a date or two for each app, and reading one costs more than
//! all the rest of an app. The usual spelling is seen to be good without
//! reading it; everything else is tried.

use jiff::Timestamp;

/// Whether a date of the file can be read as a point in time.
pub(crate) fn is_readable(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok()
}

/// Whether this is `2026-02-03T10:11:12Z`, of a day that every month has.
#[inline]
pub(crate) fn is_usual(text: &[u8; 20]) -> bool {
    let word = |from: usize| {
        let part = text.get(from..).and_then(<[u8]>::first_chunk::<8>);
        part.map_or(u64::MAX, |part| u64::from_le_bytes(*part))
    };
    // The separators become zero, digits their value.
    let year = word(0) ^ u64::from_le_bytes(*b"0000-00-");
    let day = word(8) ^ u64::from_le_bytes(*b"00T00:00");
    let second = word(12) ^ u64::from_le_bytes(*b"0:00:00Z");
    let digits = |word: u64, places: u64| {
        let high = 0xf0f0_f0f0_f0f0_f0f0;
        word & high == 0
            && (word.wrapping_add(0x0606_0606_0606_0606)) & high == 0
            && word & !places == 0
    };
    if !digits(year, 0x00ff_ff00_ffff_ffff)
        || !digits(day, 0xffff_00ff_ff00_ffff)
        || !digits(second, 0x00ff_ff00_ffff_00ff)
    {
        return false;
    }
    // In each byte ten times its digit and the next one. Where a pair begins,
    // that is its value; adding what lacks to 128 shows the too large ones.
    let pairs = |word: u64| word.wrapping_mul(10).wrapping_add(word >> 8);
    let (month, day, second) = (pairs(year) >> 40 & 0xff, pairs(day), pairs(second));
    let day_hour_minute = 0x00ff_0000_ff00_00ff;
    let above = |largest: u64| 127 - largest;
    let limits = above(28) | above(23) << 24 | above(59) << 48;
    month.wrapping_sub(1) < 12
        && day & 0xff != 0
        && (day & day_hour_minute).wrapping_add(limits) & 0x0080_0000_8000_0080 == 0
        && second >> 40 & 0xff <= 59
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
