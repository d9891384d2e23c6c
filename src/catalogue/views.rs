//! Rows as views of the compact form. A view is a few words long; its fields are
//! read on demand.

use super::country::Country;
use super::packed::{Record, Records};
use super::words::{Confidence, ParentRelation, SourceKind};
use crate::inventory::Platform;
use jiff::civil::Date;

/// An owner's owner.
#[derive(Debug, Clone, Copy, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contested<'c> {
    /// What one side says.
    pub claim: &'c str,
    /// What the other side says.
    pub counter_claim: &'c str,
    /// Whether country rules count this owner unless they say otherwise.
    pub flag: bool,
}

/// One version of the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataSet<'c> {
    /// What it is called: `built-in`, or the path of an overlay.
    pub name: &'c str,
    /// Its version, where it says one.
    pub version: Option<&'c str>,
    /// The day of that version, or else the newest on which a row was checked.
    pub date: Option<Date>,
    /// `sha256:` and the digest of its files.
    pub digest: &'c str,
    /// How many rows it holds.
    pub rows: u32,
    /// How many of its rows a later data set overrides.
    pub overridden: u32,
}

/// Something that can be looked up.
#[derive(Debug, Clone, Copy)]
pub struct Source<'c>(pub(super) Record<'c>);

impl<'c> Source<'c> {
    /// The id that rows name.
    #[must_use]
    pub fn id(&self) -> &'c str {
        self.0.text(0)
    }

    /// What kind of evidence it is.
    #[must_use]
    pub fn kind(&self) -> SourceKind {
        word(SourceKind::ALL, self.0.word(1)).unwrap_or(SourceKind::Hint)
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &'c str {
        self.0.text(2)
    }

    /// Where it can be looked up: a web address, or a repository with a file and
    /// a commit.
    #[must_use]
    pub fn address(&self) -> String {
        if let Some(url) = self.0.optional_text(3) {
            return url.to_owned();
        }
        let [repository, path, commit] = [4, 5, 6].map(|place| self.0.text(place));
        format!("{repository}, {path} at {commit}")
    }

    /// When it was read.
    #[must_use]
    pub fn retrieved(&self) -> Option<Date> {
        self.0.date(7)
    }
}

impl std::fmt::Display for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.title(), self.address())
    }
}

/// A company, an author or a state body.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'c> {
    pub(super) record: Record<'c>,
    pub(super) sources: Records<'c>,
}

impl<'c> Owner<'c> {
    /// The stable id.
    #[must_use]
    pub fn id(&self) -> &'c str {
        self.record.text(0)
    }

    /// The name a report prints.
    #[must_use]
    pub fn name(&self) -> &'c str {
        self.record.text(1)
    }

    /// Who it belongs to.
    #[must_use]
    pub fn parent(&self) -> Option<Parent> {
        let share = f64::from_bits(self.record.long(4));
        Some(Parent {
            owner: self.record.place(2)?,
            relation: word(ParentRelation::ALL, self.record.word(3))?,
            share: (!share.is_nan()).then_some(share),
            from: self.record.date(6),
            to: self.record.date(7),
        })
    }

    /// The countries that control it.
    pub fn control(&self) -> impl Iterator<Item = Country> + Clone + use<'c> {
        self.record.countries(8)
    }

    /// Where it is run from.
    #[must_use]
    pub fn headquarters(&self) -> Option<Country> {
        self.record.country(9)
    }

    /// Where it is registered.
    #[must_use]
    pub fn registered(&self) -> Option<Country> {
        self.record.country(10)
    }

    /// How sure the owner and its countries are.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        word(Confidence::ALL, self.record.word(11)).unwrap_or(Confidence::Low)
    }

    /// Set when the attribution is disputed.
    #[must_use]
    pub fn contested(&self) -> Option<Contested<'c>> {
        Some(Contested {
            claim: self.record.optional_text(12)?,
            counter_claim: self.record.text(13),
            flag: self.record.word(14) == 1,
        })
    }

    /// What the entry rests on, in a sentence.
    #[must_use]
    pub fn basis(&self) -> &'c str {
        self.record.text(15)
    }

    /// Where it can be read.
    pub fn sources(&self) -> impl Iterator<Item = Source<'c>> + Clone + use<'c> {
        sources(self.record, 16, self.sources)
    }

    /// When the row was last compared with its sources.
    #[must_use]
    pub fn checked(&self) -> Option<Date> {
        self.record.date(17)
    }
}

