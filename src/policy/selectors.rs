//! What a rule selects. Any selector that matches is enough.

use crate::catalogue::Country;
use crate::inventory::Platform;

/// A raw package name or bundle id, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdPattern {
    /// Exactly this id.
    Exact(String),
    /// Every id that begins with this.
    Prefix(String),
}

impl IdPattern {
    /// Whether an id of a platform is meant. Package names are compared with case,
    /// bundle ids without.
    pub(super) fn fits(&self, platform: Platform, id: &str) -> bool {
        match self {
            Self::Exact(own) => is_same(platform, own, id),
            Self::Prefix(prefix) => begins(platform, id, prefix),
        }
    }

    /// Whether every id that the other one means is meant.
    pub(super) fn covers(&self, platform: Platform, other: &Self) -> bool {
        match (self, other) {
            (_, Self::Exact(id)) => self.fits(platform, id),
            (Self::Prefix(own), Self::Prefix(prefix)) => begins(platform, prefix, own),
            (Self::Exact(_), Self::Prefix(_)) => false,
        }
    }
}

fn is_same(platform: Platform, one: &str, other: &str) -> bool {
    match platform {
        Platform::Android => one == other,
        Platform::Ios => one.eq_ignore_ascii_case(other),
    }
}

fn begins(platform: Platform, id: &str, prefix: &str) -> bool {
    id.get(..prefix.len())
        .is_some_and(|start| is_same(platform, start, prefix))
}

/// What a rule selects, with names resolved against the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selectors {
    /// Products, as places in the catalogue's families.
    pub families: Vec<usize>,
    /// Owners with everything they control, as places in its owners.
    pub owners: Vec<usize>,
    /// Countries of owners.
    pub countries: Vec<Country>,
    /// Kinds of products.
    pub categories: Vec<String>,
    /// Raw Android package names.
    pub android: Vec<IdPattern>,
    /// Raw iOS bundle ids.
    pub ios: Vec<IdPattern>,
    /// Exact developer names of the store.
    pub developers: Vec<String>,
}

impl Selectors {
    /// The raw ids, with the platform that each is of.
    pub(super) fn ids(&self) -> impl Iterator<Item = (Platform, &IdPattern)> {
        let android = self.android.iter().map(|id| (Platform::Android, id));
        android.chain(self.ios.iter().map(|id| (Platform::Ios, id)))
    }

    /// Whether it selects nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
