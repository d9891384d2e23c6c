//! The reader of the compact form.
//!
//! Nothing here can fail: what lies outside the bytes reads as absent. The bytes
//! come from the program itself; a test reads every one of them.

use super::layout::{NONE, Section, WORD, word_date};
use crate::catalogue::country::Country;
use jiff::civil::Date;
use std::borrow::Cow;

/// The bytes of a catalogue.
#[derive(Clone, Default)]
pub(in crate::catalogue) struct Packed(Cow<'static, [u8]>);

impl std::fmt::Debug for Packed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Packed({} bytes)", self.0.len())
    }
}

impl Packed {
    pub(in crate::catalogue) const fn new(bytes: Cow<'static, [u8]>) -> Self {
        Self(bytes)
    }

    pub(in crate::catalogue) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The records of a section.
    pub(in crate::catalogue) fn records(&self, section: Section) -> Records<'_> {
        let head = section as usize * 2 * WORD;
        let start = word(&self.0, head).unwrap_or(0) as usize;
        let count = word(&self.0, head + WORD).unwrap_or(0) as usize;
        Records {
            bytes: &self.0,
            start,
            width: section.width() * WORD,
            count,
        }
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let found = bytes.get(at..)?.first_chunk::<WORD>()?;
    Some(u32::from_le_bytes(*found))
}

/// The records of one section, in their order.
#[derive(Debug, Clone, Copy)]
pub(in crate::catalogue) struct Records<'c> {
    bytes: &'c [u8],
    start: usize,
    width: usize,
    count: usize,
}

impl<'c> Records<'c> {
    pub(in crate::catalogue) const fn len(&self) -> usize {
        self.count
    }

    pub(in crate::catalogue) fn get(&self, place: usize) -> Option<Record<'c>> {
        (place < self.count).then_some(Record {
            bytes: self.bytes,
            at: self.start + place * self.width,
        })
    }

    pub(in crate::catalogue) fn iter(self) -> impl Iterator<Item = Record<'c>> + Clone {
        (0..self.count).filter_map(move |place| self.get(place))
    }

    /// How many records at the beginning `before` holds for. The records must be
    /// in order.
    pub(in crate::catalogue) fn partition(&self, before: impl Fn(Record<'c>) -> bool) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(&before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The record whose text in its first word is this one.
    pub(in crate::catalogue) fn find(&self, text: &str) -> Option<usize> {
        let place = self.partition(|record| record.spelling(0) < text.as_bytes());
        (self.get(place)?.text(0) == text).then_some(place)
    }
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub(in crate::catalogue) struct Record<'c> {
    bytes: &'c [u8],
    at: usize,
}

impl<'c> Record<'c> {
    /// A word as it is.
    pub(in crate::catalogue) fn word(&self, place: usize) -> u32 {
        word(self.bytes, self.at + place * WORD).unwrap_or(NONE)
    }

    /// A word that is the place of something.
    pub(in crate::catalogue) fn place(&self, place: usize) -> Option<usize> {
        let word = self.word(place);
        (word != NONE).then_some(word as usize)
    }

    /// A number of two words.
    pub(in crate::catalogue) fn long(&self, place: usize) -> u64 {
        u64::from(self.word(place)) | u64::from(self.word(place + 1)) << 32
    }

    pub(in crate::catalogue) fn optional_text(&self, place: usize) -> Option<&'c str> {
        self.text_at(self.place(place)?)
    }

    pub(in crate::catalogue) fn text(&self, place: usize) -> &'c str {
        self.optional_text(place).unwrap_or_default()
    }

    /// The bytes of a text, which are enough to bring it into order.
    pub(in crate::catalogue) fn spelling(&self, place: usize) -> &'c [u8] {
        let start = self.place(place);
        start
            .and_then(|start| self.bytes_at(start))
            .unwrap_or_default()
    }

    fn text_at(&self, start: usize) -> Option<&'c str> {
        std::str::from_utf8(self.bytes_at(start)?).ok()
    }

    fn bytes_at(&self, start: usize) -> Option<&'c [u8]> {
        let length = word(self.bytes, start)? as usize;
        let begin = start + WORD;
        self.bytes.get(begin..begin + length)
    }

    pub(in crate::catalogue) fn date(&self, place: usize) -> Option<Date> {
        word_date(self.word(place))
    }

    pub(in crate::catalogue) fn country(&self, place: usize) -> Option<Country> {
        Country::from_word(self.word(place))
    }

    /// A list of words.
    pub(in crate::catalogue) fn list(
        &self,
        place: usize,
    ) -> impl Iterator<Item = u32> + Clone + use<'c> {
        let bytes = self.bytes;
        let start = self.place(place).unwrap_or(bytes.len());
        let count = word(bytes, start).unwrap_or(0) as usize;
        let end = start + (count + 1) * WORD;
        let words = bytes.get(start + WORD..end).unwrap_or_default();
        let (words, _) = words.as_chunks::<WORD>();
        words.iter().map(|word| u32::from_le_bytes(*word))
    }

    /// A list of texts.
    pub(in crate::catalogue) fn texts(
        &self,
        place: usize,
    ) -> impl Iterator<Item = &'c str> + Clone + use<'c> {
        let record = *self;
        self.list(place)
            .filter_map(move |start| record.text_at(start as usize))
    }

    /// A list of countries.
    pub(in crate::catalogue) fn countries(
        &self,
        place: usize,
    ) -> impl Iterator<Item = Country> + Clone + use<'c> {
        self.list(place).filter_map(Country::from_word)
    }
}
