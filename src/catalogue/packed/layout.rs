//! The compact form of a catalogue: its layout.
//!
//! The program reads the built-in facts in place: nothing is parsed, copied or
//! sorted at the start, and only the pages that a lookup needs are touched. The form
//! is made from the TOML files when the program is built (and when an overlay is
//! read). It is never saved, so it has no version.
//!
//! A sequence of 32-bit little-endian words: for each section its offset and the
//! number of its records, then the records, each with a fixed number of words.
//! Strings are stored once, as a length and bytes; lists as a count and words.
//! [`NONE`] stands for an absent value.

use jiff::civil::Date;

/// A word for what is not there.
pub(in crate::catalogue) const NONE: u32 = u32::MAX;

/// The bytes of a word.
pub(super) const WORD: usize = 4;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::catalogue) enum Section {
    DataSets,
    Sources,
    Owners,
    Families,
    AppIds,
    /// Places of Android ids, in the order of the ids.
    Android,
    /// Places of iOS ids, in the order of the ids in lower case.
    Ios,
    /// Places of ids with an App Store number, in the order of the numbers.
    StoreIds,
    Developers,
    AndroidNamespaces,
    IosNamespaces,
    AndroidHints,
    IosHints,
    Certificates,
    Categories,
    /// Country codes and what readers call them.
    Countries,
}

impl Section {
    pub(super) const ALL: [Self; 16] = [
        Self::DataSets,
        Self::Sources,
        Self::Owners,
        Self::Families,
        Self::AppIds,
        Self::Android,
        Self::Ios,
        Self::StoreIds,
        Self::Developers,
        Self::AndroidNamespaces,
        Self::IosNamespaces,
        Self::AndroidHints,
        Self::IosHints,
        Self::Certificates,
        Self::Categories,
        Self::Countries,
    ];

    /// The words of one record.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::DataSets | Self::Families => 6,
            Self::Sources => 10,
            Self::Owners => 18,
            Self::AppIds => 11,
            Self::Android | Self::Ios | Self::StoreIds => 1,
            Self::Developers | Self::AndroidHints | Self::IosHints => 3,
            Self::AndroidNamespaces | Self::IosNamespaces | Self::Certificates => 4,
            Self::Categories | Self::Countries => 2,
        }
    }
}

/// A date as a word.
pub(super) fn date_word(date: Date) -> u32 {
    let part = |number: i8| u32::from(number.unsigned_abs());
    let year = u32::from(date.year().unsigned_abs());
    year << 9 | part(date.month()) << 5 | part(date.day())
}

/// A word as a date.
pub(super) fn word_date(word: u32) -> Option<Date> {
    let year = i16::try_from(word >> 9).ok()?;
    let part = |bits: u32| i8::try_from(bits).ok();
    Date::new(year, part(word >> 5 & 15)?, part(word & 31)?).ok()
}
