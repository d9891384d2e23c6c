//! What stands in a table beside the columns that a mapping names.
//!
//! Facts of other kinds are normal there, and are named in the account of the
//! list. But a second table to the right, a heading that stands there twice and a
//! column without one may hold apps that nobody reads: where they hold ids that the
//! list of the device lacks, no device of the table is fully known.

use super::super::headed_ids::ids;
use super::super::json::Node;
use super::super::sheet::clean;
use super::lines::{Block, Columns};
use super::record::{Record, Rows, Table};
use crate::inventory::{Gap, GapCode};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How many columns are named, and how long each name may be, in letters.
const NAMED: usize = 12;
const LONGEST: usize = 40;

/// The ids of the apps of each device, in small letters.
#[derive(Debug, Default)]
struct Known<'t> {
    of: HashMap<String, HashSet<String>>,
    columns: Columns<'t>,
}

/// A column that is not read, or not for ids.
struct Column {
    place: usize,
    heading: String,
    is_read: bool,
}

/// What was found beside the columns.
#[derive(Debug, Default)]
struct Found {
    /// Columns that are not read.
    unread: Vec<String>,
    /// Those with ids of apps that the list of the device lacks.
    with_apps: BTreeSet<String>,
    /// Headings of the mapping that stand there twice, above other cells.
    doubled: BTreeSet<String>,
}

/// Looks at what is not read of a table, and notes it there.
pub(super) fn look(table: &mut Table, columns: &Columns<'_>) {
    let mut found = Found::default();
    let mut known = None;
    for part in &table.parts {
        match part {
            Rows::Cells(block) => {
                for column in others(block, columns) {
                    found.column(table, block, &column, columns, &mut known);
                }
            }
            Rows::Nodes { rows, .. } => {
                for row in rows.iter().filter(|row| has_ids(row, "")) {
                    let known = known.get_or_insert_with(|| Known::of(table, columns));
                    let id = device(Record::Node(row), columns);
                    known.walk(&id, row, "", &mut found.with_apps);
                }
            }
        }
    }
    if !table.rest.is_empty() {
        let known = known.get_or_insert_with(|| Known::of(table, columns));
        let is_new = |id: &&String| !known.anywhere(id);
        if table.rest.iter().any(|id| is_new(&id)) {
            found.with_apps.insert("beside the rows".to_owned());
        }
    }
    // Without ids of apps nothing is compliant, whatever else there is.
    let gaps = columns.app.map(|_| found.gaps());
    table.gaps.extend(gaps.into_iter().flatten());
    if !found.unread.is_empty() {
        table.not_read.push(named(&found.unread));
    }
}

/// The columns from which no ids are taken.
fn others(block: &Block, columns: &Columns<'_>) -> Vec<Column> {
    let place = |key: Option<&str>| key.and_then(|key| block.place(key));
    let of_ids = [place(columns.device), place(columns.app)];
    let read: Vec<Option<usize>> = columns.all.iter().map(|key| block.place(key)).collect();
    let width = block.rows.iter().map(Vec::len).max().unwrap_or(0);
    let places = 0..width.max(block.headings.len());
    let places = places.filter(|place| !of_ids.contains(&Some(*place)));
    let column = |place: usize| Column {
        place,
        heading: block.headings.get(place).cloned().unwrap_or_default(),
        is_read: read.contains(&Some(place)),
    };
    places.map(column).collect()
}

impl Found {
    /// Looks at one column that is not read.
    fn column<'t>(
        &mut self,
        table: &'t Table,
        block: &'t Block,
        column: &Column,
        columns: &Columns<'t>,
        known: &mut Option<Known<'t>>,
    ) {
        let (place, heading) = (column.place, column.heading.as_str());
        let cells = || {
            let rows = block.rows.iter();
            let cells = rows.filter_map(|row| Some((row, row.get(place)?.trim())));
            cells.filter(|(_, cell)| !cell.is_empty())
        };
        let name = match heading {
            "" => format!("column {}", place + 1),
            heading => format!("`{}`", heading.chars().take(LONGEST).collect::<String>()),
        };
        // Some tables have a column for each app.
        if ids(heading, "").next().is_some() {
            self.with_apps.insert(name.clone());
        }
        if cells().next().is_none() {
            return;
        }
        if let Some(first) = block.place(heading).filter(|first| *first < place)
            && columns.all.contains(&heading)
        {
            let own = |row: &Vec<String>| row.get(first).map_or(String::new(), |cell| clean(cell));
            if cells().any(|(row, cell)| clean(cell) != own(row)) {
                self.doubled.insert(name.clone());
            }
        }
        for (row, cell) in cells() {
            for id in ids(cell, heading) {
                let known = known.get_or_insert_with(|| Known::of(table, columns));
                let device = device(Record::Cells(block, row), columns);
                if !known.has(&device, id) {
                    self.with_apps.insert(name.clone());
                }
            }
        }
        if !column.is_read && !self.unread.contains(&name) {
            self.unread.push(name);
        }
    }

    fn gaps(&self) -> Vec<Gap> {
        let list = |names: &BTreeSet<String>| named(&names.iter().cloned().collect::<Vec<_>>());
        let apps = (!self.with_apps.is_empty()).then(|| {
            Gap::new(
                GapCode::FileUnrecognised,
                format!(
                    "ids of apps stand where none are taken from, and the list of the device \
                     lacks them: {}",
                    list(&self.with_apps)
                ),
                "save each table into a file of its own, or export the table without what is \
                 no list of apps",
            )
        });
        let doubled = (!self.doubled.is_empty()).then(|| {
            Gap::new(
                GapCode::FileUnrecognised,
                format!(
                    "columns of the mapping stand in the table twice, and differ: {}",
                    list(&self.doubled)
                ),
                "give each column a heading of its own, or each table a file",
            )
        });
        apps.into_iter().chain(doubled).collect()
    }
}