/// One product with all the ids it goes by.
#[derive(Debug, Clone, Copy)]
pub struct Family<'c> {
    pub(super) record: Record<'c>,
    pub(super) app_ids: Records<'c>,
    pub(super) sources: Records<'c>,
}

impl<'c> Family<'c> {
    /// The stable id that policies name.
    #[must_use]
    pub fn id(&self) -> &'c str {
        self.record.text(0)
    }

    /// The name a report prints.
    #[must_use]
    pub fn name(&self) -> &'c str {
        self.record.text(1)
    }

    /// The place of the owner in [`Catalogue::owners`].
    #[must_use]
    pub fn owner(&self) -> usize {
        self.record.word(2) as usize
    }

    /// What kind of product it is.
    pub fn categories(&self) -> impl Iterator<Item = &'c str> + Clone + use<'c> {
        self.record.texts(3)
    }

    /// Its ids.
    pub fn app_ids(&self) -> impl Iterator<Item = AppId<'c>> + Clone + use<'c> {
        let first = self.record.word(4) as usize;
        let end = first.saturating_add(self.record.word(5) as usize);
        let (records, sources) = (self.app_ids, self.sources);
        let places = first..end.min(records.len());
        places.filter_map(move |place| AppId::new(records, place, sources))
    }
}

/// One package name or bundle id of a product.
#[derive(Debug, Clone, Copy)]
pub struct AppId<'c> {
    pub(super) record: Record<'c>,
    pub(super) sources: Records<'c>,
}

impl<'c> AppId<'c> {
    pub(super) fn new(records: Records<'c>, place: usize, sources: Records<'c>) -> Option<Self> {
        let record = records.get(place)?;
        Some(Self { record, sources })
    }

    /// Android or iOS.
    #[must_use]
    pub fn platform(&self) -> Platform {
        word(Platform::ALL, self.record.word(0)).unwrap_or(Platform::Android)
    }

    /// The id, as the store spells it.
    #[must_use]
    pub fn id(&self) -> &'c str {
        self.record.text(1)
    }

    /// The App Store item id.
    #[must_use]
    pub fn store_id(&self) -> Option<u64> {
        let number = self.record.long(2);
        (number != u64::MAX).then_some(number)
    }

    /// The place of the product in [`Catalogue::families`].
    #[must_use]
    pub fn family(&self) -> usize {
        self.record.word(4) as usize
    }

    /// The owner of this very build, when it is not the product's.
    #[must_use]
    pub fn owner(&self) -> Option<usize> {
        self.record.place(5)
    }

    /// The name of this build, when it is not the product's.
    #[must_use]
    pub fn name(&self) -> Option<&'c str> {
        self.record.optional_text(6)
    }

    /// What sets this build apart, for example `lite`.
    #[must_use]
    pub fn variant(&self) -> Option<&'c str> {
        self.record.optional_text(7)
    }

    /// How sure it is that this id is this product.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        word(Confidence::ALL, self.record.word(8)).unwrap_or(Confidence::Low)
    }

    /// Where it can be read.
    pub fn sources(&self) -> impl Iterator<Item = Source<'c>> + Clone + use<'c> {
        sources(self.record, 9, self.sources)
    }

    /// When the row was last compared with its sources.
    #[must_use]
    pub fn checked(&self) -> Option<Date> {
        self.record.date(10)
    }
}

/// The certificate that signs a product's builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate<'c> {
    /// SHA-256 of the certificate, 64 lower-case hex digits.
    pub sha256: Option<&'c str>,
    /// SHA-1 of the certificate, 40 lower-case hex digits.
    pub sha1: Option<&'c str>,
    /// The place of the owner in [`Catalogue::owners`].
    pub owner: usize,
}

fn word<T: Copy>(all: &[T], word: u32) -> Option<T> {
    all.get(word as usize).copied()
}

fn sources<'c>(
    record: Record<'c>,
    place: usize,
    all: Records<'c>,
) -> impl Iterator<Item = Source<'c>> + Clone + use<'c> {
    let places = record.list(place);
    places.filter_map(move |place| all.get(place as usize).map(Source))
}
