//! What an app surely is, as far as a permission may rest on it.
//!
//! A list of approved apps, what a rule leaves alone, a published exception and a
//! waiver all permit something, and all ask here. What is good enough to find an app
//! is not good enough to permit it: a build that somebody else signed is recognised
//! by its id, and is another app, which nobody looked at.

use super::fold::folded;
use crate::catalogue::{AppKey, Catalogue, Identity, Match};
use crate::inventory::Platform;

/// What is sure of one app.
#[derive(Debug, Clone, Copy)]
pub struct Proven<'a> {
    /// What the device says of it.
    key: AppKey<'a>,
    /// The product, where it is known and its owner built it.
    family: Option<usize>,
    /// The owner.
    owner: Option<usize>,
    /// How it was recognised.
    matched: Option<Match>,
}

impl<'a> Proven<'a> {
    /// What is sure of an app. The beginning of an id, an id in other capitals and a
    /// name prove nothing.
    #[must_use]
    pub fn of(catalogue: &Catalogue, identity: Option<&Identity<'_>>, key: AppKey<'a>) -> Self {
        let mut proven = Self::unknown(key);
        proven.matched = identity.map(|found| found.matched);
        match identity {
            Some(found) if !found.matched.is_weak() => proven.take(catalogue, found),
            _ => proven,
        }
    }

    /// The same where something was found by that very evidence: whoever permits the
    /// product or the owner that the finding takes the app for answers the finding.
    #[must_use]
    pub fn where_found(
        catalogue: &Catalogue,
        identity: Option<&Identity<'_>>,
        key: AppKey<'a>,
    ) -> Self {
        let proven = Self::of(catalogue, identity, key);
        identity.map_or(proven, |found| proven.take(catalogue, found))
    }

    /// An app that the catalogue does not know.
    #[must_use]
    #[inline]
    pub const fn unknown(key: AppKey<'a>) -> Self {
        Self {
            key,
            family: None,
            owner: None,
            matched: None,
        }
    }

    fn take(self, catalogue: &Catalogue, found: &Identity<'_>) -> Self {
        if !self.is_own_build() {
            return self;
        }
        let is_by_owner = |place: &usize| {
            let product = catalogue.family(*place);
            product.is_some_and(|product| product.owner() == found.owner)
        };
        Self {
            family: found.family.filter(is_by_owner),
            owner: Some(found.owner),
            ..self
        }
    }

    /// Whether nothing shows that somebody else signed it. An id with that of a team
    /// behind it does, unless the catalogue knows exactly that id.
    #[must_use]
    pub fn is_own_build(&self) -> bool {
        match self.matched {
            Some(Match::Id | Match::IdAndCertificate) => true,
            Some(Match::UnknownBuild) => false,
            _ => self.key.original_id().is_none(),
        }
    }

    /// What the device says of it.
    #[must_use]
    #[inline]
    pub const fn key(&self) -> &AppKey<'a> {
        &self.key
    }

    /// The product, where its owner built it.
    #[must_use]
    pub const fn family(&self) -> Option<usize> {
        self.family
    }

    /// The owner and those above it.
    #[must_use]
    pub fn owners(&self, catalogue: &Catalogue) -> Vec<usize> {
        let chain = self.owner.map(|owner| catalogue.chain(owner));
        let places = chain.into_iter().flatten().map(|(place, _)| place);
        places.collect()
    }

    /// The owner.
    #[must_use]
    pub const fn owner(&self) -> Option<usize> {
        self.owner
    }

    /// Whether its whole id stands for this build. On iOS the id of a team tells
    /// builds apart; on Android all builds have one id, and that of somebody else is
    /// not the one which was permitted.
    #[must_use]
    #[inline]
    pub fn is_named_by_id(&self) -> bool {
        self.key.platform == Platform::Ios || self.matched != Some(Match::UnknownBuild)
    }

    /// Whether an id names it.
    #[must_use]
    pub fn has_id(&self, id: &str) -> bool {
        let fold = |id| folded(self.key.platform, id);
        self.is_named_by_id() && fold(id) == fold(self.key.id)
    }
}
