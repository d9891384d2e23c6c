//! All rows, by key. Two rows with one key are a mistake within a data set; across
//! data sets the later one overrides.

use super::row::{FamilyId, Row};
use super::told::{ReadSet, Told};
use crate::catalogue::confidence::{Claim, confidence};
use crate::catalogue::document::Diagnostic;
use crate::catalogue::entries::{
    CertificateEntry, DeveloperEntry, Entries, FamilyEntry, Grounds, HintEntry, NamespaceEntry,
    OwnerEntry, SourceEntry,
};
use crate::catalogue::error::Mistakes;
use crate::catalogue::words::Confidence;
use crate::inventory::Platform;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A row, and what is known of it beside what it says.
#[derive(Debug)]
pub(super) struct Held<'f, T> {
    /// The data set it is from.
    pub(super) set: usize,
    pub(super) file: &'f str,
    pub(super) row: T,
    /// How sure it is, with what its author lowered.
    pub(super) confidence: Confidence,
}

/// All rows, in the order in which the compact form keeps them.
#[derive(Debug, Default)]
pub(super) struct Rows<'f> {
    pub(super) sets: Vec<Told<'f>>,
    pub(super) sources: BTreeMap<String, (usize, SourceEntry)>,
    pub(super) countries: BTreeMap<String, String>,
    pub(super) owners: BTreeMap<String, Held<'f, OwnerEntry>>,
    pub(super) families: BTreeMap<String, Held<'f, FamilyEntry>>,
    /// iOS ids in lower case.
    pub(super) ids: BTreeMap<(Platform, String), Held<'f, FamilyId>>,
    pub(super) namespaces: BTreeMap<(Platform, String), Held<'f, NamespaceEntry>>,
    pub(super) developers: BTreeMap<(String, Platform), Held<'f, DeveloperEntry>>,
    pub(super) certificates:
        BTreeMap<(String, Option<String>, Option<String>), Held<'f, CertificateEntry>>,
    pub(super) hints: BTreeMap<(Platform, String), Held<'f, HintEntry>>,
}

impl<'f> Rows<'f> {
    pub(super) fn add_all(&mut self, mut sets: Vec<ReadSet<'f>>, mistakes: &mut Mistakes) {
        for (set, read) in sets.iter_mut().enumerate() {
            self.sets.push(Told {
                name: read.name,
                digest: std::mem::take(&mut read.digest),
                version: None,
                date: None,
                rows: 0,
                overridden: 0,
            });
            for (file, entries) in &mut read.files {
                self.add_version(set, file, entries, mistakes);
                self.add_sources(set, file, entries, mistakes);
            }
        }
        for (set, read) in sets.into_iter().enumerate() {
            for (file, entries) in read.files {
                self.add(set, file, entries, mistakes);
            }
        }
    }

    fn add_version(
        &mut self,
        set: usize,
        file: &str,
        entries: &mut Entries,
        mistakes: &mut Mistakes,
    ) {
        let Some(told) = self.sets.get_mut(set) else {
            return;
        };
        if let Some(entry) = entries.data_set.take() {
            if told.version.is_some() {
                let message = "another file of the data set says a version, too".to_owned();
                mistakes.at(file, &entry.span, message);
            }
            told.version = Some(entry.version);
            told.date = Some(entry.date);
        }
    }

    fn add_sources(
        &mut self,
        set: usize,
        file: &str,
        entries: &mut Entries,
        mistakes: &mut Mistakes,
    ) {
        for entry in entries.sources.drain(..) {
            match self.sources.entry(entry.id.clone()) {
                Entry::Vacant(free) => {
                    free.insert((set, entry));
                }
                Entry::Occupied(known) => {
                    // An overlay may repeat a source that it shares.
                    let (before, other) = known.get();
                    let same = SourceEntry {
                        span: other.span.clone(),
                        ..entry.clone()
                    } == *other;
                    if *before == set || !same {
                        let message = format!("source `{}` is there twice", entry.id);
                        mistakes.at(file, &entry.span, message);
                    }
                }
            }
        }
    }

    /// How sure a row is. What is written may lower what its sources bear, never
    /// raise it.
    fn weigh(
        &self,
        file: &str,
        claim: Claim,
        grounds: &Grounds,
        mistakes: &mut Mistakes,
    ) -> Confidence {
        let mut found = Vec::with_capacity(grounds.sources.len());
        for (id, span) in &grounds.sources {
            if let Some((_, source)) = self.sources.get(id) {
                found.push(source);
            } else {
                let message = format!("there is no source `{id}`");
                mistakes.at(file, span, message);
            }
        }
        let borne = confidence(claim, found.iter().copied());
        match &grounds.confidence {
            // Where a source is missing the count means nothing.
            Some((written, span)) if found.len() == grounds.sources.len() => {
                if *written > borne {
                    let message = format!("the sources bear `{borne}`, not `{written}`");
                    mistakes.at(file, span, message);
                }
                borne.min(*written)
            }
            _ => borne,
        }
    }

