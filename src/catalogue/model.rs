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
        /// One source with an address.
        Medium = "medium",
        /// Two independent sources, or the primary one.
        High = "high",
    }
}

words! {
    /// What kind of evidence a source is.
    pub enum SourceKind {
        /// From the party itself or from an authority: a store page, a company's
        /// filing or site, an official list or register, a signed package.
        Primary = "primary",
        /// Somebody else's published statement.
        Independent = "independent",
        /// A list that shows that an id exists and is named so: icon packs,
        /// debloat lists, routing lists, charts. Never evidence of ownership.
        Hint = "hint",
    }
}

/// Where a source can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A web address.
    Web(String),
    /// A file of a public repository or package, in one version.
    File {
        /// The repository, `owner/name`.
        repository: String,
        /// The file or folder in it.
        path: String,
        /// The commit, or the version of a package.
        commit: String,
    },
}

impl Address {
    /// What files of one repository have in common.
    #[must_use]
    pub fn lineage(&self) -> Option<&str> {
        match self {
            Self::Web(_) => None,
            Self::File { repository, .. } => Some(repository),
        }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Web(url) => f.write_str(url),
            Self::File {
                repository,
                path,
                commit,
            } => write!(f, "{repository}, {path} at {commit}"),
        }
    }
}

/// Something that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The id that rows name.
    pub id: String,
    /// What kind of evidence it is.
    pub kind: SourceKind,
    /// Its title.
    pub title: String,
    /// Where it can be looked up.
    pub address: Address,
    /// When it was read.
    pub retrieved: Date,
    /// Sources of one lineage count once.
    pub lineage: String,
    /// Whether it says what an id is called, and does not only list it.
    pub labelled: bool,
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.title, self.address)
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
    /// When the row was last compared with its sources.
    pub checked: Date,
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
    /// When the row was last compared with its sources.
    pub checked: Date,
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
    pub sources: Vec<Source>,
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
    /// A source, by id.
    #[must_use]
    pub fn source_by_id(&self, id: &str) -> Option<&Source> {
        let place = self.sources.binary_search_by(|s| s.id.as_str().cmp(id));
        self.sources.get(place.ok()?)
    }

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
