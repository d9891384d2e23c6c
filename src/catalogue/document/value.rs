//! Tables and values in either form, TOML with its places or compact.

use super::compact::{CompactTable, Node, Nodes};
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table<'t> {
    Toml(&'t DeTable<'t>),
    Compact(CompactTable<'t>),
}

impl<'t> Table<'t> {
    pub(super) fn get(self, key: &str) -> Option<Value<'t>> {
        match self {
            Self::Toml(table) => table.get(key).map(Value::Toml),
            Self::Compact(table) => table.get(key).map(Value::Compact),
        }
    }

    /// Every key, its place and its value.
    pub(super) fn entries(self) -> Vec<(&'t str, Range<usize>, Value<'t>)> {
        match self {
            Self::Toml(table) => table
                .iter()
                .map(|(key, value)| (key.get_ref().as_ref(), key.span(), Value::Toml(value)))
                .collect(),
            Self::Compact(table) => table
                .entries()
                .map(|(key, node)| (key, 0..0, Value::Compact(node)))
                .collect(),
        }
    }

    /// Every key and its place.
    pub(super) fn keys(self) -> Vec<(&'t str, Range<usize>)> {
        match self {
            Self::Toml(table) => table
                .keys()
                .map(|key| (key.get_ref().as_ref(), key.span()))
                .collect(),
            // Files with unknown keys are not put into the compact form.
            Self::Compact(_) => Vec::new(),
        }
    }
}

/// A value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'t> {
    Toml(&'t Spanned<DeValue<'t>>),
    Compact(Node<'t>),
}

impl<'t> Value<'t> {
    pub(super) fn span(self) -> Range<usize> {
        match self {
            Self::Toml(value) => value.span(),
            Self::Compact(_) => 0..0,
        }
    }

    pub(super) fn type_str(self) -> &'static str {
        match self {
            Self::Toml(value) => value.get_ref().type_str(),
            Self::Compact(node) => node.type_str(),
        }
    }

    pub(super) fn as_str(self) -> Option<&'t str> {
        match self {
            Self::Toml(value) => value.get_ref().as_str(),
            Self::Compact(node) => node.as_str(),
        }
    }

    /// A whole number that is not negative.
    pub(super) fn as_integer(self) -> Option<u64> {
        match self {
            Self::Toml(value) => {
                let number = value.get_ref().as_integer()?;
                u64::from_str_radix(number.as_str(), number.radix()).ok()
            }
            Self::Compact(node) => node.as_integer()?.parse().ok(),
        }
    }

    pub(super) fn as_number(self) -> Option<f64> {
        match self {
            Self::Toml(value) => match value.get_ref() {
                DeValue::Integer(number) => number.as_str().parse().ok(),
                DeValue::Float(number) => number.as_str().parse().ok(),
                _ => None,
            },
            Self::Compact(node) => node.as_float().or(node.as_integer())?.parse().ok(),
        }
    }

    pub(super) fn as_bool(self) -> Option<bool> {
        match self {
            Self::Toml(value) => value.get_ref().as_bool(),
            Self::Compact(node) => node.as_bool(),
        }
    }

    /// The text of a date, or of a string that may hold one.
    pub(super) fn as_date_text(self) -> Option<Cow<'t, str>> {
        match self {
            Self::Toml(value) => match value.get_ref() {
                DeValue::Datetime(date) => Some(date.to_string().into()),
                DeValue::String(text) => Some(text.as_ref().into()),
                _ => None,
            },
            Self::Compact(node) => node.as_date().or(node.as_str()).map(Into::into),
        }
    }

    pub(super) fn as_table(self) -> Option<Table<'t>> {
        match self {
            Self::Toml(value) => value.get_ref().as_table().map(Table::Toml),
            Self::Compact(node) => node.as_table().map(Table::Compact),
        }
    }

    pub(super) fn as_array(self) -> Option<Items<'t>> {
        match self {
            Self::Toml(value) => value.get_ref().as_array().map(Items::from_toml),
            Self::Compact(node) => node.as_array().map(Items::Compact),
        }
    }
}

/// The items of an array.
#[derive(Debug, Clone)]
pub(super) enum Items<'t> {
    Toml(std::slice::Iter<'t, Spanned<DeValue<'t>>>),
    Compact(Nodes<'t>),
}

impl<'t> Items<'t> {
    fn from_toml(array: &'t DeArray<'t>) -> Self {
        Self::Toml(array.iter())
    }
}

impl<'t> Iterator for Items<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Toml(items) => items.next().map(Value::Toml),
            Self::Compact(nodes) => nodes.next().map(Value::Compact),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Toml(items) => items.size_hint(),
            Self::Compact(_) => (0, None),
        }
    }
}
