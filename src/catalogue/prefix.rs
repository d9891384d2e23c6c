//! Longest-prefix lookup whose cost does not grow with the number of prefixes.
//!
//! Prefixes are few and short, so there are only a few dozen distinct lengths.
//! A lookup tries each length once, longest first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Maps text prefixes to values.
#[derive(Debug, Clone)]
pub struct PrefixMap<T> {
    /// Distinct prefix lengths in bytes, longest first.
    lengths: Vec<usize>,
    entries: HashMap<Box<str>, T, BuildHasherDefault<Fold>>,
}

/// A hash for short texts. A lookup asks for dozens of prefixes, and those in
/// the map come from policies and the catalogue, which nobody makes collide.
#[derive(Debug, Clone, Copy, Default)]
struct Fold(u64);

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let (words, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        for word in words.iter().chain([&last]) {
            self.0 = (self.0.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
        }
    }

    fn finish(&self) -> u64 {
        // The upper bits are the well mixed ones, and tables use both ends.
        self.0 ^ (self.0 >> 32)
    }
}

impl<T> Default for PrefixMap<T> {
    fn default() -> Self {
        Self {
            lengths: Vec::new(),
            entries: HashMap::default(),
        }
    }
}

impl<T> PrefixMap<T> {
    /// The value of exactly this prefix, made with `fresh` when there is none.
    pub fn entry(&mut self, prefix: &str, fresh: impl FnOnce() -> T) -> &mut T {
        self.remember_length(prefix.len());
        self.entries.entry(prefix.into()).or_insert_with(fresh)
    }

    /// Adds a prefix; the value that was there before, if there was one.
    pub fn insert(&mut self, prefix: &str, value: T) -> Option<T> {
        self.remember_length(prefix.len());
        self.entries.insert(prefix.into(), value)
    }

    fn remember_length(&mut self, length: usize) {
        if let Err(place) = self.lengths.binary_search_by(|known| length.cmp(known)) {
            self.lengths.insert(place, length);
        }
    }

    /// All values whose prefix `text` begins with, longest prefix first.
    pub fn matches<'m, 't>(
        &'m self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'m str, &'m T)> + use<'m, 't, T> {
        self.lengths.iter().filter_map(move |length| {
            let (prefix, value) = self.entries.get_key_value(text.get(..*length)?)?;
            Some((prefix.as_ref(), value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_a_naive_loop(
            prefixes in prop::collection::btree_set("[a-c.]{1,4}", 0..12),
            text in "[a-cä.]{0,8}",
        ) {
            let mut map = PrefixMap::default();
            for prefix in &prefixes {
                map.entry(prefix, || prefix.clone());
            }
            let mut naive: Vec<&String> =
                prefixes.iter().filter(|p| text.starts_with(p.as_str())).collect();
            naive.sort_by_key(|p| std::cmp::Reverse(p.len()));
            let found: Vec<&String> = map.matches(&text).map(|(_, value)| value).collect();
            prop_assert_eq!(found, naive);
        }
    }
}
