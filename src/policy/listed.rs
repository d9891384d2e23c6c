//! Membership in a list of apps: an allow-list, what a rule excepts, or apps that
//! show access to an organisation's systems.
//!
//! A list may hold tens of thousands of ids and is asked about every app, so its
//! ids are hashed and its prefixes are indexed.

use super::fold::{fold_case, folded};
use super::id_set::IdSet;
use super::proven::Proven;
use super::selectors::{IdPattern, Selectors};
use crate::catalogue::{AppKey, Catalogue, Clue, Confidence, Identity, PrefixMap, Relation};
use crate::inventory::{IdHash, Platform};
use std::collections::{BTreeSet, HashSet};

/// What apps are asked for: products, owners, ids and developers.
#[derive(Debug)]
struct Members {
    families: BTreeSet<usize>,
    owners: BTreeSet<usize>,
    android: Ids,
    ios: Ids,
    developers: HashSet<String>,
}

/// A list of apps that show something, ready to be asked. Like a rule, it takes a
/// build that somebody else signed for the app.
#[derive(Debug)]
pub struct Listed(Members);

/// A list of apps that are permitted, ready to be asked: by what they surely are.
#[derive(Debug)]
pub struct Permitted(Members);

/// The raw ids of one platform, and the beginnings of ids as they are compared.
#[derive(Debug)]
struct Ids {
    platform: Platform,
    exact: IdSet,
    prefixes: PrefixMap<()>,
}

impl Ids {
    fn new(platform: Platform, patterns: &[IdPattern]) -> Self {
        let mut ids = Self {
            platform,
            exact: IdSet::new(platform, patterns.len()),
            prefixes: PrefixMap::default(),
        };
        for pattern in patterns {
            match pattern {
                IdPattern::Exact(id) => ids.exact.insert(id),
                IdPattern::Prefix(prefix) => {
                    ids.prefixes.insert(&fold_case(platform, prefix), ());
                }
            }
        }
        ids
    }

    /// Whether an id begins as one of them.
    fn begins(&self, id: &str) -> bool {
        !self.prefixes.is_empty() && {
            let id = folded(self.platform, id);
            self.prefixes.matches(&id).next().is_some()
        }
    }

    fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let exact = self.exact.iter().map(Clue::Id);
        exact.chain(self.prefixes.prefixes().map(Clue::Prefix))
    }
}

impl Members {
    fn new(selectors: &Selectors, catalogue: &Catalogue) -> Self {
        // Named one by one, so that a new selector is not forgotten here.
        let Selectors {
            families,
            owners: _,
            countries: _,
            categories,
            android,
            ios,
            developers,
        } = selectors;
        let kinds = categories.iter();
        let of_kind = kinds.flat_map(|kind| catalogue.families_of_kind(kind));
        Self {
            families: of_kind.chain(families.iter().copied()).collect(),
            owners: owners_of(selectors, catalogue),
            android: Ids::new(Platform::Android, android),
            ios: Ids::new(Platform::Ios, ios),
            developers: developers.iter().cloned().collect(),
        }
    }

    #[inline]
    const fn ids(&self, platform: Platform) -> &Ids {
        match platform {
            Platform::Android => &self.android,
            Platform::Ios => &self.ios,
        }
    }

    #[inline]
    fn has_developer(&self, key: &AppKey<'_>) -> bool {
        let developer = key.developer;
        developer.is_some_and(|name| self.developers.contains(name))
    }
}

impl Listed {
    /// What these selectors stand for in a catalogue.
    #[must_use]
    pub fn new(selectors: &Selectors, catalogue: &Catalogue) -> Self {
        Self(Members::new(selectors, catalogue))
    }

    /// All products of one kind.
    #[must_use]
    pub fn category(name: &str, catalogue: &Catalogue) -> Self {
        let selectors = Selectors {
            categories: vec![name.to_owned()],
            ..Selectors::default()
        };
        Self::new(&selectors, catalogue)
    }

    /// Whether an app is on the list. Weak evidence of an owner is not enough.
    #[must_use]
    pub fn contains(&self, identity: Option<&Identity<'_>>, key: &AppKey<'_>) -> bool {
        let list = &self.0;
        let known = identity.is_some_and(|found| {
            let family = found.family;
            let family = family.is_some_and(|family| list.families.contains(&family));
            !found.matched.is_weak() && (family || list.owners.contains(&found.owner))
        });
        let ids = list.ids(key.platform);
        known
            || ids.exact.has(key.id, IdHash::of(key.id))
            || ids.begins(key.id)
            || list.has_developer(key)
    }

    /// Everything by which apps of the list are recognised, beside what the
    /// catalogue knows of them.
    pub fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let list = &self.0;
        let ids = list.android.clues().chain(list.ios.clues());
        ids.chain(list.developers.iter().map(|name| Clue::Developer(name)))
    }
}

impl Permitted {
    /// What these selectors stand for in a catalogue.
    #[must_use]
    pub fn new(selectors: &Selectors, catalogue: &Catalogue) -> Self {
        Self(Members::new(selectors, catalogue))
    }

    /// Whether an app is surely on the list.
    #[must_use]
    pub fn contains(&self, app: &Proven<'_>) -> bool {
        let list = &self.0;
        let known = app.family().is_some_and(|f| list.families.contains(&f))
            || app.owner().is_some_and(|o| list.owners.contains(&o));
        known || self.names(app, IdHash::of(app.key().id))
    }

    /// The same of an app that the catalogue does not know; `hash` is that of its id.
    #[must_use]
    pub fn contains_unknown(&self, key: &AppKey<'_>, hash: IdHash) -> bool {
        self.names(&Proven::unknown(*key), hash)
    }

    /// Whether the list names an app itself, by id or developer.
    #[inline]
    fn names(&self, app: &Proven<'_>, hash: IdHash) -> bool {
        let (list, key) = (&self.0, app.key());
        let ids = list.ids(key.platform);
        (app.is_named_by_id() && ids.exact.has(key.id, hash))
            || ((list.has_developer(key) || ids.begins(key.id)) && app.is_own_build())
    }
}

/// The owners that are surely among those selected.
fn owners_of(selectors: &Selectors, catalogue: &Catalogue) -> BTreeSet<usize> {
    // Most lists name none, and there are hundreds of owners to look at.
    if selectors.owners.is_empty() && selectors.countries.is_empty() {
        return BTreeSet::new();
    }
    (0..catalogue.owner_count())
        .filter(|owner| is_surely_of(*owner, selectors, catalogue))
        .collect()
}

/// Whether an owner is surely among those selected: a list is not stretched
/// over a dispute, nor over a country that no source bears out.
fn is_surely_of(owner: usize, selectors: &Selectors, catalogue: &Catalogue) -> bool {
    let named = catalogue
        .chain(owner)
        .any(|(place, _)| selectors.owners.contains(&place));
    named
        || catalogue
            .attribute(owner, &selectors.countries, Relation::Control)
            .is_some_and(|found| !found.contested && found.confidence >= Confidence::Medium)
}
