//! A document in a compact form: the tables of a TOML file without its text, for
//! files that were found to be without mistakes when the program was built.
//!
//! A node is a byte for its kind, four for its length, little end first, and
//! its bytes. A table holds its keys and values in turn, an array its items.
//! Numbers, dates and truth are kept as they are written.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

const STRING: u8 = b's';
const INTEGER: u8 = b'i';
const FLOAT: u8 = b'f';
const BOOLEAN: u8 = b'b';
const DATE: u8 = b'd';
const ARRAY: u8 = b'a';
const TABLE: u8 = b't';

/// The nodes of a file in their compact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compact<'t>(&'t [u8]);

impl<'t> Compact<'t> {
    /// Nodes that [`compact`] wrote.
    #[must_use]
    pub const fn new(bytes: &'t [u8]) -> Self {
        Self(bytes)
    }

    /// The documents of [`compact_all`], by their names.
    pub fn documents(self) -> impl Iterator<Item = (&'t str, &'t str, Self)> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let name = Node::take(&mut rest)?.text();
            let digest = Node::take(&mut rest)?.text();
            let document = Node::take(&mut rest)?;
            Some((name, digest, Self(document.bytes)))
        })
    }

    pub(super) const fn table(self) -> CompactTable<'t> {
        CompactTable(self.0)
    }
}

/// One value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t> {
    kind: u8,
    bytes: &'t [u8],
}

impl<'t> Node<'t> {
    fn take(rest: &mut &'t [u8]) -> Option<Self> {
        let (kind, after) = rest.split_first()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (bytes, after) = after.split_at_checked(length)?;
        *rest = after;
        Some(Self { kind: *kind, bytes })
    }

    fn text(self) -> &'t str {
        std::str::from_utf8(self.bytes).unwrap_or_default()
    }

    fn of(self, kind: u8) -> Option<&'t str> {
        (self.kind == kind).then(|| self.text())
    }

    pub(super) fn as_str(self) -> Option<&'t str> {
        self.of(STRING)
    }

    pub(super) fn as_integer(self) -> Option<&'t str> {
        self.of(INTEGER)
    }

    pub(super) fn as_float(self) -> Option<&'t str> {
        self.of(FLOAT)
    }

    pub(super) fn as_bool(self) -> Option<bool> {
        Some(self.of(BOOLEAN)? == "true")
    }

    pub(super) fn as_date(self) -> Option<&'t str> {
        self.of(DATE)
    }

    pub(super) fn as_table(self) -> Option<CompactTable<'t>> {
        (self.kind == TABLE).then_some(CompactTable(self.bytes))
    }

    pub(super) fn as_array(self) -> Option<Nodes<'t>> {
        (self.kind == ARRAY).then_some(Nodes(self.bytes))
    }

    pub(super) const fn type_str(self) -> &'static str {
        match self.kind {
            STRING => "string",
            INTEGER => "integer",
            FLOAT => "float",
            BOOLEAN => "boolean",
            DATE => "datetime",
            ARRAY => "array",
            _ => "table",
        }
    }
}

/// Nodes one after another.
#[derive(Debug, Clone)]
pub(super) struct Nodes<'t>(&'t [u8]);

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        Node::take(&mut self.0)
    }
}

/// Keys and values in turn.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompactTable<'t>(&'t [u8]);

impl<'t> CompactTable<'t> {
    pub(super) fn entries(self) -> impl Iterator<Item = (&'t str, Node<'t>)> {
        let mut nodes = Nodes(self.0);
        std::iter::from_fn(move || Some((nodes.next()?.text(), nodes.next()?)))
    }

    pub(super) fn get(self, key: &str) -> Option<Node<'t>> {
        // Asked for every key that a table may have, most of which it has not.
        let mut nodes = Nodes(self.0);
        loop {
            let name = nodes.next()?;
            let value = nodes.next()?;
            if name.bytes == key.as_bytes() {
                return Some(value);
            }
        }
    }
}

/// Puts documents into the compact form, each under a name and with the digest
/// of its text.
///
/// # Errors
///
/// The first file that is no TOML, by its name.
pub fn compact_all<'t>(
    files: impl IntoIterator<Item = (&'t str, &'t str, &'t str)>,
) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    for (name, digest, text) in files {
        let root = DeTable::parse(text).map_err(|error| format!("{name}: {error}"))?;
        put(&mut bytes, STRING, name.as_bytes());
        put(&mut bytes, STRING, digest.as_bytes());
        put(&mut bytes, TABLE, &table(root.get_ref()));
    }
    Ok(bytes)
}

fn put(into: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    into.push(kind);
    // A file is at most four megabytes.
    let length = u32::try_from(bytes.len()).unwrap_or_default();
    into.extend(length.to_le_bytes());
    into.extend(bytes);
}

fn table(table: &DeTable<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (key, value) in table {
        put(&mut bytes, STRING, key.get_ref().as_bytes());
        put_value(&mut bytes, value);
    }
    bytes
}

fn put_value(into: &mut Vec<u8>, value: &Spanned<DeValue<'_>>) {
    match value.get_ref() {
        DeValue::String(text) => put(into, STRING, text.as_bytes()),
        DeValue::Integer(number) => {
            let decimal = i64::from_str_radix(number.as_str(), number.radix());
            let text = decimal.map_or_else(|_| number.to_string(), |n| n.to_string());
            put(into, INTEGER, text.as_bytes());
        }
        DeValue::Float(number) => put(into, FLOAT, number.as_str().as_bytes()),
        DeValue::Boolean(truth) => put(into, BOOLEAN, truth.to_string().as_bytes()),
        DeValue::Datetime(date) => put(into, DATE, date.to_string().as_bytes()),
        DeValue::Array(items) => {
            let mut bytes = Vec::new();
            for item in items {
                put_value(&mut bytes, item);
            }
            put(into, ARRAY, &bytes);
        }
        DeValue::Table(inner) => put(into, TABLE, &table(inner)),
    }
}
