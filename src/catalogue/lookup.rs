//! Lookups in the compact form: by id, store number, name and prefix. Each is a
//! binary search in a sorted section.

use super::country::Country;
use super::model::Catalogue;
use super::packed::{Record, Section};
use super::views::{AppId, Certificate};
use super::words::Confidence;
use crate::inventory::Platform;
use std::cmp::Ordering;

/// The beginning of ids that one owner uses.
#[derive(Debug, Clone, Copy)]
pub(super) struct Namespace<'c> {
    record: Record<'c>,
}

impl Namespace<'_> {
    pub(super) fn owner(&self) -> usize {
        self.record.word(1) as usize
    }

    pub(super) fn strength(&self) -> Confidence {
        let word = Confidence::ALL.get(self.record.word(3) as usize);
        word.copied().unwrap_or(Confidence::Low)
    }
}

impl Catalogue {
    /// The place of an owner, by id.
    #[must_use]
    pub fn owner_by_id(&self, id: &str) -> Option<usize> {
        self.records(Section::Owners).find(id)
    }

    /// The place of a product, by id.
    #[must_use]
    pub fn family_by_id(&self, id: &str) -> Option<usize> {
        self.records(Section::Families).find(id)
    }

    /// Whether a word is one for a kind of products.
    #[must_use]
    pub fn is_category(&self, word: &str) -> bool {
        self.records(Section::Categories).find(word).is_some()
    }

    /// The places of the products of a kind.
    pub fn families_of_kind(&self, category: &str) -> impl Iterator<Item = usize> + use<'_> {
        let records = self.records(Section::Categories);
        let found = records.find(category).and_then(|place| records.get(place));
        found
            .into_iter()
            .flat_map(|record| record.list(1))
            .map(|place| place as usize)
    }

    /// What readers call a country.
    #[must_use]
    pub fn country_name(&self, country: Country) -> Option<&str> {
        let records = self.records(Section::Countries);
        let place = records.find(country.as_str())?;
        records.get(place)?.optional_text(1)
    }

    /// The country that readers call so, in any case, or that has this code.
    #[must_use]
    pub fn country_by_name(&self, name: &str) -> Option<Country> {
        let mut records = self.records(Section::Countries).iter();
        let found = records.find(|record| {
            [0, 1]
                .iter()
                .any(|place| record.text(*place).eq_ignore_ascii_case(name))
        })?;
        Country::parse(found.text(0))
    }

    /// The entry of an exact id. iOS ids are compared without regard to ASCII
    /// case, Android ids are case-sensitive.
    #[must_use]
    pub fn app_id(&self, platform: Platform, id: &str) -> Option<AppId<'_>> {
        let (section, order): (_, Order) = match platform {
            Platform::Android => (Section::Android, <[u8]>::cmp),
            Platform::Ios => (Section::Ios, compare_folded),
        };
        let (places, all) = (self.records(section), self.records(Section::AppIds));
        let wanted = id.as_bytes();
        let place = places.partition(|record| {
            let known = all.get(record.word(0) as usize);
            known.is_some_and(|known| order(known.spelling(1), wanted) == Ordering::Less)
        });
        let found = self.app_id_at(places.get(place)?.word(0) as usize)?;
        (order(found.id().as_bytes(), wanted) == Ordering::Equal).then_some(found)
    }

    /// The entry with this App Store item id.
    #[must_use]
    pub fn by_store_number(&self, number: u64) -> Option<AppId<'_>> {
        let places = self.records(Section::StoreIds);
        let known = |record: Record<'_>| self.app_id_at(record.word(0) as usize)?.store_id();
        let place = places.partition(|record| known(record) < Some(number));
        let found = self.app_id_at(places.get(place)?.word(0) as usize)?;
        (found.store_id() == Some(number)).then_some(found)
    }

    /// The place of the owner who publishes under a name.
    pub(super) fn owner_by_developer(&self, platform: Platform, name: &str) -> Option<usize> {
        let records = self.records(Section::Developers);
        let key = (name, super::words::index(Platform::ALL, &platform));
        let this = |record: Record<'_>| (record.text(0), record.word(1)) < key;
        let found = records.get(records.partition(this))?;
        ((found.text(0), found.word(1)) == key).then_some(found.word(2) as usize)
    }

    /// Whether a developer of this name is known on any platform.
    #[must_use]
    pub fn knows_developer(&self, name: &str) -> bool {
        let mut platforms = Platform::ALL.iter();
        platforms.any(|platform| self.owner_by_developer(*platform, name).is_some())
    }

    /// The certificates a package's builds are expected to carry.
    pub fn certificates_of(&self, package: &str) -> impl Iterator<Item = Certificate<'_>> {
        let records = self.records(Section::Certificates);
        let first = records.partition(|record| record.text(0) < package);
        (first..records.len())
            .filter_map(move |place| records.get(place))
            .take_while(move |record| record.text(0) == package)
            .map(|record| Certificate {
                sha256: record.optional_text(1),
                sha1: record.optional_text(2),
                owner: record.word(3) as usize,
            })
    }

    /// The longest namespace that an id begins with, unless it is excepted.
    pub(super) fn namespace(&self, platform: Platform, id: &str) -> Option<Namespace<'_>> {
        let section = match platform {
            Platform::Android => Section::AndroidNamespaces,
            Platform::Ios => Section::IosNamespaces,
        };
        let record = self.longest_prefix(section, id)?;
        (!is_excepted(record.texts(2), id)).then_some(Namespace { record })
    }

    /// The jurisdiction a bare country namespace hints at, for apps of which
    /// nothing better is known.
    #[must_use]
    pub fn hint(&self, platform: Platform, id: &str) -> Option<Country> {
        let section = match platform {
            Platform::Android => Section::AndroidHints,
            Platform::Ios => Section::IosHints,
        };
        let record = self.longest_prefix(section, id)?;
        (!is_excepted(record.texts(2), id)).then(|| record.country(1))?
    }

    /// The record with the longest prefix that a text begins with. The record
    /// that comes last before the text either begins it, or shows how much of it
    /// any prefix can share.
    fn longest_prefix(&self, section: Section, text: &str) -> Option<Record<'_>> {
        let records = self.records(section);
        let mut rest = text.as_bytes();
        loop {
            let behind = records.partition(|record| record.spelling(0) <= rest);
            let record = records.get(behind.checked_sub(1)?)?;
            let prefix = record.text(0).as_bytes();
            let pairs = prefix.iter().zip(rest);
            let shared = pairs.take_while(|(one, other)| one == other).count();
            if shared == prefix.len() {
                return Some(record);
            }
            rest = rest.get(..shared)?;
        }
    }
}

/// How two ids are brought into order.
type Order = fn(&[u8], &[u8]) -> Ordering;

/// Compares as if both were in ASCII lower case.
fn compare_folded(one: &[u8], other: &[u8]) -> Ordering {
    let folded = one.iter().map(u8::to_ascii_lowercase);
    folded.cmp(other.iter().map(u8::to_ascii_lowercase))
}

/// Whether an id is listed as an exception: exactly, or below `something.*`.
fn is_excepted<'c>(mut exceptions: impl Iterator<Item = &'c str>, id: &str) -> bool {
    exceptions.any(|exception| match exception.strip_suffix('*') {
        Some(prefix) => id.starts_with(prefix),
        None => exception == id,
    })
}
