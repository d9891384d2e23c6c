//! Writes all rows into the compact form, sorted as the lookups need them.

use super::hold::{Held, Rows};
use crate::catalogue::entries::{Address, Grounds, IdEntry};
use crate::catalogue::packed::{NONE, Section, Writer, date, length};
use crate::catalogue::words::{Confidence, ParentRelation, SourceKind, index};
use crate::inventory::Platform;
use std::collections::{BTreeMap, HashMap};

/// The places of rows that others name.
struct Places<'r> {
    sources: HashMap<&'r str, u32>,
    owners: HashMap<&'r str, u32>,
    families: HashMap<&'r str, u32>,
}

impl Places<'_> {
    fn owner(&self, id: &str) -> u32 {
        self.owners.get(id).copied().unwrap_or(NONE)
    }

    fn sources(&self, grounds: &Grounds) -> Vec<u32> {
        let ids = grounds.sources.iter();
        ids.filter_map(|(id, _)| self.sources.get(id.as_str()).copied())
            .collect()
    }
}

fn numbered<'r>(ids: impl Iterator<Item = &'r String>) -> HashMap<&'r str, u32> {
    ids.map(String::as_str).zip(0..).collect()
}

pub(super) fn pack(rows: &Rows<'_>) -> Vec<u8> {
    let places = Places {
        sources: numbered(rows.sources.keys()),
        owners: numbered(rows.owners.keys()),
        families: numbered(rows.families.keys()),
    };
    let mut to = Writer::new();
    data_sets(rows, &mut to);
    sources(rows, &mut to);
    owners(rows, &places, &mut to);
    apps(rows, &places, &mut to);
    evidence(rows, &places, &mut to);
    for (code, name) in &rows.countries {
        let words = [to.text(code), to.text(name)];
        to.record(Section::Countries, words);
    }
    to.finish()
}

fn data_sets(rows: &Rows<'_>, to: &mut Writer) {
    for told in &rows.sets {
        let words = [
            to.text(told.name),
            to.optional(told.version.as_deref()),
            date(told.date),
            to.text(&told.digest),
            told.rows,
            told.overridden,
        ];
        to.record(Section::DataSets, words);
    }
}

fn sources(rows: &Rows<'_>, to: &mut Writer) {
    for (_, source) in rows.sources.values() {
        let (url, file) = match &source.address {
            Address::Web(url) => (Some(url.as_str()), [None; 3]),
            Address::File {
                repository,
                path,
                commit,
            } => (
                None,
                [repository, path, commit].map(|text| Some(text.as_str())),
            ),
        };
        let [repository, path, commit] = file.map(|text| to.optional(text));
        let words = [
            to.text(&source.id),
            index(SourceKind::ALL, &source.kind),
            to.text(&source.title),
            to.optional(url),
            repository,
            path,
            commit,
            date(Some(source.retrieved)),
            to.text(&source.lineage),
            u32::from(source.labelled),
        ];
        to.record(Section::Sources, words);
    }
}

fn owners(rows: &Rows<'_>, places: &Places<'_>, to: &mut Writer) {
    for held in rows.owners.values() {
        let row = &held.row;
        let parent = row.parent.as_ref();
        let relation = |parent: &_| index(ParentRelation::ALL, parent);
        let share = parent.and_then(|parent| parent.share);
        let [low, high] = share.map_or([NONE; 2], |share| halves(share.to_bits()));
        let contested = row.contested.as_ref();
        let control = row.control.iter().map(|country| country.to_word());
        let country = |country: Option<crate::catalogue::country::Country>| {
            country.map_or(NONE, crate::catalogue::country::Country::to_word)
        };
        let words = [
            to.text(&row.id),
            to.text(&row.name),
            parent.map_or(NONE, |parent| places.owner(&parent.id)),
            parent.map_or(NONE, |parent| relation(&parent.relation)),
            low,
            high,
            date(parent.and_then(|parent| parent.from)),
            date(parent.and_then(|parent| parent.to)),
            to.list(control.collect()),
            country(row.headquarters),
            country(row.registered),
            index(Confidence::ALL, &held.confidence),
            to.optional(contested.map(|dispute| dispute.claim.as_str())),
            to.optional(contested.map(|dispute| dispute.counter_claim.as_str())),
            contested.map_or(NONE, |dispute| u32::from(dispute.flag)),
            to.text(&row.basis),
            to.list(places.sources(&row.grounds)),
            date(Some(row.grounds.checked)),
        ];
        to.record(Section::Owners, words);
    }
}

