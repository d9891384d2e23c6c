//! A table as it is read: rows of cells or of JSON, and what a row says under the
//! names that a mapping gives.

use super::super::json::Node;
use super::super::sheet::clean;
use super::lines::Block;
use crate::inventory::Gap;
use std::borrow::Cow;

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// Rows under one line of headings each; of JSON there is one part.
    pub(super) parts: Vec<Rows>,
    /// What could not be read, and that there is more.
    pub(super) gaps: Vec<Gap>,
    /// What is not read, because the mapping does not name it.
    pub(super) not_read: Vec<String>,
    /// Ids of apps in other lists of the document.
    pub(super) rest: Vec<String>,
    /// Sheets of a workbook that the mapping is not for and that hold no ids: their
    /// numbers, and what they say, line by line.
    pub(super) other_sheets: Vec<(usize, String)>,
}

#[derive(Debug)]
pub(super) enum Rows {
    Cells(Block),
    Nodes {
        rows: Vec<Node>,
        /// Where the apps of a row are.
        apps: Option<String>,
    },
}

/// One row, or one app of a row.
#[derive(Debug, Clone, Copy)]
pub(super) enum Record<'t> {
    Cells(&'t Block, &'t [String]),
    Node(&'t Node),
}

impl<'t> Record<'t> {
    /// The text of a column, or of what a pointer leads to. Empty texts are as
    /// good as none.
    pub(super) fn get(self, key: &str) -> Option<Cow<'t, str>> {
        let text: Cow<'t, str> = match self {
            Record::Cells(block, cells) => Cow::Owned(clean(cells.get(block.place(key)?)?)),
            Record::Node(node) => match at(node, key)? {
                Node::Text(text) => Cow::Borrowed(text.trim()),
                Node::Integer(number) => Cow::Owned(number.to_string()),
                Node::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
                _ => return None,
            },
        };
        (!text.is_empty()).then_some(text)
    }

    /// Whether there is such a column or member, empty or not.
    pub(super) fn has(self, key: &str) -> bool {
        match self {
            Record::Cells(block, _) => block.place(key).is_some(),
            Record::Node(node) => at(node, key).is_some(),
        }
    }
}

/// What a pointer (RFC 6901, without escapes), or the name of a member, leads
/// to.
pub(super) fn at<'n>(node: &'n Node, pointer: &str) -> Option<&'n Node> {
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
        for part in &self.parts {
            part.each(sink);
        }
    }
}

impl Rows {
    fn each<'t>(&'t self, sink: &mut dyn FnMut(Record<'t>, Option<Record<'t>>)) {
        match self {
            Rows::Cells(block) => {
                for cells in &block.rows {
                    let record = Record::Cells(block, cells);
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
}
