//! The lines of a table of cells: which of them are rows, and which only look so.
//!
//! People put tables under each other, and programs repeat the headings and add
//! sums. Read as rows, such lines are devices that nobody has, or hide devices that
//! somebody has.

use super::super::sheet::clean;
use crate::inventory::{Gap, GapCode};

/// What the first cell of a row of sums says, in letters.
const SUMS: [&str; 12] = [
    "total",
    "totals",
    "totalt",
    "totaal",
    "grandtotal",
    "subtotal",
    "sum",
    "sums",
    "summe",
    "count",
    "antall",
    "aantal",
];

/// A table before anything is made of it: that of a file, or of one sheet.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Which sheet it is, from 1; 0 for the whole file.
    pub(super) number: usize,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What could not be read.
    pub(super) gaps: Vec<Gap>,
}

/// Rows under one line of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The columns that a mapping names.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns<'m> {
    /// All of them.
    pub(super) all: Vec<&'m str>,
    /// That of the ids of devices, and that of the ids of apps.
    pub(super) device: Option<&'m str>,
    pub(super) app: Option<&'m str>,
}

/// What the lines of a table are.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) blocks: Vec<Block>,
    /// Lines of headings that lack a column of the mapping.
    foreign: usize,
    /// Rows of sums.
    pub(super) sums: usize,
}

impl Lines {
    /// Those of a table with these headings.
    ///
    /// # Errors
    ///
    /// The column that no heading names.
    pub(super) fn of(grid: Grid, columns: &Columns<'_>) -> Result<Self, String> {
        let names = |key: &str| grid.headings.iter().any(|heading| heading == key);
        if let Some(missing) = columns.all.iter().find(|key| !names(key)) {
            return Err((*missing).to_owned());
        }
        let first = grid.headings.clone();
        let mut lines = Self::default();
        let mut block = Block::under(grid.headings);
        for row in grid.rows {
            if is_heading(block.cell(&row, columns.device), &first)
                || is_heading(block.cell(&row, columns.app), &first)
            {
                match headings(&row, &columns.all) {
                    Some(headings) if headings == block.headings => {}
                    Some(headings) => {
                        let done = std::mem::replace(&mut block, Block::under(headings));
                        lines.blocks.push(done);
                    }
                    None => lines.foreign += 1,
                }
            } else if is_sum(&row) {
                lines.sums += 1;
            } else {
                block.rows.push(row);
            }
        }
        lines.blocks.push(block);
        Ok(lines)
    }

    /// Rows that stand under headings of another table.
    pub(super) fn gap(&self) -> Option<Gap> {
        (self.foreign > 0).then(|| {
            Gap::new(
                GapCode::FileUnrecognised,
                format!(
                    "lines of headings inside of the table that lack a column of the mapping: {}",
                    self.foreign
                ),
                "save each table into a file of its own",
            )
        })
    }
}

impl Block {
    const fn under(headings: Vec<String>) -> Self {
        Self {
            headings,
            rows: Vec::new(),
        }
    }

    /// The place of a column.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.headings.iter().position(|heading| heading == key)
    }

    fn cell<'r>(&self, row: &'r [String], key: Option<&str>) -> &'r str {
        let place = key.and_then(|key| self.place(key));
        let cell = place.and_then(|place| row.get(place));
        cell.map_or("", |cell| cell.trim())
    }
}

/// Whether a cell repeats a heading.
fn is_heading(cell: &str, headings: &[String]) -> bool {
    let same = |heading: &String| heading.eq_ignore_ascii_case(cell);
    !cell.is_empty() && headings.iter().any(same)
}

/// The headings in a line that has every column of the mapping.
fn headings(row: &[String], keys: &[&str]) -> Option<Vec<String>> {
    let spelt = |cell: &String| {
        let cell = clean(cell);
        let key = keys.iter().find(|key| key.eq_ignore_ascii_case(&cell));
        key.map_or(cell, |key| (*key).to_owned())
    };
    let mut found: Vec<String> = row.iter().map(spelt).collect();
    while found.last().is_some_and(String::is_empty) {
        found.pop();
    }
    let has = |key: &&str| found.iter().any(|heading| heading == key);
    keys.iter().all(has).then_some(found)
}

/// Whether a row holds sums: it says so first, and all else in it is numbers.
fn is_sum(row: &[String]) -> bool {
    let cells = row.iter().map(|cell| cell.trim());
    let mut cells = cells.filter(|cell| !cell.is_empty());
    let letters = cells.next().unwrap_or_default().chars();
    let letters: String = letters
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    SUMS.contains(&letters.as_str()) && cells.all(|cell| !cell.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().map(row).collect()
    }

    fn lines(all: &[&[&str]]) -> Result<Lines, String> {
        let mut rows = rows(all).into_iter();
        let grid = Grid {
            headings: rows.next().unwrap_or_default(),
            rows: rows.collect(),
            ..Grid::default()
        };
        let columns = Columns {
            all: vec!["Serial", "Package"],
            device: Some("Serial"),
            app: Some("Package"),
        };
        Lines::of(grid, &columns)
    }

    /// The lines of a table; the rows of each block in it, and how many lines are
    /// foreign headings and sums.
    type Case<'c> = (&'c [&'c [&'c str]], &'c [usize], usize, usize);

    #[test]
    fn lines_that_are_no_rows_are_told_apart() {
        let head: &[&str] = &["Serial", "Package", "App"];
        let row: &[&str] = &["R1", "com.example.chat", "Chat"];
        let table: [Case<'_>; 9] = [
            (&[head, row, row], &[2], 0, 0),
            (&[head, row, head, row], &[2], 0, 0),
            (
                &[head, row, &["serial", "PACKAGE", "app"], row],
                &[1, 1],
                0,
                0,
            ),
            (
                &[head, row, &["App", "Package", "Serial"], row],
                &[1, 1],
                0,
                0,
            ),
            (&[head, row, &["Package", "Owner"], row], &[2], 1, 0),
            (&[head, row, &["Total", "4", ""]], &[1], 0, 1),
            (&[head, row, &["", "", "Sum: "]], &[1], 0, 1),
            (&[head, &["Total", "com.example.chat", ""]], &[1], 0, 0),
            (&[head, &["Total", "4", "Chat"]], &[1], 0, 0),
        ];
        for (all, blocks, foreign, sums) in table {
            let lines = lines(all).unwrap();
            let found: Vec<usize> = lines.blocks.iter().map(|block| block.rows.len()).collect();
            assert_eq!(found, blocks, "{all:?}");
            assert_eq!((lines.foreign, lines.sums), (foreign, sums), "{all:?}");
        }
        assert_eq!(lines(&[&["Serial", "App"], row]).unwrap_err(), "Package");
    }
}
