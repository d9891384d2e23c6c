//! Tells quickly that an app can have an id, and hashes it on the way.
//!
//! It is asked of every app of a fleet. Nearly all ids are spelt in the usual way,
//! which is seen sixteen bytes at a time, together with where they end; all others
//! are looked at letter by letter.

use wide::u8x16;

/// A hash of an id: the same for ids that differ in ASCII case alone. Some other
/// characters fold together too, so the same hash is a hint and no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdHash(u64);

/// An id in the text of a file, as most are: ASCII letters, digits, hyphens and
/// underscores, with single dots between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UsualId {
    pub(crate) length: usize,
    pub(crate) hash: IdHash,
    /// Whether a hyphen stands in the blocks that hold it.
    pub(crate) has_hyphen: bool,
}

/// Bytes that are looked at together.
type Block = [u8; BLOCK];
const BLOCK: usize = 16;

/// Folds the case of ASCII letters.
const EITHER_CASE: u64 = u64::MAX / 255 * 0x20;

impl IdHash {
    /// That of no bytes yet; no text has it.
    pub(crate) const START: Self = Self(0x51_7cc1_b727_220a);

    /// The hash of any text.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let (blocks, rest) = id.as_bytes().as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        let whole = blocks.iter().fold(Self::START, Self::with);
        whole.with_some(&last, rest.len())
    }

    /// The number that it is.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    #[inline]
    fn with(self, block: &Block) -> Self {
        self.with_some(block, BLOCK)
    }

    /// With the first bytes of a block, as if the others were zero.
    #[inline]
    fn with_some(self, block: &Block, count: usize) -> Self {
        let ([low, high], _) = block.as_chunks::<8>() else {
            return self;
        };
        let low = u64::from_le_bytes(*low) & mask(count);
        let high = u64::from_le_bytes(*high) & mask(count.saturating_sub(8));
        let hash = mix(self.0, low | EITHER_CASE);
        Self(mix(hash, high | EITHER_CASE))
    }
}

/// So many bytes of a word, or all of them.
#[inline]
fn mask(count: usize) -> u64 {
    let bits = u32::try_from(8 * count).unwrap_or(u32::MAX);
    !u64::MAX.unbounded_shl(bits)
}

#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The id that these bytes begin with and a quote ends; `None` unless it is as most
/// are, and the block in which it ends is whole.
#[inline]
pub(crate) fn quoted(bytes: &[u8]) -> Option<UsualId> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let mut hash = IdHash::START;
    // A dot in front of the id would be one too many.
    let mut dot_before = 1;
    let mut length = 0;
    let mut hyphens = u8x16::ZERO;
    for block in blocks {
        let (strange, dots) = marks(block);
        hyphens |= u8x16::new(*block).simd_eq(u8x16::splat(b'-'));
        let before = dots << 1 | dot_before;
        let end = strange | dots & before;
        if end != 0 {
            let place = end.trailing_zeros();
            let is_dot_before = before >> place & 1 != 0;
            let count = place as usize;
            let is_quote = block.get(count) == Some(&b'"');
            let id = UsualId {
                length: length + count,
                hash: hash.with_some(block, count),
                has_hyphen: hyphens.to_bitmask() != 0,
            };
            return (is_quote && !is_dot_before).then_some(id);
        }
        dot_before = dots >> (BLOCK - 1);
        hash = hash.with(block);
        length += BLOCK;
    }
    None
}

/// A bit for each byte that is of no usual id, and for each dot.
#[inline]
fn marks(block: &Block) -> (u32, u32) {
    let bytes = u8x16::new(*block);
    let is = |byte| bytes.simd_eq(u8x16::splat(byte));
    let letters = within(bytes | u8x16::splat(0x20), b'a', b'z');
    // Hyphen, dot, slash and digits stand next to each other.
    let others = within(bytes, b'-', b'9') ^ is(b'/') | is(b'_');
    let usual = (letters | others).to_bitmask();
    (!usual & 0xffff, is(b'.').to_bitmask())
}

/// Marks each byte that is one of these.
#[inline]
fn within(bytes: u8x16, first: u8, last: u8) -> u8x16 {
    let above = bytes - u8x16::splat(first);
    above.simd_eq(above.min(u8x16::splat(last - first)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter_by_letter(text: &str) -> Option<UsualId> {
        let id = text.split('"').next()?;
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let is_part = |part: &str| !part.is_empty() && part.chars().all(is_letter);
        let is_seen = text.len() / BLOCK * BLOCK > id.len();
        let (length, hash) = (id.len(), IdHash::of(id));
        let seen = text.bytes().take((length / BLOCK + 1) * BLOCK);
        let has_hyphen = seen.into_iter().any(|byte| byte == b'-');
        let usual = UsualId {
            length,
            hash,
            has_hyphen,
        };
        (is_seen && id.split('.').all(is_part)).then_some(usual)
    }

    #[test]
    fn every_character_is_told_apart() {
        let all = (0..=0x300).filter_map(char::from_u32);
        for (letter, place) in all.flat_map(|letter| (0..=17).map(move |place| (letter, place))) {
            let mut text = String::from("abcde.ghi.klmnopq\",\"profile\":0,\"s");
            text.insert(place, letter);
            assert_eq!(quoted(text.as_bytes()), letter_by_letter(&text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn dots_stand_alone(text in "([a.]{0,40}|[a-zA-Z0-9._-]{0,60})[\"a]{0,40}") {
            prop_assert_eq!(quoted(text.as_bytes()), letter_by_letter(&text));
        }

        #[test]
        fn case_is_no_difference_and_all_else_is_one(id in "[a-zA-Z0-9._-]{0,50}", other in "[a-z0-9._-]{0,50}") {
            let lower = id.to_ascii_lowercase();
            prop_assert_eq!(IdHash::of(&id), IdHash::of(&lower));
            prop_assert_eq!(IdHash::of(&id) == IdHash::of(&other), lower == other);
        }
    }
}
