//! Opening a table, whatever form it has, and comparing it with its mapping.

use super::super::json::{self, Node};
use super::super::names_only::are_headings;
use super::super::sheet::{Row, Sheet, separator};
use super::super::{damage, page};
use super::lines::{Columns, Grid, Lines};
use super::misfit::Misfit;
use super::model::{Encoding, FileKeys, MAX_ROWS, Mapping, TableFormat};
use super::record::{Rows, Table, at};
use super::{beside, book};
use crate::inventory::{Gap, GapCode};
use crate::source::capped::Capped;
use crate::source::container::encoding::Plain;
use std::borrow::Cow;
use std::io::Read as _;

/// How many headings are named.
const NAMED: usize = 12;

/// What the rows of JSON call their members.
fn members(table: &Table) -> String {
    let rows = table.parts.iter().filter_map(|part| match part {
        Rows::Nodes { rows, .. } => rows.first(),
        Rows::Cells(_) => None,
    });
    let names: Vec<String> = rows
        .flat_map(Node::members)
        .map(|(name, _)| name.to_string())
        .collect();
    shown(&names)
}

/// The first of some headings.
fn shown(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|n| format!("`{n}`")).collect();
    shown.join(", ")
}

/// Opens a table, when it is one that the mapping is for.
pub(super) fn open(mapping: &Mapping, bytes: &[u8]) -> Result<Table, Misfit> {
    open_up_to(mapping, bytes, MAX_ROWS)
}

fn open_up_to(mapping: &Mapping, bytes: &[u8], most: usize) -> Result<Table, Misfit> {
    let file = &mapping.file;
    let other = Misfit::Format(file.file.format.as_str());
    let (of_device, of_app) = keys(mapping);
    let columns = Columns {
        all: of_device.iter().chain(&of_app).copied().collect(),
        device: file.device.id.as_deref(),
        app: file.app.id.as_deref(),
    };
    let mut table = match file.file.format {
        TableFormat::Xlsx => {
            let book = book::open(bytes, file.file.sheet.as_deref()).ok_or(other)?;
            let others = book.others.iter().map(|number| format!("sheet {number}"));
            let not_read = others.collect();
            of_grids(book.sheets, book.gaps, not_read, &columns, file.file.format)?
        }
        TableFormat::Csv => {
            let text = text(bytes, file.file.encoding);
            let grid = csv(&text, &file.file, most).ok_or(other)?;
            let (gaps, not_read) = (Vec::new(), Vec::new());
            of_grids(vec![grid], gaps, not_read, &columns, file.file.format)?
        }
        TableFormat::Json | TableFormat::NdJson => {
            let table = nodes(&text(bytes, file.file.encoding), &file.file).ok_or(other)?;
            has_keys(&table, &of_device, &of_app)?;
            table
        }
    };
    beside::look(&mut table, &columns);
    Ok(table)
}

/// The rows of all tables that the mapping is for. What the others hold is told.
fn of_grids(
    grids: Vec<Grid>,
    gaps: Vec<Gap>,
    not_read: Vec<String>,
    columns: &Columns<'_>,
    format: TableFormat,
) -> Result<Table, Misfit> {
    let mut misfit = None;
    let mut table = Table {
        parts: Vec::new(),
        gaps,
        not_read,
        rest: Vec::new(),
        other_sheets: Vec::new(),
    };
    let mut sums = 0;
    for mut grid in grids {
        let (number, headings) = (grid.number, grid.headings.clone());
        table.gaps.append(&mut grid.gaps);
        let all = grid.rows.iter().chain([&grid.headings]);
        let is_list = beside::holds_ids(all.flatten())
            || are_headings(grid.headings.iter().map(String::as_str));
        let names = |key: &&str| headings.iter().any(|heading| heading == key);
        let fits = columns.all.iter().all(names);
        let said = if fits { String::new() } else { said(&grid) };
        let lines = if headings.len() < 2 {
            Err(Misfit::Format(format.as_str()))
        } else {
            let missing = |key| Misfit::Missing(key, shown(&headings));
            Lines::of(grid, columns).map_err(missing)
        };
        match lines {
            Ok(lines) => {
                sums += lines.sums;
                table.gaps.extend(lines.gap());
                table
                    .parts
                    .extend(lines.blocks.into_iter().map(Rows::Cells));
            }
            Err(why) => {
                misfit.get_or_insert(why);
                if is_list {
                    table.gaps.push(other_sheet(number));
                } else {
                    table.other_sheets.push((number, said));
                }
                table.not_read.push(format!("sheet {number}"));
            }
        }
    }
    if table.parts.is_empty() {
        return Err(misfit.unwrap_or(Misfit::Format(format.as_str())));
    }
    if sums > 0 {
        table.not_read.push(format!("rows of sums: {sums}"));
    }
    Ok(table)
}

/// What a table says, line by line.
fn said(grid: &Grid) -> String {
    let rows = [&grid.headings].into_iter().chain(&grid.rows);
    let lines: Vec<String> = rows.map(|row| row.join("\t")).collect();
    lines.join("\n")
}

/// A sheet that lists apps under other headings than those of the mapping.
pub(super) fn other_sheet(number: usize) -> Gap {
    Gap::new(
        GapCode::FileUnrecognised,
        format!(
            "sheet {number} of the workbook lists apps under headings that are not those of the \
             mapping"
        ),
        "name the one sheet that counts as `sheet` under [file] of the mapping, or save the other \
         into a workbook of its own",
    )
}

