//! One catalogue file as it is written, before its rows are tied to those of
//! other files. The format reference is `policies/README.md`.

mod read;
mod source;

pub(super) use read::read_entries;

use super::country::Country;
use super::model::{Confidence, Contested, ParentRelation, Source};
use crate::inventory::Platform;
use jiff::civil::Date;
use std::ops::Range;

/// Everything that one file says.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) data_set: Option<DataSetEntry>,
    pub(super) sources: Vec<SourceEntry>,
    pub(super) owners: Vec<OwnerEntry>,
    pub(super) families: Vec<FamilyEntry>,
    pub(super) namespaces: Vec<NamespaceEntry>,
    pub(super) developers: Vec<DeveloperEntry>,
    pub(super) certificates: Vec<CertificateEntry>,
    pub(super) hints: Vec<HintEntry>,
}

/// The version and the date of the whole data set, which one of its files says.
#[derive(Debug)]
pub(super) struct DataSetEntry {
    pub(super) span: Range<usize>,
    pub(super) version: String,
    pub(super) date: Date,
}

/// Something that can be looked up.
#[derive(Debug)]
pub(super) struct SourceEntry {
    pub(super) span: Range<usize>,
    pub(super) source: Source,
}

/// What a row rests on, and how sure its author is.
#[derive(Debug)]
pub(super) struct Grounds {
    /// Ids of sources, and where they are named.
    pub(super) sources: Vec<(String, Range<usize>)>,
    /// A confidence that is written, and where.
    pub(super) confidence: Option<(Confidence, Range<usize>)>,
    /// When the row was last compared with its sources.
    pub(super) checked: Date,
}

#[derive(Debug)]
pub(super) struct OwnerEntry {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) parent: Option<ParentEntry>,
    pub(super) control: Vec<Country>,
    pub(super) headquarters: Option<Country>,
    pub(super) registered: Option<Country>,
    pub(super) contested: Option<Contested>,
    pub(super) basis: String,
    pub(super) grounds: Grounds,
}

#[derive(Debug)]
pub(super) struct ParentEntry {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) relation: ParentRelation,
    pub(super) share: Option<f64>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

#[derive(Debug)]
pub(super) struct FamilyEntry {
    pub(super) span: Range<usize>,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) owner: String,
    pub(super) categories: Vec<String>,
    pub(super) ids: Vec<IdEntry>,
    pub(super) not_there: Vec<NotThereEntry>,
}

/// A platform on which somebody looked for a product and found none.
#[derive(Debug)]
pub(super) struct NotThereEntry {
    pub(super) platform: Platform,
    pub(super) span: Range<usize>,
}

#[derive(Debug)]
pub(super) struct IdEntry {
    pub(super) span: Range<usize>,
    pub(super) platform: Platform,
    pub(super) id: String,
    pub(super) owner: Option<String>,
    pub(super) name: Option<String>,
    pub(super) variant: Option<String>,
    pub(super) store_id: Option<u64>,
    pub(super) grounds: Grounds,
}

#[derive(Debug)]
pub(super) struct NamespaceEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) platform: Platform,
    pub(super) prefix: String,
    pub(super) exceptions: Vec<String>,
    pub(super) grounds: Grounds,
}

#[derive(Debug)]
pub(super) struct DeveloperEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) platform: Platform,
    pub(super) name: String,
    pub(super) grounds: Grounds,
}

#[derive(Debug)]
pub(super) struct CertificateEntry {
    pub(super) span: Range<usize>,
    pub(super) owner: String,
    pub(super) app: String,
    pub(super) sha256: Option<String>,
    pub(super) sha1: Option<String>,
    pub(super) grounds: Grounds,
}

#[derive(Debug)]
pub(super) struct HintEntry {
    pub(super) span: Range<usize>,
    pub(super) platform: Platform,
    pub(super) prefix: String,
    pub(super) country: Country,
    pub(super) exceptions: Vec<String>,
    pub(super) grounds: Grounds,
}
