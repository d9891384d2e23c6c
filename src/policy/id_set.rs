//! The exact ids of a list, for one platform.
//!
//! A list may hold tens of thousands and is asked about every app of a fleet. So the
//! ids stand one behind the other in one text, and a table of their hashes says where:
//! what a look-up touches is small, and mostly in the processor's cache. Whoever
//! read the id of an app has its hash at hand.

use crate::inventory::{IdHash, Platform};
use hashbrown::HashTable;

/// A set of ids, compared as those of their platform are.
#[derive(Debug)]
pub(super) struct IdSet {
    platform: Platform,
    text: String,
    places: HashTable<Place>,
}

/// Where an id stands in the text, in bytes.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
}

impl Place {
    fn of(self, text: &str) -> &str {
        let range = self.start as usize..self.end as usize;
        text.get(range).unwrap_or_default()
    }
}

/// The lower bits of a hash depend on little of an id, and are those that count here.
const fn bits(hash: IdHash) -> u64 {
    hash.number().rotate_left(32)
}

impl IdSet {
    pub(super) fn new(platform: Platform) -> Self {
        Self {
            platform,
            text: String::new(),
            places: HashTable::new(),
        }
    }

    pub(super) fn insert(&mut self, id: &str) {
        let hash = IdHash::of(id);
        if self.has(id, hash) {
            return;
        }
        // No policy file is so long that a place would not fit.
        let here = |text: &String| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let start = here(&self.text);
        self.text.push_str(id);
        let end = here(&self.text);
        let text = &self.text;
        let again = |place: &Place| bits(IdHash::of(place.of(text)));
        let place = Place { start, end };
        self.places.insert_unique(bits(hash), place, again);
    }

    /// Whether an id is one of them; `hash` is its own.
    #[inline]
    pub(super) fn has(&self, id: &str, hash: IdHash) -> bool {
        let is_this = |place: &Place| {
            let known = place.of(&self.text);
            match self.platform {
                Platform::Android => known == id,
                Platform::Ios => known.eq_ignore_ascii_case(id),
            }
        };
        self.places.find(bits(hash), is_this).is_some()
    }

    /// All ids, as the list spells them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| place.of(&self.text))
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
            ids in prop::collection::vec("[a-cA-C.]{0,3}", 0..40),
            asked in "[a-cA-C.]{0,3}",
        ) {
            for platform in [Platform::Android, Platform::Ios] {
                let mut set = IdSet::new(platform);
                for id in &ids {
                    set.insert(id);
                }
                let folded = |id: &str| fold_case(platform, id);
                let expected = ids.iter().any(|id| folded(id) == folded(&asked));
                prop_assert_eq!(set.has(&asked, IdHash::of(&asked)), expected);
                prop_assert!(ids.iter().all(|id| set.has(id, IdHash::of(id))));
                let mut kept: Vec<String> = set.iter().map(folded).collect();
                let mut all: Vec<String> = ids.iter().map(|id| folded(id)).collect();
                kept.sort_unstable();
                all.sort_unstable();
                all.dedup();
                prop_assert_eq!(kept, all);
            }
        }
    }
}
