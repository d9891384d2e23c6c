//! Membership in a list of apps: an allow-list, what a rule excepts, or apps that
//! show access to an organisation's systems.
//!
//! A list may hold tens of thousands of ids and is asked about every app, so its
//! ids are hashed and its prefixes are indexed.

use super::fold::{fold_case, folded};
use super::id_set::IdSet;
use super::selectors::{IdPattern, Selectors};
use crate::catalogue::{AppKey, Catalogue, Clue, Confidence, Identity, Match, PrefixMap, Relation};
use crate::inventory::{IdHash, Platform};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A list of apps, ready to be asked.
#[derive(Debug)]
pub struct Listed {
    /// Products, each with the owner whose builds alone are meant, if so.
    families: BTreeMap<usize, Option<usize>>,
    owners: BTreeSet<usize>,
    android: Ids,
    ios: Ids,
    developers: HashSet<String>,
    /// Whether a beginning of ids stands for builds that somebody signed anew, too.
    signed_anew: bool,
}

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

impl Listed {
    /// What these selectors stand for in a catalogue.
    #[must_use]
    pub fn new(selectors: &Selectors, catalogue: &Catalogue) -> Self {
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
        let of_kind = of_kind.chain(families.iter().copied());
        Self {
            families: of_kind.map(|family| (family, None)).collect(),
            owners: owners_of(selectors, catalogue),
            android: Ids::new(Platform::Android, android),
            ios: Ids::new(Platform::Ios, ios),
            developers: developers.iter().cloned().collect(),
            signed_anew: true,
        }
    }

    /// The same for a list of what is permitted: a build of a named product by
    /// somebody else than its owner is another app, which nobody looked at. So is
    /// one that somebody signed anew, unless exactly its id is on the list.
    #[must_use]
    pub fn permitted(selectors: &Selectors, catalogue: &Catalogue) -> Self {
        let mut listed = Self::new(selectors, catalogue);
        for family in &selectors.families {
            let owner = catalogue.family(*family).map(|product| product.owner());
            listed.families.insert(*family, owner);
        }
        listed.signed_anew = false;
        listed
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

    /// Whether an app is surely on the list. Weak evidence of an owner is not
    /// enough.
    #[must_use]
    pub fn contains(&self, identity: Option<&Identity<'_>>, key: &AppKey<'_>) -> bool {
        if let Some(identity) = identity {
            let weak = [Match::Namespace, Match::UnknownBuild, Match::Name];
            let sure = !weak.contains(&identity.matched);
            let family = identity.family.is_some_and(|family| {
                let builder = self.families.get(&family);
                builder.is_some_and(|own| own.is_none_or(|own| own == identity.owner))
            });
            if sure && (family || self.owners.contains(&identity.owner)) {
                return true;
            }
        }
        let is_known = identity.is_some_and(|found| found.matched == Match::Id);
        self.names(key, IdHash::of(key.id), is_known)
    }

    /// The same of an app that the catalogue does not know; `hash` is that of its id.
    #[must_use]
    pub fn contains_unknown(&self, key: &AppKey<'_>, hash: IdHash) -> bool {
        self.names(key, hash, false)
    }

    /// Whether the list names an app itself, by id or developer.
    #[inline]
    fn names(&self, key: &AppKey<'_>, hash: IdHash, is_known: bool) -> bool {
        let ids = match key.platform {
            Platform::Android => &self.android,
            Platform::Ios => &self.ios,
        };
        // A build that somebody signed anew is on the list only if exactly its id is.
        let beginnings = || self.signed_anew || is_known || key.original_id().is_none();
        ids.exact.has(key.id, hash)
            || (beginnings() && ids.begins(key.id))
            || key
                .developer
                .is_some_and(|name| self.developers.contains(name))
    }

    /// Everything by which apps of the list are recognised, beside what the
    /// catalogue knows of them.
    pub fn clues(&self) -> impl Iterator<Item = Clue<'_>> {
        let ids = self.android.clues().chain(self.ios.clues());
        ids.chain(self.developers.iter().map(|name| Clue::Developer(name)))
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
