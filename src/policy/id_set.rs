//! The exact ids of a list, for one platform.
//!
//! A list may hold tens of thousands and is asked about every app of a fleet, and then
//! it is the memory that is waited for. So most ids stand in the table itself, two in
//! a line of the processor's cache, and whoever read the id of an app has its hash at
//! hand.

use super::fold::folded;
use crate::inventory::{IdHash, Platform};
use hashbrown::HashTable;

/// A set of ids, compared as those of their platform are.
#[derive(Debug)]
pub(super) struct IdSet {
    platform: Platform,
    short: HashTable<Short>,
    /// Those that are too long for the other table, as they are compared.
    long: HashTable<String>,
}

/// An id as it is compared, of up to [`LONGEST`] bytes, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(32))]
struct Short {
    bytes: [u8; LONGEST],
    length: u8,
}

const LONGEST: usize = 31;

impl Short {
    #[inline]
    fn of(platform: Platform, id: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        if platform == Platform::Ios {
            bytes.make_ascii_lowercase();
        }
        let length = u8::try_from(id.len()).ok()?;
        Some(Self { bytes, length })
    }

    fn as_str(&self) -> &str {
        let id = self.bytes.get(..usize::from(self.length));
        id.and_then(|id| str::from_utf8(id).ok())
            .unwrap_or_default()
    }
}

/// The lower bits of a hash depend on little of an id, and are those that count here.
const fn bits(hash: IdHash) -> u64 {
    hash.number().rotate_left(32)
}

impl IdSet {
    /// An empty set, with room for so many.
    pub(super) fn new(platform: Platform, count: usize) -> Self {
        Self {
            platform,
            short: HashTable::with_capacity(count),
            long: HashTable::new(),
        }
    }

    pub(super) fn insert(&mut self, id: &str) {
        let hash = IdHash::of(id);
        if self.has(id, hash) {
            return;
        }
        if let Some(short) = Short::of(self.platform, id) {
            let again = |known: &Short| bits(IdHash::of(known.as_str()));
            self.short.insert_unique(bits(hash), short, again);
        } else {
            let again = |known: &String| bits(IdHash::of(known));
            let id = folded(self.platform, id).into();
            self.long.insert_unique(bits(hash), id, again);
        }
    }

    /// Whether an id is one of them; `hash` is its own.
    #[inline]
    pub(super) fn has(&self, id: &str, hash: IdHash) -> bool {
        match Short::of(self.platform, id) {
            Some(short) => self
                .short
                .find(bits(hash), |known| *known == short)
                .is_some(),
            None => self.has_long(id, hash),
        }
    }

    #[inline(never)]
    fn has_long(&self, id: &str, hash: IdHash) -> bool {
        let id = folded(self.platform, id);
        let is_this = |known: &String| *known == *id;
        self.long.find(bits(hash), is_this).is_some()
    }

    /// All ids, as they are compared.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let long = self.long.iter().map(AsRef::as_ref);
        self.short.iter().map(Short::as_str).chain(long)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::fold_case;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn has_what_was_put_in_and_nothing_else(
            ids in prop::collection::vec("[a-cA-C.]{0,3}(x{27,30})?", 0..40),
            asked in "[a-cA-Cé.]{0,3}(x{27,30})?",
        ) {
            for platform in [Platform::Android, Platform::Ios] {
                let mut set = IdSet::new(platform, 0);
                for id in &ids {
                    set.insert(id);
                }
                let folded = |id: &str| fold_case(platform, id);
                let expected = ids.iter().any(|id| folded(id) == folded(&asked));
                prop_assert_eq!(set.has(&asked, IdHash::of(&asked)), expected);
                prop_assert!(ids.iter().all(|id| set.has(id, IdHash::of(id))));
                let mut kept: Vec<String> = set.iter().map(str::to_owned).collect();
                let mut all: Vec<String> = ids.iter().map(|id| folded(id)).collect();
                kept.sort_unstable();
                all.sort_unstable();
                all.dedup();
                prop_assert_eq!(kept, all);
            }
        }
    }
}
