//! Workbooks of spreadsheet programs (Office Open XML), of which one sheet is
//! read as a table.
//!
//! A workbook is a zip file of XML, so what it unpacks to is measured before it
//! is opened; and its cells are taken one by one, because a sheet may claim to
//! be as large as sheets can be.

use super::super::sheet::clean;
use super::model::MAX_ROWS;
use crate::inventory::{Gap, GapCode};
use calamine::{Data, Reader as _, Xlsx};
use std::io::{Cursor, Read as _};

/// The most that a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 128 << 20;

/// The most cells that are read, and the most columns.
const MAX_CELLS: usize = 4_000_000;
const MAX_COLUMNS: u32 = 1_000;

/// A sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What could not be read.
    pub(super) gap: Option<Gap>,
}

/// Reads a sheet; the first one, unless one is named.
pub(super) fn open(bytes: &[u8], sheet: Option<&str>) -> Option<Sheet> {
    if !bytes.starts_with(b"PK\x03\x04") || !is_small(bytes) {
        return None;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let name = match sheet {
        Some(name) => name.to_owned(),
        None => book.sheet_names().first()?.clone(),
    };
    let mut cells = book.worksheet_cells_reader(&name).ok()?;
    let mut all: Vec<Vec<String>> = Vec::new();
    let (mut count, mut last, mut gap) = (0, None, None);
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(_) => {
                gap = Some(damaged());
                break;
            }
        };
        let (row, column) = cell.get_position();
        count += 1;
        if count > MAX_CELLS || all.len() > MAX_ROWS || column >= MAX_COLUMNS {
            gap = Some(too_large());
            break;
        }
        if last != Some(row) {
            last = Some(row);
            all.push(Vec::new());
        }
        let text = text(&Data::from(cell.get_value().clone()));
        if let Some(line) = all.last_mut() {
            let column = usize::try_from(column).unwrap_or(0);
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            if let Some(place) = line.get_mut(column) {
                *place = text;
            }
        }
    }
    let is_empty = |row: &Vec<String>| row.iter().all(String::is_empty);
    let mut rows = all.into_iter().filter(|row| !is_empty(row));
    let headings = rows.next()?.iter().map(|heading| clean(heading)).collect();
    Some(Sheet {
        headings,
        rows: rows.collect(),
        gap,
    })
}

/// Whether everything in a zip file is as large as a workbook may be. The sizes
/// that it states may be wrong, so it is unpacked.
fn is_small(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let mut left = MOST_UNPACKED;
    for place in 0..archive.len() {
        let Ok(member) = archive.by_index(place) else {
            return false;
        };
        match std::io::copy(&mut member.take(left + 1), &mut std::io::sink()) {
            Ok(size) if size <= left => left -= size,
            _ => return false,
        }
    }
    true
}

fn damaged() -> Gap {
    Gap::new(
        GapCode::FileDamaged,
        "the sheet breaks off in something that is no cell",
        "save the workbook again",
    )
}

pub(super) fn too_large() -> Gap {
    Gap::new(
        GapCode::TooLarge,
        "the table holds more rows, cells or columns than are read",
        "save it in parts, each into a file of its own",
    )
}

/// A cell as text. Dates are days since 1899, which become dates again.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(date) => date_text(date.as_f64()),
        other => other.to_string(),
    }
}

/// A number of days since 30 December 1899 as a date with a time.
fn date_text(days: f64) -> String {
    const EPOCH: jiff::civil::DateTime = jiff::civil::DateTime::constant(1899, 12, 30, 0, 0, 0, 0);
    let span = jiff::SignedDuration::try_from_secs_f64((days * 86_400.0).round());
    let date = span.ok().and_then(|span| EPOCH.checked_add(span).ok());
    date.map_or_else(String::new, |date| date.to_string())
}