fn halves(number: u64) -> [u32; 2] {
    [number & u64::from(u32::MAX), number >> 32].map(|half| u32::try_from(half).unwrap_or(NONE))
}

fn apps(rows: &Rows<'_>, places: &Places<'_>, to: &mut Writer) {
    // Ids stand product by product, and in each as they are sorted.
    let mut by_family: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for held in rows.ids.values() {
        by_family.entry(&held.row.family).or_default().push(held);
    }
    let mut kinds: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    let mut android: Vec<(&str, u32)> = Vec::new();
    let mut ios: Vec<(String, u32)> = Vec::new();
    let mut numbers: Vec<(u64, u32)> = Vec::new();
    let mut next = 0;
    for (place, (id, held)) in (0..).zip(&rows.families) {
        let ids = by_family.remove(id.as_str()).unwrap_or_default();
        let words = [
            to.text(id),
            to.text(&held.row.name),
            places.owner(&held.row.owner),
            to.texts(&held.row.categories),
            next,
            length(ids.len()),
        ];
        to.record(Section::Families, words);
        for category in &held.row.categories {
            kinds.entry(category).or_default().push(place);
        }
        for held in ids {
            let entry = &held.row.entry;
            match entry.platform {
                Platform::Android => android.push((&entry.id, next)),
                Platform::Ios => ios.push((entry.id.to_ascii_lowercase(), next)),
            }
            numbers.extend(entry.store_id.map(|number| (number, next)));
            app_id(
                entry,
                held.confidence,
                places.families.get(id.as_str()),
                places,
                to,
            );
            next += 1;
        }
    }
    android.sort_unstable();
    ios.sort_unstable();
    numbers.sort_unstable();
    for (_, place) in android {
        to.record(Section::Android, [place]);
    }
    for (_, place) in ios {
        to.record(Section::Ios, [place]);
    }
    for (_, place) in numbers {
        to.record(Section::StoreIds, [place]);
    }
    for (category, families) in kinds {
        let words = [to.text(category), to.list(families)];
        to.record(Section::Categories, words);
    }
}

fn app_id(
    entry: &IdEntry,
    confidence: Confidence,
    family: Option<&u32>,
    places: &Places<'_>,
    to: &mut Writer,
) {
    let [low, high] = entry.store_id.map_or([NONE; 2], halves);
    let owner = entry.owner.as_deref();
    let words = [
        index(Platform::ALL, &entry.platform),
        to.text(&entry.id),
        low,
        high,
        family.copied().unwrap_or(NONE),
        owner.map_or(NONE, |owner| places.owner(owner)),
        to.optional(entry.name.as_deref()),
        to.optional(entry.variant.as_deref()),
        index(Confidence::ALL, &confidence),
        to.list(places.sources(&entry.grounds)),
        date(Some(entry.grounds.checked)),
    ];
    to.record(Section::AppIds, words);
}

/// Candidates that wait for a source are kept in the file and never used.
fn is_used<T>(held: &Held<'_, T>) -> bool {
    held.confidence > Confidence::Low
}

fn evidence(rows: &Rows<'_>, places: &Places<'_>, to: &mut Writer) {
    for held in rows.namespaces.values().filter(|held| is_used(held)) {
        let row = &held.row;
        let section = match row.platform {
            Platform::Android => Section::AndroidNamespaces,
            Platform::Ios => Section::IosNamespaces,
        };
        let words = [
            to.text(&row.prefix),
            places.owner(&row.owner),
            to.texts(&row.exceptions),
            index(Confidence::ALL, &held.confidence),
        ];
        to.record(section, words);
    }
    for held in rows.hints.values() {
        let row = &held.row;
        let section = match row.platform {
            Platform::Android => Section::AndroidHints,
            Platform::Ios => Section::IosHints,
        };
        let words = [
            to.text(&row.prefix),
            row.country.to_word(),
            to.texts(&row.exceptions),
        ];
        to.record(section, words);
    }
    for held in rows.developers.values().filter(|held| is_used(held)) {
        let platform = index(Platform::ALL, &held.row.platform);
        let words = [
            to.text(&held.row.name),
            platform,
            places.owner(&held.row.owner),
        ];
        to.record(Section::Developers, words);
    }
    for held in rows.certificates.values().filter(|held| is_used(held)) {
        let row = &held.row;
        let words = [
            to.text(&row.app),
            to.optional(row.sha256.as_deref()),
            to.optional(row.sha1.as_deref()),
            places.owner(&row.owner),
        ];
        to.record(Section::Certificates, words);
    }
}
