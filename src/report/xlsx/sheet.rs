//! One sheet of a workbook, row by row: typed cells, a frozen line of headings
//! with filters, and the limits of spreadsheet programs.
//!
//! No cell can calculate: text is written as a string, and marked so that it stays
//! one when somebody edits it. What a limit leaves out is said where it is missing.

use crate::report::escape::{prose, terminal};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The most characters of a cell, counted as UTF-16 does (Excel specifications and
/// limits, Microsoft).
const LONGEST: usize = 32_767;
/// The most rows of a sheet, with the headings (the same source).
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Stands at the end of a text that was cut.
const CUT: &str = "… (cut: a cell holds no more)";

/// What a cell holds.
#[derive(Debug)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// A word, an id, a version: text, whatever it looks like.
    Text(String),
    /// A sentence, which is wrapped.
    Prose(String),
    /// A count.
    Number(usize),
    /// A day; text, when it is none that a spreadsheet knows.
    Day(String),
}

impl Cell {
    /// Text that a device or a file chose.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(terminal(text))
    }

    /// The same, if there is any.
    pub(super) fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A sentence of ours or of a policy.
    pub(super) fn prose(text: &str) -> Self {
        Self::Prose(prose(text))
    }

    /// The day of a time, if there is one.
    pub(super) fn day(time: Option<&str>) -> Self {
        time.map_or(Self::Empty, |time| {
            Self::Day(crate::report::wording::day(time).to_owned())
        })
    }

    /// A count, if there is one.
    pub(super) fn number(number: Option<u32>) -> Self {
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.map_or(Self::Empty, Self::Number)
    }
}

/// A heading and the width of its column, in characters.
pub(super) type Column = (&'static str, u16);

/// How cells look.
struct Styles {
    heading: Format,
    text: Format,
    prose: Format,
    number: Format,
    day: Format,
}

impl Styles {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            heading: top().set_bold().set_text_wrap(),
            text: top().set_num_format("@").set_quote_prefix(),
            prose: top().set_text_wrap().set_quote_prefix(),
            number: top().set_num_format("0"),
            day: top().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// Adds a sheet with its headings.
pub(super) fn add(book: &mut Workbook, name: &str, columns: &[Column]) -> Result<(), XlsxError> {
    let styles = Styles::new();
    let sheet = book.add_worksheet_with_constant_memory().set_name(name)?;
    for (column, (heading, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, *heading, &styles.heading)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The rows of a sheet below its headings, as they come.
pub(super) struct Rows<'b> {
    sheet: &'b mut Worksheet,
    styles: Styles,
    columns: u16,
    most: u32,
    row: u32,
    left_out: usize,
}

impl<'b> Rows<'b> {
    /// Fills a sheet with at most so many rows, headings included.
    pub(super) fn new(sheet: &'b mut Worksheet, columns: &[Column], most: u32) -> Self {
        Self {
            sheet,
            styles: Styles::new(),
            columns: u16::try_from(columns.len()).unwrap_or(u16::MAX),
            most,
            row: 0,
            left_out: 0,
        }
    }

    /// Adds a row, or counts it where the sheet is full.
    pub(super) fn push(&mut self, cells: Vec<Cell>) -> Result<(), XlsxError> {
        // The last row is kept for what has to be said there.
        if self.row + 1 >= self.most.saturating_sub(1) {
            self.left_out += 1;
            return Ok(());
        }
        self.row += 1;
        for (column, cell) in (0..).zip(cells) {
            put(self.sheet, (self.row, column), cell, &self.styles)?;
        }
        Ok(())
    }

    /// Says what was left out, and sets the filters.
    pub(super) fn finish(mut self) -> Result<(), XlsxError> {
        let (left_out, most) = (self.left_out, self.most);
        if left_out > 0 {
            let text = format!(
                "{left_out} further rows are left out: a sheet holds {most}. `-o json=FILE` \
                 and `-o csv=FILE` have all of them"
            );
            self.row += 1;
            let style = &self.styles.text;
            self.sheet
                .write_string_with_format(self.row, 0, text, style)?;
        }
        let last = self.columns.saturating_sub(1);
        self.sheet.autofilter(0, 0, self.row, last)?;
        Ok(())
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: Cell,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let (text, style) = match cell {
        Cell::Empty => return Ok(()),
        Cell::Number(number) => {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            sheet.write_number_with_format(row, column, number, &styles.number)?;
            return Ok(());
        }
        Cell::Day(day) => match date(&day) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, date, &styles.day)?;
                return Ok(());
            }
            None => (terminal(&day), &styles.text),
        },
        Cell::Text(text) => (text, &styles.text),
        Cell::Prose(text) => (text, &styles.prose),
    };
    if !text.is_empty() {
        sheet.write_string_with_format(row, column, cut(text), style)?;
    }
    Ok(())
}

/// The day, where a spreadsheet counts days: from 1900 on.
pub(super) fn date(day: &str) -> Option<ExcelDateTime> {
    let date: Date = day.parse().ok()?;
    let year = u16::try_from(date.year()).ok()?;
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// As much as a cell holds; what is missing shows.
fn cut(text: String) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut room = LONGEST - CUT.encode_utf16().count();
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(CUT.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::{CUT, Cell, LONGEST, Rows, add, cut, date};
    use calamine::{Reader as _, Xlsx};
    use rust_xlsxwriter::Workbook;
    use std::io::Cursor;

    fn column(cells: Vec<Cell>, most_rows: u32) -> Vec<String> {
        let mut book = Workbook::new();
        let columns = [("Heading", 9)];
        add(&mut book, "One", &columns).unwrap();
        let sheet = book.worksheets_mut().first_mut().unwrap();
        let mut rows = Rows::new(sheet, &columns, most_rows);
        for cell in cells {
            rows.push(vec![cell]).unwrap();
        }
        rows.finish().unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("One").unwrap();
        let text = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
        sheet.rows().map(text).collect()
    }

    #[test]
    fn a_full_sheet_says_how_many_rows_are_left_out() {
        let cells = || (1..=5).map(Cell::Number).collect();
        assert_eq!(column(cells(), 7), ["Heading", "1", "2", "3", "4", "5"]);
        let short = column(cells(), 5);
        assert_eq!(short.get(..4).unwrap(), ["Heading", "1", "2", "3"]);
        assert_eq!(short.len(), 5);
        assert!(short.last().unwrap().starts_with("2 further rows"));
    }

    #[test]
    fn a_long_text_is_cut_where_a_cell_ends() {
        let fits = "\u{1f4f1}".repeat(LONGEST / 2);
        assert_eq!(cut(fits.clone()), fits);
        let cell = cut("\u{1f4f1}".repeat(LONGEST));
        assert!(cell.ends_with(CUT));
        assert!(cell.encode_utf16().count() <= LONGEST);
        let shown = column(vec![Cell::Prose("x".repeat(LONGEST * 2))], 9);
        assert_eq!(shown.last().unwrap().chars().count(), LONGEST);
    }

    #[test]
    fn a_day_that_no_spreadsheet_knows_is_text() {
        assert!(date("2026-11-21").is_some());
        assert!(date("0001-01-01").is_none());
        assert!(date("2026-02-30").is_none());
        let shown = column(vec![Cell::Day("some day".to_owned())], 9);
        assert_eq!(shown, ["Heading", "some day"]);
    }

    #[test]
    fn what_looks_like_an_escape_stays_as_it_is() {
        let shown = column(vec![Cell::text("_x000D_=1+1")], 9);
        assert_eq!(shown, ["Heading", "_x000D_=1+1"]);
    }
}
