//! The front door: policies and catalogue made ready, readings in, answers out.

use super::device;
use super::index::Index;
use super::matching::{MatchKind, Matched, is_listed, matches};
use super::organisation::Organisation;
use super::result::{AuditResult, DeviceResult, Remark, RuleFact, Unlisted};
use crate::catalogue::{AppKey, Catalogue};
use crate::inventory::Reading;
use crate::policy::{Level, Policy};
use jiff::civil::Date;
use std::sync::Arc;

/// The terms of a run that are not in any policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The day the audit is made for.
    pub as_of: Date,
    /// The level from which a finding breaks the policy.
    pub fail_on: Level,
    /// How old an inventory may be, in days.
    pub max_age_days: Option<u32>,
}

/// Policies and catalogue, ready to judge any number of devices.
#[derive(Debug)]
pub struct Judge<'p> {
    pub(super) catalogue: &'p Catalogue,
    pub(super) index: Index<'p>,
    pub(super) terms: Terms,
    pub(super) organisation: Organisation,
}

impl<'p> Judge<'p> {
    /// Makes policies ready.
    #[must_use]
    pub fn new(policies: &'p [Policy], catalogue: &'p Catalogue, terms: Terms) -> Self {
        Self {
            catalogue,
            index: Index::new(policies, catalogue, terms.as_of),
            terms,
            organisation: Organisation::default(),
        }
    }

    /// The same judge, with the organisation's own register and waivers.
    #[must_use]
    pub fn for_organisation(mut self, organisation: Organisation) -> Self {
        self.organisation = organisation;
        self
    }

    /// Whether any rule is in force. Without one, every phone would look clean.
    #[must_use]
    pub fn has_rules(&self) -> bool {
        !self.index.rules.is_empty()
    }

    /// Judges one reading.
    #[must_use]
    pub fn device(&self, reading: Reading) -> DeviceResult {
        match reading.content {
            Ok(inventory) => device::judge(self, reading.locator, &inventory),
            Err(unread) => device::unread(reading.locator, unread),
        }
    }

    /// The rules that an app breaks wherever it is installed, with the level
    /// each gives it and how it matched. For `explain`.
    #[must_use]
    pub fn rules_for(&self, key: &AppKey<'_>) -> Vec<(Arc<RuleFact>, Level, MatchKind)> {
        let matched = self.matched(key);
        let hits = matched.hits.iter();
        hits.filter_map(|hit| {
            let compiled = self.index.rules.get(hit.rule)?;
            Some((Arc::clone(&compiled.fact), hit.level, hit.matched))
        })
        .collect()
    }

    /// What the rules make of one distinct app, on any device.
    pub(super) fn matched(&self, key: &AppKey<'_>) -> Matched<'p> {
        matches(&self.index, self.catalogue, key)
    }

    /// Whether an app, wherever it is installed, shows access to an
    /// organisation's systems.
    pub(super) fn shows_access(&self, key: &AppKey<'_>, matched: &Matched<'_>) -> bool {
        let mut lists = self.index.access_shown_by.iter();
        lists.any(|list| is_listed(list, matched.identity.as_ref(), key))
    }

    /// Puts the answers for all devices together, worst first.
    #[must_use]
    pub fn result(&self, mut devices: Vec<DeviceResult>) -> AuditResult {
        devices.sort_by(|a, b| {
            (a.verdict.rank(), &a.id, &a.locator).cmp(&(b.verdict.rank(), &b.id, &b.locator))
        });
        let findings = devices.iter().flat_map(|device| &device.findings);
        let waivers: Vec<&str> = findings
            .filter_map(|finding| finding.waived_by.as_ref())
            .map(|waiver| waiver.id.as_str())
            .collect();
        AuditResult {
            as_of: self.terms.as_of,
            fail_on: self.terms.fail_on,
            measures: self.index.measures.clone(),
            remarks: self.remarks(&waivers),
            devices,
            unlisted: Unlisted::default(),
        }
    }

    /// What is to be said of measures, and of waivers when those with these ids
    /// permitted something.
    pub(super) fn remarks(&self, used: &[&str]) -> Vec<Remark> {
        let mut remarks = self.index.remarks.clone();
        remarks.extend(self.organisation.remarks(self.terms.as_of, used));
        remarks
    }
}
