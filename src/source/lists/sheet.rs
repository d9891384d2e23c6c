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
    separator: u8,
    damaged: usize,
    /// Rows with a cell that holds others.
    swallowing: usize,
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
            separator,
            damaged: 0,
            swallowing: 0,
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

    /// The next whole row. One that swallowed others still tells of its own app.
    pub(super) fn next(&mut self, row: &mut Row) -> bool {
        loop {
            match self.reader.read_record(row) {
                Ok(true) if row.iter().all(|cell| cell.len() <= LONGEST) => {
                    if self.swallows(row) {
                        self.swallowing += 1;
                        // The other rows may name persons.
                        let first = |cell: &str| cell.lines().next().unwrap_or_default().to_owned();
                        *row = row.iter().map(first).collect();
                    }
                    return true;
                }
                Ok(false) => return false,
                Ok(true) | Err(_) => self.damaged += 1,
            }
        }
    }

    /// Whether a cell holds the end of its row and the beginning of another: one
    /// stray quotation mark, and all lines up to the next are one cell.
    fn swallows(&self, row: &Row) -> bool {
        let last = self.headings.len().saturating_sub(1);
        let mut cells = row.iter().enumerate();
        cells.any(|(place, cell)| {
            let marks = |line: &str| line.bytes().filter(|b| *b == self.separator).count();
            let mut lines = cell.split(['\r', '\n']).map(marks);
            let Some(first) = lines.next() else {
                return false;
            };
            let others: Vec<usize> = lines.collect();
            let is_joint = others
                .last()
                .is_some_and(|end| first >= last.saturating_sub(place) && *end >= place);
            is_joint || others.iter().any(|marks| *marks >= last)
        })
    }

    /// What could not be read.
    pub(super) fn gap(&self) -> Option<Gap> {
        let (what, count, advice) = match (self.damaged, self.swallowing) {
            (0, 0) => return None,
            (0, count) => (
                "have a cell that holds other rows",
                count,
                "look for a quotation mark too many, and save the table again",
            ),
            (count, more) => (
                "have another number of cells than its headings",
                count + more,
                "save the table again, all of it",
            ),
        };
        Some(Gap::new(
            GapCode::FileDamaged,
            format!("rows of the table that {what}: {count}"),
            advice,
        ))
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
    fn a_cell_that_swallowed_rows_is_told() {
        let table = [
            ("a,b,c,d\n1,2,3,4\n", false),
            // Lines in a cell are no rows.
            ("a,b,c,d\n1,\"Bank, of\nOslo\",3,4\n", false),
            ("a,b,c,d\n1,\"2\n3\",3,4\n", false),
            // One row, part of two, and all to the end.
            ("a,b,c,d\n1,\"2,3,4\n1,2,3,4\n1,2\",3,4\n", true),
            ("a,b,c,d\n1,\"2,3,4\n1,2\",3,4\n", true),
            ("a,b,c,d\n1,2,3,\"4\n1,2,3,4\n", true),
            ("a;b\n1;\"2\r\n1;2\"\n", true),
        ];
        for (text, expected) in table {
            let mut sheet = Sheet::open(text).unwrap();
            let mut row = Row::new();
            while sheet.next(&mut row) {}
            assert_eq!(sheet.gap().is_some(), expected, "{text}");
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
