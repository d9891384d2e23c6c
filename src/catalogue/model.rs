//! The catalogue in memory: owners, products and the ids they go by.

use super::country::Country;
use super::prefix::PrefixMap;
use crate::inventory::{Platform, words};
use jiff::civil::Date;
use std::collections::HashMap;

words! {
    /// How sure a fact is.
    pub enum Confidence {
        /// A candidate that waits for a second look.
        Low = "low",
        /// One source.
        Medium = "medium",
        /// Two independent sources, or the primary one.
        High = "high",
    }
}

words! {
    /// How one owner belongs to another.
    pub enum ParentRelation {
        /// Majority or other control: country rules follow it.
        Control = "control",
        /// A minority stake: told, never counted.
        Minority = "minority",
    }
}

/// An owner's owner.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    /// The place of the parent in [`Catalogue::owners`].
    pub owner: usize,
    /// Control or minority.
    pub relation: ParentRelation,
    /// The share in percent, where it is known.
    pub share: Option<f64>,
    /// Since when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

/// A dispute about who an owner belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// What one side says.
    pub claim: String,
    /// What the other side says.
    pub counter_claim: String,
    /// Whether country rules count this owner unless they say otherwise.
    pub flag: bool,
}

/// A company, an author or a state body.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// The stable id.
    pub id: String,
    /// The name a report prints.
    pub name: String,
    /// Who it belongs to.
    pub parent: Option<Parent>,
    /// The countries that control it.
    pub control: Vec<Country>,
    /// Where it is run from.
    pub headquarters: Option<Country>,
    /// Where it is registered.
    pub registered: Option<Country>,
    /// How sure the owner and its countries are.
    pub confidence: Confidence,
    /// Set when the attribution is disputed.
    pub contested: Option<Contested>,
    /// What the entry rests on, in a sentence.
    pub basis: String,
    /// Where it can be read.
    pub sources: Vec<String>,
}

/// One product with all the ids it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The stable id that policies name.
    pub id: String,
    /// The name a report prints.
    pub name: String,
    /// The place of the owner in [`Catalogue::owners`].
    pub owner: usize,
    /// What kind of product it is.
    pub categories: Vec<String>,
}

/// One package name or bundle id of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppId {
    /// Android or iOS.
    pub platform: Platform,
    /// The id, as the store spells it.
    pub id: String,
    /// The App Store item id.
    pub store_id: Option<u64>,
    /// The place of the product in [`Catalogue::families`].
    pub family: usize,
    /// The owner of this very build, when it is not the product's.
    pub owner: Option<usize>,
    /// The name of this build, when it is not the product's.
    pub name: Option<String>,
    /// What sets this build apart, for example `lite`.
    pub variant: Option<String>,
    /// How sure it is that this id is this product.
    pub confidence: Confidence,
    /// Where it can be read.
    pub sources: Vec<String>,
}

/// A package name prefix that one owner uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namespace {
    /// The place of the owner in [`Catalogue::owners`].
    pub owner: usize,
    /// Ids, or prefixes ending in `*`, below it that are somebody else's.
    pub exceptions: Vec<String>,
    /// How sure it is that ids below it are this owner's.
    pub strength: Confidence,
}

/// A bare country namespace: a hint at a jurisdiction, never at an owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The country it hints at.
    pub country: Country,
    /// Ids, or prefixes ending in `*`, that the hint would get wrong.
    pub exceptions: Vec<String>,
}

/// The certificate that signs a product's builds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// SHA-256 of the certificate, 64 lower-case hex digits.
    pub sha256: Option<String>,
    /// SHA-1 of the certificate, 40 lower-case hex digits.
    pub sha1: Option<String>,
    /// The place of the owner in [`Catalogue::owners`].
    pub owner: usize,
}

/// Everything known about apps and owners, indexed for lookup.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Sorted by id.
    pub owners: Vec<Owner>,
    /// Sorted by id.
    pub families: Vec<Family>,
    /// In the order of the files.
    pub app_ids: Vec<AppId>,
    /// Category words that occur, sorted.
    pub categories: Vec<String>,
    pub(super) android: HashMap<String, usize>,
    /// Keyed in ASCII lower case: iOS compares bundle ids so.
    pub(super) ios: HashMap<String, usize>,
    pub(super) store_ids: HashMap<u64, usize>,
    pub(super) developers: HashMap<(Platform, String), usize>,
    pub(super) namespaces: HashMap<Platform, PrefixMap<Namespace>>,
    pub(super) hints: HashMap<Platform, PrefixMap<Hint>>,
    /// Keyed by Android package name.
    pub(super) certificates: HashMap<String, Vec<Certificate>>,
}

impl Catalogue {
    /// The place of an owner, by id.
    #[must_use]
    pub fn owner_by_id(&self, id: &str) -> Option<usize> {
        self.owners.binary_search_by(|o| o.id.as_str().cmp(id)).ok()
    }

    /// The place of a product, by id.
    #[must_use]
    pub fn family_by_id(&self, id: &str) -> Option<usize> {
        self.families
            .binary_search_by(|f| f.id.as_str().cmp(id))
            .ok()
    }

    /// The entry of an exact id. iOS ids are compared without regard to ASCII
    /// case, Android ids are case-sensitive.
    #[must_use]
    pub fn app_id(&self, platform: Platform, id: &str) -> Option<&AppId> {
        let place = match platform {
            Platform::Android => self.android.get(id),
            Platform::Ios => match self.ios.get(id) {
                None => self.ios.get(&id.to_ascii_lowercase()),
                found => found,
            },
        };
        place.and_then(|place| self.app_ids.get(*place))
    }

    /// The certificates a package's builds are expected to carry.
    #[must_use]
    pub fn certificates_of(&self, package: &str) -> &[Certificate] {
        self.certificates.get(package).map_or(&[], Vec::as_slice)
    }
}
