//! From catalogue files to the catalogue: the entries of all files are read
//! first, then tied together, so that files may refer to each other in any
//! order.

use super::confidence::{Claim, confidence};
use super::document::Diagnostic;
use super::entries::{
    CertificateEntry, DeveloperEntry, Entries, FamilyEntry, Grounds, HintEntry, IdEntry,
    NamespaceEntry, OwnerEntry, SourceEntry,
};
use super::model::{
    AppId, Catalogue, Certificate, Confidence, Family, Hint, Namespace, Owner, Parent, Source,
};
use super::read_all::{CatalogueFile, read_all};
use crate::inventory::Platform;
use std::collections::BTreeSet;

/// Mistakes in catalogue files.
#[derive(Debug, thiserror::Error)]
#[error("{} mistakes in the catalogue, the first in {}: {}", .mistakes.len(), first(.mistakes).0, first(.mistakes).1)]
pub struct CatalogueError {
    /// The file's name and the mistake, in the order of the files.
    pub mistakes: Vec<(String, Diagnostic)>,
}

fn first(mistakes: &[(String, Diagnostic)]) -> (&str, &str) {
    mistakes
        .first()
        .map_or(("no file", "none"), |(file, d)| (file, &d.message))
}

/// Reads and ties together catalogue files.
///
/// # Errors
///
/// Every mistake of every file at once.
pub fn load(files: &[CatalogueFile<'_>]) -> Result<Catalogue, CatalogueError> {
    let mut mistakes = Vec::new();
    let mut read: Vec<(&str, Entries)> = Vec::with_capacity(files.len());
    for (file, entries) in files.iter().zip(read_all(files)) {
        match entries {
            Ok(entries) => read.push((&file.name, entries)),
            Err(found) => mistakes.extend(found.into_iter().map(|d| (file.name.clone(), d))),
        }
    }
    let mut builder = Builder {
        catalogue: Catalogue::default(),
        mistakes,
    };
    builder.add_sources(&mut read);
    builder.add_owners(&mut read);
    builder.add_apps(&mut read);
    builder.add_evidence(read);
    builder.refuse_cycles();
    if builder.mistakes.is_empty() {
        Ok(builder.catalogue)
    } else {
        Err(CatalogueError {
            mistakes: builder.mistakes,
        })
    }
}

struct Builder {
    catalogue: Catalogue,
    mistakes: Vec<(String, Diagnostic)>,
}

impl Builder {
    fn complain(&mut self, file: &str, span: std::ops::Range<usize>, message: String) {
        self.mistakes
            .push((file.to_owned(), Diagnostic::new(span, message)));
    }

    fn add_sources(&mut self, read: &mut [(&str, Entries)]) {
        let mut all: Vec<(&str, SourceEntry)> = Vec::new();
        let mut versions = 0;
        for (file, entries) in read.iter_mut() {
            all.extend(entries.sources.drain(..).map(|entry| (*file, entry)));
            if let Some(entry) = &entries.data_set {
                versions += 1;
                if versions > 1 {
                    let message =
                        format!("another file has a version, not only `{}`", entry.version);
                    self.complain(file, entry.span.clone(), message);
                }
            }
        }
        all.sort_by(|a, b| a.1.source.id.cmp(&b.1.source.id));
        for (file, entry) in all {
            let before = self.catalogue.sources.last();
            if before.is_some_and(|before| before.id == entry.source.id) {
                self.twice(file, entry.span, "source", &entry.source.id);
            }
            self.catalogue.sources.push(entry.source);
        }
    }

    /// How sure a row is, and what it rests on. What is written may lower what
    /// its sources bear, never raise it.
    fn weigh(&mut self, file: &str, claim: Claim, grounds: &Grounds) -> (Confidence, Vec<String>) {
        let mut found: Vec<&Source> = Vec::with_capacity(grounds.sources.len());
        let mut unknown = Vec::new();
        for (id, span) in &grounds.sources {
            match self.catalogue.source_by_id(id) {
                Some(source) => found.push(source),
                None => unknown.push((span.clone(), format!("there is no source `{id}`"))),
            }
        }
        let borne = confidence(claim, found.iter().copied());
        let told = found.iter().map(ToString::to_string).collect();
        let mut sure = borne;
        // Without a source that is missing the count means nothing.
        if let (Some((written, span)), true) = (&grounds.confidence, unknown.is_empty()) {
            sure = borne.min(*written);
            if *written > borne {
                let message = format!("the sources bear `{borne}`, not `{written}`");
                unknown.push((span.clone(), message));
            }
        }
        for (span, message) in unknown {
            self.complain(file, span, message);
        }
        (sure, told)
    }

    fn add_owners(&mut self, read: &mut [(&str, Entries)]) {
        let mut all: Vec<(&str, OwnerEntry)> = Vec::new();
        for (file, entries) in read.iter_mut() {
            all.extend(entries.owners.drain(..).map(|entry| (*file, entry)));
        }
        all.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let mut parents = Vec::with_capacity(all.len());
        for (place, (file, entry)) in all.into_iter().enumerate() {
            let before = self.catalogue.owners.last();
            if before.is_some_and(|before| before.id == entry.id) {
                self.twice(file, entry.span.clone(), "owner", &entry.id);
            }
            let (confidence, sources) = self.weigh(file, Claim::Owner, &entry.grounds);
            parents.extend(entry.parent.map(|parent| (file, place, parent)));
            self.catalogue.owners.push(Owner {
                id: entry.id,
                name: entry.name,
                parent: None,
                control: entry.control,
                headquarters: entry.headquarters,
                registered: entry.registered,
                confidence,
                contested: entry.contested,
                basis: entry.basis,
                sources,
                checked: entry.grounds.checked,
            });
        }
        for (file, place, parent) in parents {
            let above = self.owner(file, &parent.id, &parent.span);
            if let Some(owner) = self.catalogue.owners.get_mut(place) {
                owner.parent = above.map(|above| Parent {
                    owner: above,
                    relation: parent.relation,
                    share: parent.share,
                    from: parent.from,
                    to: parent.to,
                });
            }
        }
    }

    /// The place of an owner that an entry names.
    fn owner(&mut self, file: &str, id: &str, span: &std::ops::Range<usize>) -> Option<usize> {
        let place = self.catalogue.owner_by_id(id);
        if place.is_none() {
            self.complain(file, span.clone(), format!("there is no owner `{id}`"));
        }
        place
    }

    fn add_apps(&mut self, read: &mut [(&str, Entries)]) {
        let mut all: Vec<(&str, FamilyEntry)> = Vec::new();
        for (file, entries) in read.iter_mut() {
            all.extend(entries.families.drain(..).map(|entry| (*file, entry)));
        }
        all.sort_by(|a, b| a.1.id.cmp(&b.1.id));
        let mut categories = BTreeSet::new();
        let mut last: Option<String> = None;
        for (file, entry) in all {
            if last.as_deref() == Some(&entry.id) {
                let message = format!("app `{}` is there twice", entry.id);
                self.complain(file, entry.span.clone(), message);
            }
            last = Some(entry.id.clone());
            let Some(owner) = self.owner(file, &entry.owner, &entry.span) else {
                continue;
            };
            categories.extend(entry.categories.iter().cloned());
            let family = self.catalogue.families.len();
            self.catalogue.families.push(Family {
                id: entry.id,
                name: entry.name,
                owner,
                categories: entry.categories,
            });
            for id in entry.ids {
                let own = match &id.owner {
                    Some(own) => self.owner(file, own, &id.span),
                    None => None,
                };
                self.add_app_id(file, id, family, own);
            }
            for none in entry.not_there {
                let there = |id: &AppId| id.family == family && id.platform == none.platform;
                if self.catalogue.app_ids.iter().rev().any(there) {
                    let message = format!("there is an id for {} all the same", none.platform);
                    self.complain(file, none.span, message);
                }
            }
        }
        self.catalogue.categories = categories.into_iter().collect();
    }

    fn add_app_id(&mut self, file: &str, entry: IdEntry, family: usize, owner: Option<usize>) {
        let span = entry.span;
        let (confidence, sources) = self.weigh(file, Claim::Id, &entry.grounds);
        let place = self.catalogue.app_ids.len();
        let before = match entry.platform {
            Platform::Android => self.catalogue.android.insert(entry.id.clone(), place),
            Platform::Ios => {
                let key = entry.id.to_ascii_lowercase();
                // The exact spelling too, so that most lookups need no copy.
                self.catalogue.ios.insert(entry.id.clone(), place);
                let before = self.catalogue.ios.insert(key, place);
                before.filter(|before| *before != place)
            }
        };
        if before.is_some() {
            self.complain(
                file,
                span.clone(),
                format!("id `{}` is there twice", entry.id),
            );
        }
        if let Some(store_id) = entry.store_id
            && self.catalogue.store_ids.insert(store_id, place).is_some()
        {
            self.complain(file, span, format!("store id {store_id} is there twice"));
        }
        self.catalogue.app_ids.push(AppId {
            platform: entry.platform,
            id: entry.id,
            store_id: entry.store_id,
            family,
            owner,
            name: entry.name,
            variant: entry.variant,
            confidence,
            sources,
            checked: entry.grounds.checked,
        });
    }

    fn add_evidence(&mut self, read: Vec<(&str, Entries)>) {
        for (file, entries) in read {
            for entry in entries.namespaces {
                self.add_namespace(file, entry);
            }
            for entry in entries.developers {
                self.add_developer(file, entry);
            }
            for entry in entries.certificates {
                self.add_certificate(file, entry);
            }
            for entry in entries.hints {
                self.add_hint(file, entry);
            }
        }
    }

    fn add_hint(&mut self, file: &str, entry: HintEntry) {
        self.weigh(file, Claim::Namespace, &entry.grounds);
        let hint = Hint {
            country: entry.country,
            exceptions: entry.exceptions,
        };
        let map = self.catalogue.hints.entry(entry.platform).or_default();
        if map.insert(&entry.prefix, hint).is_some() {
            self.twice(file, entry.span, "hint", &entry.prefix);
        }
    }

    fn twice(&mut self, file: &str, span: std::ops::Range<usize>, what: &str, id: &str) {
        self.complain(file, span, format!("{what} `{id}` is there twice"));
    }

    fn add_namespace(&mut self, file: &str, entry: NamespaceEntry) {
        let Some(owner) = self.owner(file, &entry.owner, &entry.span) else {
            return;
        };
        let (strength, _) = self.weigh(file, Claim::Namespace, &entry.grounds);
        // Candidates that wait for a second look are kept in the file and never
        // used.
        if strength == Confidence::Low {
            return;
        }
        let namespace = Namespace {
            owner,
            exceptions: entry.exceptions,
            strength,
        };
        let map = self.catalogue.namespaces.entry(entry.platform).or_default();
        if map.insert(&entry.prefix, namespace).is_some() {
            self.twice(file, entry.span, "namespace", &entry.prefix);
        }
    }

    fn add_developer(&mut self, file: &str, entry: DeveloperEntry) {
        let Some(owner) = self.owner(file, &entry.owner, &entry.span) else {
            return;
        };
        let (confidence, _) = self.weigh(file, Claim::Owner, &entry.grounds);
        if confidence == Confidence::Low {
            return;
        }
        let key = (entry.platform, entry.name.clone());
        if self.catalogue.developers.insert(key, owner).is_some() {
            self.twice(file, entry.span, "developer", &entry.name);
        }
    }

    fn add_certificate(&mut self, file: &str, entry: CertificateEntry) {
        let Some(owner) = self.owner(file, &entry.owner, &entry.span) else {
            return;
        };
        let (confidence, _) = self.weigh(file, Claim::Owner, &entry.grounds);
        if confidence == Confidence::Low {
            return;
        }
        let certificate = Certificate {
            sha256: entry.sha256,
            sha1: entry.sha1,
            owner,
        };
        let known = self
            .catalogue
            .certificates
            .entry(entry.app.clone())
            .or_default();
        if known.contains(&certificate) {
            self.twice(file, entry.span, "certificate of", &entry.app);
        } else {
            known.push(certificate);
        }
    }

    fn refuse_cycles(&mut self) {
        let owners = &self.catalogue.owners;
        let cyclic: Vec<String> = (0..owners.len())
            .filter(|start| {
                let mut place = *start;
                for _ in 0..=owners.len() {
                    match owners.get(place).and_then(|owner| owner.parent.as_ref()) {
                        Some(parent) => place = parent.owner,
                        None => return false,
                    }
                }
                true
            })
            .filter_map(|place| owners.get(place).map(|owner| owner.id.clone()))
            .collect();
        for id in cyclic {
            let message = format!("the parents of owner `{id}` lead round in a circle");
            self.complain("policies/catalogue", 0..0, message);
        }
    }
}
