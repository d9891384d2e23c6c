//! What every judgement of a run shares: the rules made ready, the catalogue,
//! the terms, and the organisation's own files.

use super::index::Index;
use super::matching::{Matched, matches};
use super::organisation::Organisation;
use super::terms::Terms;
use crate::catalogue::{AppKey, Catalogue};

/// The rules and facts by which every device of a run is judged.
#[derive(Debug)]
pub(super) struct Context<'p> {
    pub(super) catalogue: &'p Catalogue,
    pub(super) index: Index<'p>,
    pub(super) terms: Terms,
    pub(super) organisation: Organisation,
}

impl<'p> Context<'p> {
    /// What the rules make of one distinct app, on any device.
    pub(super) fn matched(&self, key: &AppKey<'_>) -> Matched<'p> {
        matches(&self.index, self.catalogue, key)
    }

    /// Whether an app, wherever it is installed, shows access to an
    /// organisation's systems.
    pub(super) fn shows_access(&self, key: &AppKey<'_>, matched: &Matched<'_>) -> bool {
        let mut lists = self.index.access_shown_by.iter();
        lists.any(|list| list.contains(matched.identity.as_ref(), key))
    }
}
