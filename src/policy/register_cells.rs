//! Cells of a register in CSV as spreadsheets leave them, and ids that are none.
//!
//! An id that is spelt otherwise than its device takes the facts of its row from it,
//! and a row that ended inside a cell is lost with all it says. Both would be silent:
//! the device is then one of which nobody states anything.

use std::borrow::Cow;

/// The text of a cell, without what spreadsheets put around it to keep a text a
/// text, and without invisible characters at its ends.
pub(super) fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim_matches(is_idle);
    let formula = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let text = formula.or_else(|| cell.strip_prefix('\''));
    text.unwrap_or(cell).trim_matches(is_idle)
}

/// Blanks, and characters that nobody sees.
fn is_idle(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters of no width, which copying out of mails and web pages brings along.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Why a text is surely the id of no device, or not as the device has it.
pub(super) fn is_no_id(id: &str) -> Option<Cow<'static, str>> {
    if id.chars().any(|c| is_invisible(c) || c.is_control()) {
        return Some("it holds characters that nobody sees".into());
    }
    if let Some(mark) = id
        .chars()
        .find(|c| matches!(c, '"' | '\'' | '=' | '#' | ',' | ';'))
    {
        return Some(format!("no serial or UDID has `{mark}` in it").into());
    }
    is_rounded(id).then(|| "a spreadsheet has rounded the number".into())
}

/// Whether a spreadsheet took a long number for one to compute with: `3.57E+14`.
fn is_rounded(id: &str) -> bool {
    let id = id.to_ascii_uppercase();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    id.split_once("E+")
        .is_some_and(|(number, power)| digits(power) && digits(&number.replacen(['.', ','], "", 1)))
}

/// Whether a cell of a row holds the end of its row and the beginning of another:
/// one quotation mark too many, and all lines up to the next are one cell.
pub(super) fn swallows(record: &csv::StringRecord, columns: usize, separator: u8) -> bool {
    let last = columns.saturating_sub(1);
    let marks = |line: &str| line.bytes().filter(|byte| *byte == separator).count();
    record.iter().enumerate().any(|(place, cell)| {
        let mut lines = cell
            .split(['\r', '\n'])
            .filter(|line| !line.is_empty())
            .map(marks);
        let first = lines.next().unwrap_or_default();
        let others: Vec<usize> = lines.collect();
        let is_joint = others
            .last()
            .is_some_and(|end| first >= last.saturating_sub(place) && *end >= place);
        is_joint || others.iter().any(|marks| *marks >= last)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_put_around_a_text_is_taken_away() {
        for cell in [
            "=\"R2BBBB\"",
            "'R2BBBB",
            "\u{200b}R2BBBB",
            "R2BBBB\u{feff} ",
            " R2BBBB",
        ] {
            assert_eq!(unwrapped(cell), "R2BBBB", "{cell:?}");
        }
    }

    #[test]
    fn what_no_device_has_is_no_id() {
        for id in [
            "#R2BBBB",
            "R2\u{200b}BBBB",
            "3.57E+14",
            "3,57e+14",
            "\"R2",
            "=R2",
            "A,B",
        ] {
            assert!(is_no_id(id).is_some(), "{id}");
        }
        for id in [
            "R58N12ABCDE",
            "00008110-0011223344550001",
            "10.0.0.7:5555",
            "emulator-5554",
            "phones/a phone.txt",
            "1E+",
        ] {
            assert_eq!(is_no_id(id), None, "{id}");
        }
    }

    #[test]
    fn rows_in_a_cell_are_seen_and_notes_of_several_lines_are_not() {
        let row = |cells: &[&str]| csv::StringRecord::from(cells.to_vec());
        let swallowed = ["R1", "minister", "Ola\nR2,minister,Kari"];
        assert!(swallows(&row(&swallowed), 3, b','));
        assert!(swallows(
            &row(&["Ola,R2,minister\nKari", "R3", "x"]),
            3,
            b','
        ));
        assert!(swallows(&row(&["R1", "x\nR2;y"]), 2, b';'));
        assert!(!swallows(
            &row(&["R1", "minister", "called\nno answer"]),
            3,
            b';'
        ));
    }
}
