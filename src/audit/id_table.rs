//! The exact ids that rules name, and the rules that name each.
//!
//! A sorted list rather than a hash table: organisations bring lists of a hundred
//! thousand ids, and a row takes 32 bytes here. Nearly every app of a phone is
//! dismissed by the prefilter and never looked up.

use crate::inventory::Platform;
use crate::policy::folded;
use std::borrow::Cow;

/// An id as it is compared, and the place of a rule that names it.
type Row<'p> = (Platform, Cow<'p, str>, u32);

/// See the module. Made by [`collect`](FromIterator), which sorts.
#[derive(Debug, Default)]
pub(super) struct IdTable<'p> {
    rows: Vec<Row<'p>>,
}

impl<'p> FromIterator<(Platform, &'p str, usize)> for IdTable<'p> {
    fn from_iter<I: IntoIterator<Item = (Platform, &'p str, usize)>>(ids: I) -> Self {
        let row = |(platform, id, rule)| {
            // No policy file holds as many rules as would not fit.
            let rule = u32::try_from(rule).unwrap_or(u32::MAX);
            (platform, folded(platform, id), rule)
        };
        let mut rows: Vec<Row<'p>> = ids.into_iter().map(row).collect();
        rows.sort_unstable();
        rows.shrink_to_fit();
        Self { rows }
    }
}

impl IdTable<'_> {
    /// The rules that name this id, in their order.
    pub(super) fn rules(&self, platform: Platform, id: &str) -> impl Iterator<Item = usize> {
        let id = folded(platform, id);
        let wanted = (platform, id.as_ref());
        let start = self
            .rows
            .partition_point(|(platform, id, _)| (*platform, id.as_ref()) < wanted);
        let rest = self.rows.get(start..).unwrap_or_default();
        let same = rest
            .iter()
            .take_while(move |(known, known_id, _)| *known == platform && *known_id == id);
        same.map(|(_, _, rule)| *rule as usize)
    }

    /// Every id of Android in it, in the same way.
    pub(super) fn android_ids(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter();
        let rows = rows.filter(|(platform, ..)| *platform == Platform::Android);
        rows.map(|(_, id, _)| id.as_ref())
    }

    /// Every id in it. One that several rules name comes several times.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|(_, id, _)| id.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_search_of_all_rows_finds(
            rows in prop::collection::vec((any::<bool>(), "[a-cA-C]{1,2}", 0..9_usize), 0..20),
            asked in (any::<bool>(), "[a-cA-C]{1,2}"),
        ) {
            let platform = |ios| if ios { Platform::Ios } else { Platform::Android };
            let named = rows.iter().map(|(ios, id, rule)| (platform(*ios), id.as_str(), *rule));
            let table: IdTable<'_> = named.collect();
            let (asked_on, id) = (platform(asked.0), &asked.1);
            let mut expected: Vec<usize> = rows
                .iter()
                .filter(|(ios, known, _)| {
                    platform(*ios) == asked_on
                        && folded(asked_on, known) == folded(asked_on, id)
                })
                .map(|(_, _, rule)| *rule)
                .collect();
            expected.sort_unstable();
            prop_assert_eq!(table.rules(asked_on, id).collect::<Vec<_>>(), expected);
        }
    }
}