impl<'t> Known<'t> {
    fn of(table: &Table, columns: &Columns<'t>) -> Self {
        let mut known = Self {
            of: HashMap::new(),
            columns: columns.clone(),
        };
        table.each(&mut |row, app| {
            let apps = known.of.entry(device(row, columns)).or_default();
            let id = columns.app.and_then(|key| app?.get(key));
            apps.extend(id.map(|id| id.to_lowercase()));
        });
        known
    }

    fn has(&self, device: &str, id: &str) -> bool {
        let apps = self.of.get(device);
        apps.is_some_and(|apps| apps.contains(&id.to_lowercase()))
    }

    fn anywhere(&self, id: &str) -> bool {
        let id = id.to_lowercase();
        self.of.values().any(|apps| apps.contains(&id))
    }

    /// Names the members of a row with ids that the list of its device lacks.
    fn walk(&self, device: &str, node: &Node, name: &str, found: &mut BTreeSet<String>) {
        match node {
            Node::Text(text) => {
                if ids(text, name).any(|id| !self.has(device, id)) {
                    let name: String = name.chars().take(LONGEST).collect();
                    found.insert(format!("`{name}`"));
                }
            }
            Node::Array(items) => items
                .iter()
                .for_each(|item| self.walk(device, item, name, found)),
            Node::Object(members) => members
                .iter()
                .filter(|(name, _)| Some(&**name) != self.columns.device)
                .for_each(|(name, member)| self.walk(device, member, name, found)),
            Node::Null | Node::Flag(_) | Node::Integer(_) => {}
        }
    }
}

/// The device of a row, as the table spells it.
fn device(row: Record<'_>, columns: &Columns<'_>) -> String {
    let id = columns.device.and_then(|key| row.get(key));
    id.unwrap_or_default().into_owned()
}

/// Whether a text somewhere in a node is the id of an app.
fn has_ids(node: &Node, name: &str) -> bool {
    match node {
        Node::Text(text) => ids(text, name).next().is_some(),
        Node::Array(items) => items.iter().any(|item| has_ids(item, name)),
        Node::Object(members) => members.iter().any(|(name, node)| has_ids(node, name)),
        Node::Null | Node::Flag(_) | Node::Integer(_) => false,
    }
}

/// The ids of apps in the lists of a document that are not its rows. A text that
/// stands alone says something of the document.
pub(super) fn around(document: &Node, rows: &Node) -> Vec<String> {
    fn walk(node: &Node, rows: &Node, is_listed: bool, name: &str, found: &mut Vec<String>) {
        if std::ptr::eq(node, rows) {
            return;
        }
        match node {
            Node::Text(text) if is_listed => found.extend(ids(text, name).map(str::to_owned)),
            Node::Array(items) => items
                .iter()
                .for_each(|item| walk(item, rows, true, name, found)),
            Node::Object(members) => members
                .iter()
                .for_each(|(name, member)| walk(member, rows, is_listed, name, found)),
            Node::Text(_) | Node::Null | Node::Flag(_) | Node::Integer(_) => {}
        }
    }
    let mut found = Vec::new();
    walk(document, rows, false, "", &mut found);
    found
}

/// Whether cells hold the id of an app.
pub(super) fn holds_ids<'c>(cells: impl IntoIterator<Item = &'c String>) -> bool {
    cells.into_iter().any(|cell| ids(cell, "").next().is_some())
}

fn named(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    shown.join(", ") + &more
}
