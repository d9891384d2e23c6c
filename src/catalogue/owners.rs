//! The chain of owners above an app, and which ties it has with a country.

use super::country::Country;
use super::model::Catalogue;
use super::packed::Section;
use super::views::Owner;
use super::words::{Confidence, ParentRelation};
use crate::inventory::{Platform, words};

words! {
    /// Which tie between an owner and a country a rule asks about.
    pub enum Relation {
        /// Who controls it, directly or through its parents.
        Control = "control",
        /// Where it is run from.
        Headquarters = "headquarters",
        /// Where it is registered.
        Registered = "registered",
        /// Any of the three.
        Any = "any",
    }
}

/// Why an owner counts as belonging to a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The country that matched.
    pub country: Country,
    /// The tie that matched; never [`Relation::Any`].
    pub relation: Relation,
    /// The place of the owner that has the tie: the owner itself, or one above.
    pub through: usize,
    /// The weakest confidence on the way up.
    pub confidence: Confidence,
    /// Whether an owner on the way up is disputed.
    pub contested: bool,
    /// Whether country rules count it unless they say otherwise.
    pub flag: bool,
}

impl Catalogue {
    /// The names under which owners publish in a store: platform, name, and the
    /// place of the owner.
    pub fn developers(&self) -> impl Iterator<Item = (Platform, &str, usize)> {
        self.records(Section::Developers).iter().map(|record| {
            let platform = Platform::ALL.get(record.word(1) as usize).copied();
            let platform = platform.unwrap_or(Platform::Android);
            (platform, record.text(0), record.word(2) as usize)
        })
    }

    /// The beginnings of ids that owners use: platform, prefix, and the place of
    /// the owner. Weak evidence.
    pub fn namespaces(&self) -> impl Iterator<Item = (Platform, &str, usize)> {
        let sections = [
            (Platform::Android, Section::AndroidNamespaces),
            (Platform::Ios, Section::IosNamespaces),
        ];
        sections.into_iter().flat_map(|(platform, section)| {
            let records = self.records(section).iter();
            records.map(move |record| (platform, record.text(0), record.word(1) as usize))
        })
    }

    /// The owner and those above it that control it, nearest first.
    ///
    /// Minority stakes are not followed. The loader refuses cycles; the walk is
    /// bounded all the same.
    pub fn chain(&self, owner: usize) -> impl Iterator<Item = (usize, Owner<'_>)> {
        let mut next = Some(owner);
        std::iter::from_fn(move || {
            let place = next?;
            let found = self.owner(place)?;
            next = found
                .parent()
                .filter(|parent| parent.relation == ParentRelation::Control)
                .map(|parent| parent.owner);
            Some((place, found))
        })
        .take(self.owner_count())
    }

    /// What ties an owner to one of these countries, if anything does.
    #[must_use]
    pub fn attribute(
        &self,
        owner: usize,
        countries: &[Country],
        relation: Relation,
    ) -> Option<Attribution> {
        let mut confidence = Confidence::High;
        let (mut contested, mut flag) = (false, true);
        for (through, owner) in self.chain(owner) {
            confidence = confidence.min(owner.confidence());
            if let Some(dispute) = owner.contested() {
                contested = true;
                flag &= dispute.flag;
            }
            if let Some((country, relation)) = tie(owner, countries, relation) {
                return Some(Attribution {
                    country,
                    relation,
                    through,
                    confidence,
                    contested,
                    flag,
                });
            }
        }
        None
    }
}

fn tie(owner: Owner<'_>, countries: &[Country], asked: Relation) -> Option<(Country, Relation)> {
    let wants = |relation| asked == relation || asked == Relation::Any;
    let listed = |country: &Country| countries.contains(country);
    if wants(Relation::Control)
        && let Some(country) = owner.control().find(|c| listed(c))
    {
        return Some((country, Relation::Control));
    }
    if wants(Relation::Headquarters)
        && let Some(country) = owner.headquarters().filter(listed)
    {
        return Some((country, Relation::Headquarters));
    }
    if wants(Relation::Registered)
        && let Some(country) = owner.registered().filter(listed)
    {
        return Some((country, Relation::Registered));
    }
    None
}
