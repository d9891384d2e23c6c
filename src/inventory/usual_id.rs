//! Tells quickly that an app can have an id.
//!
//! It is asked of every app of a fleet. Nearly all ids are spelt in the usual way,
//! which is seen eight bytes at a time, together with where they end; all others
//! are looked at letter by letter.

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES << 7;

/// The length of the id that these bytes begin with and a quote ends; `None`
/// unless it is of ASCII letters, digits, hyphens and underscores, with single dots
/// between them, and eight bytes more stand behind its last eight.
#[inline]
pub(crate) fn quoted(bytes: &[u8]) -> Option<usize> {
    let (words, _) = bytes.as_chunks::<8>();
    // A dot in front of the id would be one too many.
    let mut dot_before = 0x80;
    let mut length = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let (strange, dots) = marks(word);
        let before = dots << 8 | dot_before;
        let end = strange | dots & before;
        if end != 0 {
            let place = end.trailing_zeros();
            let is_dot_before = before >> place & 1 != 0;
            let is_quote = word >> (place - 7) & 0xff == u64::from(b'"');
            length += place as usize / 8;
            return (is_quote && !is_dot_before).then_some(length);
        }
        dot_before = dots >> 56;
        length += 8;
    }
    None
}

/// Marks each byte that is of no usual id, and dots by themselves.
#[inline]
fn marks(word: u64) -> (u64, u64) {
    // Without their highest bit, bytes cannot carry into each other.
    let plain = word & !HIGH;
    let letter = between(plain | ONES << 5, b'a', b'z');
    let digit = between(plain, b'-', b'9') & differ(plain, b'/');
    let other = !differ(plain, b'_');
    let strange = word | !(letter | digit | other);
    (strange & HIGH, !(differ(plain, b'.') | word) & HIGH)
}

/// Sets the highest bit of each byte that is one of these; of bytes without it.
#[inline]
const fn between(plain: u64, first: u8, last: u8) -> u64 {
    let at_least = plain + ONES * (0x80 - first as u64);
    let above = plain + ONES * (0x7f - last as u64);
    at_least & !above
}

/// Sets the highest bit of each byte that is another one; of bytes without it.
#[inline]
const fn differ(plain: u64, byte: u8) -> u64 {
    (plain ^ (ONES * byte as u64)) + ONES * 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter_by_letter(text: &str) -> Option<usize> {
        let id = text.split('"').next()?;
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let is_part = |part: &str| !part.is_empty() && part.chars().all(is_letter);
        let is_seen = text.len() / 8 * 8 > id.len();
        (is_seen && id.split('.').all(is_part)).then_some(id.len())
    }

    #[test]
    fn every_character_is_told_apart() {
        let all = (0..=0x300).filter_map(char::from_u32);
        for (letter, place) in all.flat_map(|letter| (0..=9).map(move |place| (letter, place))) {
            let mut text = String::from("abcde.ghi\",\"profile\"");
            text.insert(place, letter);
            assert_eq!(quoted(text.as_bytes()), letter_by_letter(&text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn dots_stand_alone(text in "([a.]{0,20}|[a-zA-Z0-9._-]{0,40})[\"a]{0,20}") {
            prop_assert_eq!(quoted(text.as_bytes()), letter_by_letter(&text));
        }
    }
}
