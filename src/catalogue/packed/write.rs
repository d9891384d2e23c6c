//! The writer of the compact form: records, strings and lists are added in any
//! order and laid out at the end.

use super::layout::{NONE, Section, WORD, date_word};
use jiff::civil::Date;
use std::collections::HashMap;

/// What is to be laid out.
#[derive(Debug)]
pub(in crate::catalogue) struct Writer {
    records: Vec<Vec<u32>>,
    texts: HashMap<String, u32>,
    lists: HashMap<Vec<u32>, u32>,
    /// Texts and lists, which records point to.
    heap: Vec<u8>,
}

impl Writer {
    pub(in crate::catalogue) fn new() -> Self {
        Self {
            records: vec![Vec::new(); Section::ALL.len()],
            texts: HashMap::new(),
            lists: HashMap::new(),
            heap: Vec::new(),
        }
    }

    pub(in crate::catalogue) fn record<const N: usize>(
        &mut self,
        section: Section,
        words: [u32; N],
    ) {
        debug_assert_eq!(N, section.width());
        if let Some(records) = self.records.get_mut(section as usize) {
            records.extend(words);
        }
    }

    pub(in crate::catalogue) fn text(&mut self, text: &str) -> u32 {
        if let Some(known) = self.texts.get(text) {
            return *known;
        }
        let start = self.end();
        self.put(length(text.len()));
        self.heap.extend(text.as_bytes());
        while !self.heap.len().is_multiple_of(WORD) {
            self.heap.push(0);
        }
        self.texts.insert(text.to_owned(), start);
        start
    }

    pub(in crate::catalogue) fn optional(&mut self, text: Option<&str>) -> u32 {
        text.map_or(NONE, |text| self.text(text))
    }

    pub(in crate::catalogue) fn list(&mut self, words: Vec<u32>) -> u32 {
        if let Some(known) = self.lists.get(&words) {
            return *known;
        }
        let start = self.end();
        self.put(length(words.len()));
        for word in &words {
            self.put(*word);
        }
        self.lists.insert(words, start);
        start
    }

    pub(in crate::catalogue) fn texts<T: AsRef<str>>(&mut self, texts: &[T]) -> u32 {
        let words = texts.iter().map(|text| self.text(text.as_ref())).collect();
        self.list(words)
    }

    fn end(&self) -> u32 {
        // The heap stands behind the heads of the sections, before the records.
        length(self.heap.len() + Section::ALL.len() * 2 * WORD)
    }

    fn put(&mut self, word: u32) {
        self.heap.extend(word.to_le_bytes());
    }

    /// The bytes.
    pub(in crate::catalogue) fn finish(self) -> Vec<u8> {
        let mut start = self.end();
        let mut bytes = Vec::new();
        for (section, records) in Section::ALL.iter().zip(&self.records) {
            bytes.extend(start.to_le_bytes());
            bytes.extend(length(records.len() / section.width()).to_le_bytes());
            start += length(records.len() * WORD);
        }
        bytes.extend(self.heap);
        let words = self.records.iter().flatten();
        bytes.extend(words.flat_map(|word| word.to_le_bytes()));
        bytes
    }
}

/// A place as a word. Nothing gets near four billion: files are capped.
pub(in crate::catalogue) fn length(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

pub(in crate::catalogue) fn date(date: Option<Date>) -> u32 {
    date.map_or(NONE, date_word)
}
