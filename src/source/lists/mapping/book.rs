//! Workbooks of spreadsheet programs (Office Open XML), whose sheets are read as
//! tables.
//!
//! A workbook is a zip file of XML, so what it unpacks to is measured before it
//! is opened; and its cells are taken one by one, because a sheet may claim to
//! be as large as sheets can be.

use super::super::sheet::clean;
use super::lines::Grid;
use super::model::MAX_ROWS;
use crate::inventory::{Gap, GapCode};
use crate::source::capped::Capped;
use calamine::{Data, Reader as _, SheetType, Xlsx};
use std::io::{Cursor, Read as _};

/// The most that a workbook may unpack to, in bytes.
const MOST_UNPACKED: u64 = 128 << 20;

/// The most cells that are read, and the most columns.
const MAX_CELLS: usize = 4_000_000;
const MAX_COLUMNS: u32 = 1_000;

/// The sheets that may be read, and what is wrong with the workbook as a whole.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Grid>,
    pub(super) gaps: Vec<Gap>,
    /// The numbers of sheets with cells that the user did not name.
    pub(super) others: Vec<usize>,
}

/// Reads the sheets that hold anything; of them only one, where it is named.
pub(super) fn open(bytes: &[u8], named: Option<&str>) -> Option<Book> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let parts = parts(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let sheets = workbook.sheet_names();
    if named.is_some_and(|named| !sheets.iter().any(|name| name == named)) {
        return None;
    }
    let mut book = Book::default();
    let is_chart: Vec<bool> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| sheet.typ == SheetType::ChartSheet)
        .collect();
    let twice = sheets.iter().enumerate();
    let mut twice = twice.filter(|(place, name)| sheets.iter().take(*place).any(|n| n == *name));
    // Of two with one name only the first is ever read.
    if twice.next().is_some() || parts.has_two_tables || parts.sheets > sheets.len() {
        book.gaps.push(odd());
    }
    for (place, name) in sheets.iter().enumerate() {
        if is_chart.get(place) == Some(&true) {
            continue;
        }
        let number = place + 1;
        let is_other = named.is_some_and(|named| named != name);
        match sheet(&mut workbook, name, number) {
            Some(_) if is_other => book.others.push(number),
            Some(grid) => book.sheets.push(grid),
            None => {}
        }
    }
    Some(book)
}

/// One sheet; `None` where it is empty. What cannot be opened is no table, and told.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, number: usize) -> Option<Grid> {
    let mut grid = Grid {
        number,
        ..Grid::default()
    };
    let Ok(mut cells) = book.worksheet_cells_reader(name) else {
        grid.gaps.push(damaged());
        return Some(grid);
    };
    let mut all = Capped::new(MAX_ROWS);
    let mut line: Vec<String> = Vec::new();
    let (mut count, mut last) = (0, None);
    loop {
        let cell = match cells.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(_) => {
                grid.gaps.push(damaged());
                break;
            }
        };
        let (row, column) = cell.get_position();
        count += 1;
        if count > MAX_CELLS || column >= MAX_COLUMNS {
            grid.gaps.push(too_large());
            break;
        }
        if last != Some(row) {
            last = Some(row);
            if !keep(&mut all, &mut line) {
                break;
            }
        }
        let text = text(&Data::from(cell.get_value().clone()));
        let column = usize::try_from(column).unwrap_or(0);
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        if let Some(place) = line.get_mut(column) {
            *place = text;
        }
    }
    keep(&mut all, &mut line);
    let (rows, is_cut) = all.into_parts();
    grid.gaps.extend(is_cut.then(too_large));
    let mut rows = rows.into_iter();
    let headings = rows.next().unwrap_or_default();
    grid.headings = headings.iter().map(|heading| clean(heading)).collect();
    grid.rows = rows.collect();
    let is_empty = grid.headings.is_empty() && grid.gaps.is_empty();
    (!is_empty).then_some(grid)
}

/// Keeps a row, unless nothing is in it. `false` where there is no room for it.
fn keep(rows: &mut Capped<Vec<String>>, line: &mut Vec<String>) -> bool {
    let line = std::mem::take(line);
    line.iter().all(String::is_empty) || rows.push(line)
}

/// What the parts of a workbook are, whatever its table of contents says.
#[derive(Debug, Default)]
struct Parts {
    sheets: usize,
    /// Whether a sheet holds a second table of cells, which is never read.
    has_two_tables: bool,
}

/// Looks through a zip file; `None` where it is larger than a workbook may be. The
/// sizes that it states may be wrong, so it is unpacked.
fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut left = MOST_UNPACKED;
    let mut parts = Parts::default();
    for place in 0..archive.len() {
        let member = archive.by_index(place).ok()?;
        let name = member.name().to_ascii_lowercase();
        let file = name.strip_prefix("xl/worksheets/");
        let is_sheet = file.is_some_and(|file| !file.contains('/') && !file.is_empty());
        parts.sheets += usize::from(is_sheet);
        let mut tables = Tables::default();
        let mut member = member.take(left + 1);
        left = left.checked_sub(std::io::copy(&mut member, &mut tables).ok()?)?;
        parts.has_two_tables |= is_sheet && tables.count > 1;
    }
    Some(parts)
}

/// Counts the tables of cells in the XML that is written to it.
#[derive(Debug, Default)]
struct Tables {
    count: usize,
    /// The end of what was written before.
    end: Vec<u8>,
}

/// The name of the element that holds all cells.
const TABLE: &[u8] = b"sheetData";

/// The longest prefix of a name that is looked for.
const PREFIX: usize = 32;

impl std::io::Write for Tables {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let before = self.end.len();
        self.end.extend_from_slice(bytes);
        for at in memchr::memmem::find_iter(&self.end, TABLE) {
            // What ended before was counted before.
            let is_new = at + TABLE.len() > before;
            let (start, _) = self.end.split_at(at);
            let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || b":_-.".contains(byte);
            let name = start.iter().rev().take_while(is_name).count();
            let mark = start.iter().rev().nth(name);
            self.count += usize::from(is_new && mark == Some(&b'<'));
        }
        let past = self.end.len().saturating_sub(TABLE.len() + PREFIX);
        self.end.drain(..past);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A workbook that no spreadsheet program writes.
fn odd() -> Gap {
    Gap::new(
        GapCode::FileDamaged,
        "the workbook holds sheets or cells that its table of contents does not lead to",
        "open the workbook in a spreadsheet program, look at every sheet, and save it again",
    )
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