    /// Adds the facts of one file.
    fn add(&mut self, set: usize, file: &'f str, entries: Entries, mistakes: &mut Mistakes) {
        for entry in entries.countries {
            if self
                .countries
                .insert(entry.code.to_string(), entry.name)
                .is_some()
                && set == 0
            {
                let message = format!("country `{}` is there twice", entry.code);
                mistakes.at(file, &entry.span, message);
            }
        }
        for entry in entries.owners {
            let key = entry.id.clone();
            let held = self.held(set, file, Claim::Owner, entry, mistakes);
            hold(&mut self.owners, &mut self.sets, key, held, mistakes);
        }
        for entry in entries.families {
            self.add_family(set, file, entry, mistakes);
        }
        for entry in entries.namespaces {
            let key = (entry.platform, entry.prefix.clone());
            let held = self.held(set, file, Claim::Namespace, entry, mistakes);
            hold(&mut self.namespaces, &mut self.sets, key, held, mistakes);
        }
        for entry in entries.developers {
            let key = (entry.name.clone(), entry.platform);
            let held = self.held(set, file, Claim::Owner, entry, mistakes);
            hold(&mut self.developers, &mut self.sets, key, held, mistakes);
        }
        for entry in entries.certificates {
            let key = (entry.app.clone(), entry.sha256.clone(), entry.sha1.clone());
            let held = self.held(set, file, Claim::Owner, entry, mistakes);
            hold(&mut self.certificates, &mut self.sets, key, held, mistakes);
        }
        for entry in entries.hints {
            let key = (entry.platform, entry.prefix.clone());
            let held = self.held(set, file, Claim::Namespace, entry, mistakes);
            hold(&mut self.hints, &mut self.sets, key, held, mistakes);
        }
    }

    fn add_family(
        &mut self,
        set: usize,
        file: &'f str,
        mut entry: FamilyEntry,
        mistakes: &mut Mistakes,
    ) {
        for id in std::mem::take(&mut entry.ids) {
            let key = match id.platform {
                Platform::Android => id.id.clone(),
                Platform::Ios => id.id.to_ascii_lowercase(),
            };
            let row = FamilyId {
                family: entry.id.clone(),
                entry: id,
            };
            let key = (row.entry.platform, key);
            let held = self.held(set, file, Claim::Id, row, mistakes);
            hold(&mut self.ids, &mut self.sets, key, held, mistakes);
        }
        let held = Held {
            set,
            file,
            confidence: Confidence::High,
            row: entry,
        };
        hold(
            &mut self.families,
            &mut self.sets,
            held.row.id.clone(),
            held,
            mistakes,
        );
    }

    fn held<T: Row>(
        &mut self,
        set: usize,
        file: &'f str,
        claim: Claim,
        row: T,
        mistakes: &mut Mistakes,
    ) -> Held<'f, T> {
        let mut sure = Confidence::High;
        if let Some(grounds) = row.grounds() {
            sure = self.weigh(file, claim, grounds, mistakes);
            // A data set without a version is as old as its newest row.
            if let Some(told) = self.sets.get_mut(set)
                && told.version.is_none()
            {
                told.date = told.date.max(Some(grounds.checked));
            }
        }
        Held {
            set,
            file,
            confidence: sure,
            row,
        }
    }
}

/// Adds a row, or puts it in the place of one from an earlier data set.
fn hold<'f, K: Ord, T: Row>(
    rows: &mut BTreeMap<K, Held<'f, T>>,
    sets: &mut [Told<'f>],
    key: K,
    held: Held<'f, T>,
    mistakes: &mut Mistakes,
) {
    if let Some(told) = sets.get_mut(held.set) {
        told.rows += 1;
    }
    match rows.entry(key) {
        Entry::Vacant(free) => {
            free.insert(held);
        }
        Entry::Occupied(mut known) => {
            let before = known.get();
            if before.set == held.set {
                let message = format!("{} is there twice", held.row.what());
                return mistakes.at(held.file, &held.row.span(), message);
            }
            if let (Some(less), None) = (less(before, &held), held.row.reason()) {
                let message = format!(
                    "{} says less than the row it overrides: {less}",
                    held.row.what()
                );
                let mistake = Diagnostic::new(held.row.span(), message);
                let hint = "say why: add `reason = \"...\"`";
                mistakes.add(held.file, mistake.hint(hint));
            }
            if let Some(told) = sets.get_mut(before.set) {
                told.overridden += 1;
            }
            known.insert(held);
        }
    }
}

/// In what a row says less than the one that it overrides, if it does.
fn less<T: Row>(before: &Held<'_, T>, after: &Held<'_, T>) -> Option<String> {
    if after.confidence < before.confidence {
        let (from, to) = (before.confidence, after.confidence);
        return Some(format!("its confidence falls from `{from}` to `{to}`"));
    }
    after.row.less_than(&before.row).map(str::to_owned)
}
