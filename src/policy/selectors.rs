//! What a rule selects. Any selector that matches is enough.

use crate::catalogue::Country;

/// A raw package name or bundle id, or the beginning of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdPattern {
    /// Exactly this id.
    Exact(String),
    /// Every id that begins with this.
    Prefix(String),
}

/// What a rule selects, with names resolved against the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selectors {
    /// Products, as places in the catalogue's families.
    pub families: Vec<usize>,
    /// Owners with everything they control, as places in its owners.
    pub owners: Vec<usize>,
    /// Countries of owners.
    pub countries: Vec<Country>,
    /// Kinds of products.
    pub categories: Vec<String>,
    /// Raw Android package names.
    pub android: Vec<IdPattern>,
    /// Raw iOS bundle ids.
    pub ios: Vec<IdPattern>,
    /// Exact developer names of the store.
    pub developers: Vec<String>,
}

impl Selectors {
    /// Whether it selects nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