/// Whether some row has each member that the mapping names.
fn has_keys(table: &Table, of_device: &[&str], of_app: &[&str]) -> Result<(), Misfit> {
    let (mut device_seen, mut app_seen) = (vec![false; of_device.len()], vec![false; of_app.len()]);
    let mut any_app = false;
    table.each(&mut |device, app| {
        for (key, seen) in of_device.iter().zip(&mut device_seen) {
            *seen = *seen || device.has(key);
        }
        for (key, seen) in of_app.iter().zip(&mut app_seen) {
            any_app |= app.is_some();
            *seen = *seen || app.is_some_and(|app| app.has(key));
        }
    });
    let missing = of_device.iter().zip(device_seen);
    let missing = missing.chain(of_app.iter().zip(app_seen).filter(|_| any_app));
    let mut missing = missing.filter(|(_, seen)| !seen).map(|(key, _)| *key);
    missing.next().map_or(Ok(()), |key| {
        Err(Misfit::Missing(key.to_owned(), members(table)))
    })
}

/// The columns that a mapping names, of devices and of apps.
fn keys(mapping: &Mapping) -> (Vec<&str>, Vec<&str>) {
    let file = &mapping.file;
    let (device, app) = (&file.device, &file.app);
    let of_device = [
        &device.id,
        &device.platform,
        &device.model,
        &device.os_version,
        &device.ownership,
        &file.date.taken_at,
    ];
    let of_app = [
        &app.id,
        &app.name,
        &app.version,
        &app.state,
        &app.managed,
        &app.first_installed,
    ];
    (
        of_device
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect(),
        of_app.into_iter().flatten().map(String::as_str).collect(),
    )
}

fn csv(text: &str, keys: &FileKeys, most: usize) -> Option<Grid> {
    let mark = keys
        .delimiter
        .as_deref()
        .and_then(|mark| mark.bytes().next());
    let mut sheet = Sheet::with_separator(text, mark.or_else(|| separator(text))?)?;
    let mut rows = Capped::new(most);
    let mut row = Row::new();
    while sheet.next(&mut row) && rows.push(row.iter().map(str::to_owned).collect()) {}
    let (rows, is_cut) = rows.into_parts();
    let gaps = sheet.gap().into_iter().chain(is_cut.then(book::too_large));
    Some(Grid {
        number: 0,
        gaps: gaps.collect(),
        headings: sheet.headings,
        rows,
    })
}

fn nodes(text: &str, keys: &FileKeys) -> Option<Table> {
    let found = json::read(text.trim_start().as_bytes());
    let mut gaps: Vec<Gap> = found.fault.map(damage::of_json).into_iter().collect();
    let mut rest = Vec::new();
    let rows = if keys.format == TableFormat::NdJson {
        found.values
    } else {
        let mut documents = found.values.into_iter();
        let document = documents.next()?;
        let more = keys.more.as_deref().and_then(|more| at(&document, more));
        let is_part = more.is_some_and(|more| {
            !matches!(more, Node::Null | Node::Flag(false)) && more.as_text() != Some("")
        });
        gaps.extend(is_part.then(page::more));
        let others = documents.len();
        gaps.extend((others > 0).then(|| damage::strangers(others)));
        let rows = at(&document, keys.rows.as_deref().unwrap_or_default())?;
        rest = beside::around(&document, rows);
        match rows {
            Node::Array(rows) => rows.clone(),
            Node::Object(_) => vec![rows.clone()],
            _ => return None,
        }
    };
    let apps = keys.apps.clone();
    (!rows.is_empty()).then(|| Table {
        parts: vec![Rows::Nodes { rows, apps }],
        gaps,
        not_read: Vec::new(),
        rest,
        other_sheets: Vec::new(),
    })
}

/// The text of a file in its encoding.
fn text(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    let mark: &[u8] = match encoding {
        Encoding::Windows1252 => return encoding_rs::WINDOWS_1252.decode(bytes).0,
        Encoding::Utf16Le if !bytes.starts_with(b"\xff\xfe") => b"\xff\xfe",
        Encoding::Utf16Be if !bytes.starts_with(b"\xfe\xff") => b"\xfe\xff",
        _ => b"",
    };
    if mark.is_empty() && !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff") {
        return String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
    }
    let mut plain = String::new();
    // Reading from memory does not fail, and what cannot be decoded is marked.
    let _ = Plain::new(mark.chain(bytes)).read_to_string(&mut plain);
    Cow::Owned(plain.trim_start_matches('\u{feff}').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = "schema = 1\nname = \"x\"\n[file]\nformat = \"csv\"\n[device]\nid = \"S\"\nid-kind = \"serial\"\nplatform-is = \"android\"\n[app]\nid = \"P\"\n";

    #[test]
    fn rows_beyond_the_most_are_a_gap() {
        let mapping = Mapping::read(MAPPING, "2026-11-26".parse().unwrap()).unwrap();
        let text = b"S,P\nA,a.b\nA,a.c\nB,a.d\n";
        for (most, expected) in [(2, 1), (3, 0), (4, 0)] {
            let table = open_up_to(&mapping, text, most).unwrap();
            assert_eq!(table.gaps.len(), expected, "{most}");
        }
    }
}
