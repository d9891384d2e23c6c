//! The words of the catalogue: how sure, what kind of evidence, how one owner
//! belongs to another.

use crate::inventory::words;

words! {
    /// How sure a fact is.
    pub enum Confidence {
        /// A candidate that waits for a source.
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

words! {
    /// How one owner belongs to another.
    pub enum ParentRelation {
        /// Majority or other control: country rules follow it.
        Control = "control",
        /// A minority stake: reported, never counted.
        Minority = "minority",
    }
}

/// The place of a word in its list, for the compact form.
pub(super) fn index<T: PartialEq>(all: &[T], word: &T) -> u32 {
    let place = all.iter().position(|known| known == word);
    place
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(u32::MAX)
}
