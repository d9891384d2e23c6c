//! Tables of text: what separates their columns, and rows that were damaged.
//!
//! Offices save the same table with commas, semicolons or tabs. The separator is
//! told by the line of headings, and a row with another number of cells than
//! there are headings is damage.

use crate::inventory::{Gap, GapCode};

/// The longest cell that is read, in bytes.
const LONGEST: usize = 64 << 10;

/// A table that is being read.
pub(super) struct Sheet<'t> {
    reader: csv::Reader<&'t [u8]>,
    pub(super) headings: Vec<String>,
    damaged: usize,
}

/// One row.
pub(super) type Row = csv::StringRecord;

impl<'t> Sheet<'t> {
    /// Begins a table with a line of headings; `None` when there is none.
    pub(super) fn open(text: &'t str) -> Option<Self> {
        Self::with_separator(text, separator(text)?)
    }

    pub(super) fn with_separator(text: &'t str, separator: u8) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let headings = reader.headers().ok()?.iter().map(clean).collect();
        Some(Self {
            reader,
            headings,
            damaged: 0,
        })
    }

    /// The place of a column, by any of its headings.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        let place = |name: &&str| {
            let mut headings = self.headings.iter();
            headings.position(|heading| heading.eq_ignore_ascii_case(name))
        };
        names.iter().find_map(place)
    }

    /// The next whole row.
    pub(super) fn next(&mut self, row: &mut Row) -> bool {
        loop {
            match self.reader.read_record(row) {
                Ok(true) if row.iter().all(|cell| cell.len() <= LONGEST) => return true,
                Ok(false) => return false,
                Ok(true) | Err(_) => self.damaged += 1,
            }
        }
    }

    /// What could not be read.
    pub(super) fn gap(&self) -> Option<Gap> {
        (self.damaged > 0).then(|| {
            Gap::new(
                GapCode::FileDamaged,
                format!(
                    "rows of the table that have another number of cells than its headings: {}",
                    self.damaged
                ),
                "save the table again, all of it",
            )
        })
    }
}

/// The separator of a table, by its first line.
pub(super) fn separator(text: &str) -> Option<u8> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let mut is_quoted = false;
    let mut counts = [0_usize; 4];
    for byte in first.bytes() {
        is_quoted ^= byte == b'"';
        if let Some(place) = SEPARATORS.iter().position(|mark| *mark == byte)
            && let (false, Some(count)) = (is_quoted, counts.get_mut(place))
        {
            *count += 1;
        }
    }
    let best = SEPARATORS
        .iter()
        .zip(counts)
        .max_by_key(|(_, count)| *count)?;
    (best.1 > 0).then_some(*best.0)
}

/// The marks that separate columns.
pub(super) const SEPARATORS: [u8; 4] = [b'|', b'\t', b';', b','];

/// The text of a cell, without what spreadsheets put around it to keep a text
/// a text.
pub(super) fn clean(cell: &str) -> String {
    let cell = cell.trim().trim_start_matches('\u{feff}');
    let formula = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let quoted = formula.or_else(|| cell.strip_prefix('\''));
    quoted.unwrap_or(cell).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_by_the_headings() {
        let table = [
            ("a,b,c\n1;2;3;4", Some(b',')),
            ("a;b\n", Some(b';')),
            ("\n\"a,b,c\";d\n", Some(b';')),
            ("a\tb", Some(b'\t')),
            ("abc", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(separator(text), expected, "{text}");
        }
    }

    #[test]
    fn what_spreadsheets_put_around_a_text_is_taken_off() {
        for cell in [
            "TikTok",
            " TikTok ",
            "'TikTok",
            "=\"TikTok\"",
            "\u{feff}TikTok",
        ] {
            assert_eq!(clean(cell), "TikTok", "{cell}");
        }
    }
}
