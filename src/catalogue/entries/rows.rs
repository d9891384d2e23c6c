//! The rows as they are written. Names of other rows are still words, with the
//! place where they stand.

use crate::catalogue::country::Country;
use crate::catalogue::words::{Confidence, ParentRelation, SourceKind};
use crate::inventory::Platform;
use jiff::civil::Date;
use std::ops::Range;

/// Everything that one file says.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Entries {
    pub(in crate::catalogue) data_set: Option<DataSetEntry>,
    pub(in crate::catalogue) sources: Vec<SourceEntry>,
    pub(in crate::catalogue) countries: Vec<CountryEntry>,
    pub(in crate::catalogue) owners: Vec<OwnerEntry>,
    pub(in crate::catalogue) families: Vec<FamilyEntry>,
    pub(in crate::catalogue) namespaces: Vec<NamespaceEntry>,
    pub(in crate::catalogue) developers: Vec<DeveloperEntry>,
    pub(in crate::catalogue) certificates: Vec<CertificateEntry>,
    pub(in crate::catalogue) hints: Vec<HintEntry>,
}

/// The version and the date of the whole data set, which one of its files says.
#[derive(Debug, Clone)]
pub(in crate::catalogue) struct DataSetEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) version: String,
    pub(in crate::catalogue) date: Date,
    /// Whether it takes the place of the data sets before it.
    pub(in crate::catalogue) complete: bool,
}

/// Something that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::catalogue) struct SourceEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) id: String,
    pub(in crate::catalogue) kind: SourceKind,
    pub(in crate::catalogue) title: String,
    pub(in crate::catalogue) address: Address,
    pub(in crate::catalogue) retrieved: Date,
    /// Sources of one lineage count once.
    pub(in crate::catalogue) lineage: String,
    /// Whether it says what an id is called, and does not only list it.
    pub(in crate::catalogue) labelled: bool,
}

/// Where a source can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::catalogue) enum Address {
    /// A web address.
    Web(String),
    /// A file of a public repository or package, in one version.
    File {
        repository: String,
        path: String,
        commit: String,
    },
}

/// What readers call a country.
#[derive(Debug)]
pub(in crate::catalogue) struct CountryEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) code: Country,
    pub(in crate::catalogue) name: String,
}

/// A dispute about who an owner belongs to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::catalogue) struct ContestedEntry {
    pub(in crate::catalogue) claim: String,
    pub(in crate::catalogue) counter_claim: String,
    pub(in crate::catalogue) flag: bool,
}

/// What a row rests on, and how sure its author is.
#[derive(Debug)]
pub(in crate::catalogue) struct Grounds {
    /// Ids of sources, and where they are named.
    pub(in crate::catalogue) sources: Vec<(String, Range<usize>)>,
    /// A confidence that is written, and where.
    pub(in crate::catalogue) confidence: Option<(Confidence, Range<usize>)>,
    /// When the row was last compared with its sources.
    pub(in crate::catalogue) checked: Date,
    /// Why it says less than the row that it overrides.
    pub(in crate::catalogue) reason: Option<String>,
}

#[derive(Debug)]
pub(in crate::catalogue) struct OwnerEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) id: String,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) parent: Option<ParentEntry>,
    pub(in crate::catalogue) control: Vec<Country>,
    pub(in crate::catalogue) headquarters: Option<Country>,
    pub(in crate::catalogue) registered: Option<Country>,
    pub(in crate::catalogue) contested: Option<ContestedEntry>,
    pub(in crate::catalogue) basis: String,
    pub(in crate::catalogue) grounds: Grounds,
}

#[derive(Debug)]
pub(in crate::catalogue) struct ParentEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) id: String,
    pub(in crate::catalogue) relation: ParentRelation,
    pub(in crate::catalogue) share: Option<f64>,
    pub(in crate::catalogue) from: Option<Date>,
    pub(in crate::catalogue) to: Option<Date>,
}

#[derive(Debug)]
pub(in crate::catalogue) struct FamilyEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) id: String,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) owner: String,
    pub(in crate::catalogue) categories: Vec<String>,
    pub(in crate::catalogue) ids: Vec<IdEntry>,
    pub(in crate::catalogue) not_there: Vec<NotThereEntry>,
    pub(in crate::catalogue) reason: Option<String>,
}

/// A platform on which somebody looked for a product and found none.
#[derive(Debug)]
pub(in crate::catalogue) struct NotThereEntry {
    pub(in crate::catalogue) platform: Platform,
    pub(in crate::catalogue) span: Range<usize>,
}

#[derive(Debug)]
pub(in crate::catalogue) struct IdEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) platform: Platform,
    pub(in crate::catalogue) id: String,
    pub(in crate::catalogue) owner: Option<String>,
    pub(in crate::catalogue) name: Option<String>,
    pub(in crate::catalogue) variant: Option<String>,
    pub(in crate::catalogue) store_id: Option<u64>,
    pub(in crate::catalogue) grounds: Grounds,
}

#[derive(Debug)]
pub(in crate::catalogue) struct NamespaceEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) owner: String,
    pub(in crate::catalogue) platform: Platform,
    pub(in crate::catalogue) prefix: String,
    pub(in crate::catalogue) exceptions: Vec<String>,
    pub(in crate::catalogue) grounds: Grounds,
}

#[derive(Debug)]
pub(in crate::catalogue) struct DeveloperEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) owner: String,
    pub(in crate::catalogue) platform: Platform,
    pub(in crate::catalogue) name: String,
    pub(in crate::catalogue) grounds: Grounds,
}

#[derive(Debug)]
pub(in crate::catalogue) struct CertificateEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) owner: String,
    pub(in crate::catalogue) app: String,
    pub(in crate::catalogue) sha256: Option<String>,
    pub(in crate::catalogue) sha1: Option<String>,
    pub(in crate::catalogue) grounds: Grounds,
}

#[derive(Debug)]
pub(in crate::catalogue) struct HintEntry {
    pub(in crate::catalogue) span: Range<usize>,
    pub(in crate::catalogue) platform: Platform,
    pub(in crate::catalogue) prefix: String,
    pub(in crate::catalogue) country: Country,
    pub(in crate::catalogue) exceptions: Vec<String>,
    pub(in crate::catalogue) grounds: Grounds,
}
