//! The rows of a table, whatever form it has.

use super::super::json::{self, Node};
use super::super::sheet::{Row, Sheet, clean, separator};
use super::super::{damage, page};
use super::book;
use super::misfit::Misfit;
use super::model::{Encoding, FileKeys, MAX_ROWS, Mapping, TableFormat};
use crate::inventory::Gap;
use crate::source::capped::Capped;
use crate::source::container::encoding::Plain;
use std::borrow::Cow;
use std::io::Read as _;

/// How many headings are named.
const NAMED: usize = 12;

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    rows: Rows,
    /// What could not be read, and that there is more.
    pub(super) gaps: Vec<Gap>,
}

#[derive(Debug)]
enum Rows {
    Cells {
        headings: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Nodes {
        rows: Vec<Node>,
        /// Where the apps of a row are.
        apps: Option<String>,
    },
}

/// One row, or one app of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Record<'t> {
    Cells(&'t [String], &'t [String]),
    Node(&'t Node),
}

impl<'t> Record<'t> {
    /// The text of a column, or of what a pointer leads to. Empty texts are as
    /// good as none.
    pub(super) fn get(self, key: &str) -> Option<Cow<'t, str>> {
        let text: Cow<'t, str> = match self {
            Record::Cells(headings, cells) => {
                let place = headings.iter().position(|heading| heading == key)?;
                Cow::Owned(clean(cells.get(place)?))
            }
            Record::Node(node) => match at(node, key)? {
                Node::Text(text) => Cow::Borrowed(text.trim()),
                Node::Integer(number) => Cow::Owned(number.to_string()),
                Node::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
                _ => return None,
            },
        };
        (!text.is_empty()).then_some(text)
    }

    fn has(self, key: &str) -> bool {
        match self {
            Record::Cells(headings, _) => headings.iter().any(|heading| heading == key),
            Record::Node(node) => at(node, key).is_some(),
        }
    }
}

/// What a pointer (RFC 6901, without escapes), or the name of a member, leads
/// to.
fn at<'n>(node: &'n Node, pointer: &str) -> Option<&'n Node> {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    if path.is_empty() {
        return Some(node);
    }
    let names = if pointer.starts_with('/') {
        path.split('/').collect()
    } else {
        vec![path]
    };
    names.into_iter().try_fold(node, |node, name| match node {
        Node::Array(items) => items.get(name.parse::<usize>().ok()?),
        _ => node.get(name),
    })
}

impl Table {
    /// Hands on each device row with each of its apps. A row without apps comes
    /// alone.
    pub(super) fn each<'t>(&'t self, sink: &mut dyn FnMut(Record<'t>, Option<Record<'t>>)) {
        match &self.rows {
            Rows::Cells { headings, rows } => {
                for cells in rows {
                    let record = Record::Cells(headings, cells);
                    sink(record, Some(record));
                }
            }
            Rows::Nodes { rows, apps } => {
                for row in rows {
                    let record = Record::Node(row);
                    let Some(pointer) = apps else {
                        sink(record, Some(record));
                        continue;
                    };
                    let found = at(row, pointer).map(Node::items).unwrap_or_default();
                    if found.is_empty() {
                        sink(record, None);
                    }
                    for app in found {
                        sink(record, Some(Record::Node(app)));
                    }
                }
            }
        }
    }

    /// What the table calls its columns.
    fn headings(&self) -> String {
        let names: Vec<&str> = match &self.rows {
            Rows::Cells { headings, .. } => headings.iter().map(String::as_str).collect(),
            Rows::Nodes { rows, .. } => {
                let members = rows.first().map(Node::members).unwrap_or_default();
                members.iter().map(|(name, _)| &**name).collect()
            }
        };
        let shown: Vec<String> = names.iter().take(NAMED).map(|n| format!("`{n}`")).collect();
        shown.join(", ")
    }

    fn is_empty(&self) -> bool {
        match &self.rows {
            Rows::Cells { headings, .. } => headings.len() < 2,
            Rows::Nodes { rows, .. } => rows.is_empty(),
        }
    }
}

/// Opens a table, when it is one that the mapping is for.
pub(super) fn open(mapping: &Mapping, bytes: &[u8]) -> Result<Table, Misfit> {
    open_up_to(mapping, bytes, MAX_ROWS)
}

fn open_up_to(mapping: &Mapping, bytes: &[u8], most: usize) -> Result<Table, Misfit> {
    let file = &mapping.file;
    let table = match file.file.format {
        TableFormat::Xlsx => book::open(bytes, file.file.sheet.as_deref()).map(|sheet| Table {
            gaps: sheet.gap.into_iter().collect(),
            ..cells((sheet.headings, sheet.rows))
        }),
        TableFormat::Csv => csv(&text(bytes, file.file.encoding), &file.file, most),
        TableFormat::Json | TableFormat::NdJson => {
            nodes(&text(bytes, file.file.encoding), &file.file)
        }
    };
    let format = file.file.format.as_str();
    let table = table
        .filter(|table| !table.is_empty())
        .ok_or(Misfit::Format(format))?;
    let (of_device, of_app) = keys(mapping);
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
    // A table of cells without a row still has its headings.
    if let Rows::Cells { headings, .. } = &table.rows {
        let has = |key: &&str| headings.iter().any(|heading| heading == key);
        device_seen = of_device.iter().map(has).collect();
        app_seen = of_app.iter().map(has).collect();
        any_app = true;
    }
    let missing = of_device.iter().zip(device_seen);
    let missing = missing.chain(of_app.iter().zip(app_seen).filter(|_| any_app));
    let mut missing = missing.filter(|(_, seen)| !seen).map(|(key, _)| *key);
    match missing.next() {
        Some(key) => Err(Misfit::Missing(key.to_owned(), table.headings())),
        None => Ok(table),
    }
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

fn cells((headings, rows): (Vec<String>, Vec<Vec<String>>)) -> Table {
    Table {
        rows: Rows::Cells { headings, rows },
        gaps: Vec::new(),
    }
}

fn csv(text: &str, keys: &FileKeys, most: usize) -> Option<Table> {
    let mark = keys
        .delimiter
        .as_deref()
        .and_then(|mark| mark.bytes().next());
    let mut sheet = Sheet::with_separator(text, mark.or_else(|| separator(text))?)?;
    let mut rows = Capped::new(most);
    let mut row = Row::new();
    while sheet.next(&mut row) && rows.push(row.iter().map(str::to_owned).collect()) {}
    let (rows, is_cut) = rows.into_parts();
    let mut table = cells((sheet.headings.clone(), rows));
    table.gaps.extend(sheet.gap());
    table.gaps.extend(is_cut.then(book::too_large));
    Some(table)
}

fn nodes(text: &str, keys: &FileKeys) -> Option<Table> {
    let found = json::read(text.trim_start().as_bytes());
    let mut gaps: Vec<Gap> = found.fault.map(damage::of_json).into_iter().collect();
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
        match rows {
            Node::Array(rows) => rows.clone(),
            Node::Object(_) => vec![rows.clone()],
            _ => return None,
        }
    };
    let apps = keys.apps.clone();
    Some(Table {
        rows: Rows::Nodes { rows, apps },
        gaps,
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
