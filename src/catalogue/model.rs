//! The catalogue in memory, and its rows one by one.

use super::packed::{Packed, Records, Section};
use super::views::{AppId, DataSet, Family, Owner, Source};

/// Everything known about apps and owners, ready for lookup.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    pub(super) packed: Packed,
}

impl Catalogue {
    pub(super) fn records(&self, section: Section) -> Records<'_> {
        self.packed.records(section)
    }

    /// The data sets it was made from, the built-in one first.
    pub fn data_sets(&self) -> impl Iterator<Item = DataSet<'_>> {
        self.records(Section::DataSets)
            .iter()
            .map(|record| DataSet {
                name: record.text(0),
                version: record.optional_text(1),
                date: record.date(2),
                digest: record.text(3),
                rows: record.word(4),
                overridden: record.word(5),
            })
    }

    /// An owner, by its place.
    #[must_use]
    pub fn owner(&self, place: usize) -> Option<Owner<'_>> {
        Some(Owner {
            record: self.records(Section::Owners).get(place)?,
            sources: self.records(Section::Sources),
        })
    }

    /// All owners, in the order of their ids.
    pub fn owners(&self) -> impl Iterator<Item = Owner<'_>> + Clone {
        (0..self.owner_count()).filter_map(|place| self.owner(place))
    }

    /// How many owners there are.
    #[must_use]
    pub fn owner_count(&self) -> usize {
        self.records(Section::Owners).len()
    }

    /// A product, by its place.
    #[must_use]
    pub fn family(&self, place: usize) -> Option<Family<'_>> {
        Some(Family {
            record: self.records(Section::Families).get(place)?,
            app_ids: self.records(Section::AppIds),
            sources: self.records(Section::Sources),
        })
    }

    /// All products, in the order of their ids.
    pub fn families(&self) -> impl Iterator<Item = Family<'_>> + Clone {
        let places = 0..self.records(Section::Families).len();
        places.filter_map(|place| self.family(place))
    }

    pub(super) fn app_id_at(&self, place: usize) -> Option<AppId<'_>> {
        let records = self.records(Section::AppIds);
        AppId::new(records, place, self.records(Section::Sources))
    }

    /// All ids, product by product.
    pub fn app_ids(&self) -> impl Iterator<Item = AppId<'_>> + Clone {
        let places = 0..self.records(Section::AppIds).len();
        places.filter_map(|place| self.app_id_at(place))
    }

    /// All sources, in the order of their ids.
    pub fn sources(&self) -> impl Iterator<Item = Source<'_>> + Clone {
        self.records(Section::Sources).iter().map(Source)
    }

    /// The words for kinds of products, sorted.
    pub fn categories(&self) -> impl Iterator<Item = &str> + Clone {
        let records = self.records(Section::Categories).iter();
        records.map(|record| record.text(0))
    }

    /// The bytes of the compact form.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.packed.bytes()
    }
}
