//! The run context that every judgement shares: the compiled rules, the catalogue,
//! the terms, and the organisation's own files.

use super::applicability::Applicability;
use super::index::Index;
use super::matching::{Matched, matches};
use super::minimal;
use super::organisation::Organisation;
use super::scoping;
use super::standing::Standing;
use super::terms::Terms;
use crate::catalogue::{AppKey, Catalogue};
use crate::inventory::SelectedBy;
use crate::policy::{Facts, Policy};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// The rules and facts by which every device of a run is judged.
#[derive(Debug)]
pub(super) struct Context<'p> {
    pub(super) catalogue: &'p Catalogue,
    pub(super) index: Index<'p>,
    pub(super) terms: Terms,
    pub(super) organisation: Organisation,
    /// The same rules and facts, as minimal inventories record them.
    pub(super) asked: SelectedBy,
    /// How the policies stand to devices of the same facts, worked out once.
    stands: RwLock<HashMap<(Facts, bool), Standings>>,
    /// How they stand to a device of which nothing was read.
    pub(super) unread: Standings,
}

/// How each subject stands to a device.
type Standings = Arc<[Applicability]>;

/// How many results are cached. A register has a few dozen distinct ones.
const KEPT: usize = 4096;

impl<'p> Context<'p> {
    /// Makes policies ready.
    pub(super) fn new(policies: &'p [Policy], catalogue: &'p Catalogue, terms: Terms) -> Self {
        let index = Index::new(policies, catalogue, terms.as_of);
        let unread = scoping::unread(&index.subjects).into();
        Self {
            catalogue,
            asked: minimal::asked(&index, catalogue),
            index,
            terms,
            organisation: Organisation::default(),
            stands: RwLock::default(),
            unread,
        }
    }

    /// How each policy stands to a device.
    pub(super) fn applicability(&self, standing: &Standing<'_>, complete: bool) -> Standings {
        let work_out =
            || scoping::of(&self.index.subjects, standing, self.terms.as_of, complete).into();
        // An approval is one device's own.
        if standing.approval.is_some() {
            return work_out();
        }
        let key = (standing.facts, complete);
        let known = self.stands.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key) {
            return Arc::clone(known);
        }
        drop(known);
        let found: Standings = work_out();
        let mut known = self.stands.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < KEPT {
            known.insert(key, Arc::clone(&found));
        }
        found
    }

    /// What the rules make of one distinct app, on any device.
    pub(super) fn matched(&self, key: &AppKey<'_>) -> Matched<'p> {
        matches(&self.index, self.catalogue, key)
    }

    /// Whether an app, wherever it is installed, may show something else than
    /// the register says of the device. Never without a register.
    pub(super) fn may_contradict(&self, key: &AppKey<'_>, matched: &Matched<'_>) -> bool {
        let mut lists = self
            .index
            .access_shown_by
            .iter()
            .chain([&self.index.agents]);
        self.organisation.register.is_some()
            && lists.any(|list| list.contains(matched.identity.as_ref(), key))
    }
}
