//! The front door: policies and catalogue made ready, readings in, results out.

use super::context::Context;
use super::index::Index;
use super::organisation::Organisation;
use super::result::{AuditResult, DeviceResult, MatchKind, Remark, RuleFact, Unlisted};
use super::terms::Terms;
use super::{data, device};
use crate::catalogue::{AppKey, Catalogue};
use crate::inventory::Reading;
use crate::policy::{Level, Policy};
use std::sync::Arc;

/// Policies and catalogue, ready to judge any number of devices.
#[derive(Debug)]
pub struct Judge<'p> {
    pub(super) context: Context<'p>,
}

impl<'p> Judge<'p> {
    /// Makes policies ready.
    #[must_use]
    pub fn new(policies: &'p [Policy], catalogue: &'p Catalogue, terms: Terms) -> Self {
        Self {
            context: Context {
                catalogue,
                index: Index::new(policies, catalogue, terms.as_of),
                terms,
                organisation: Organisation::default(),
            },
        }
    }

    /// The same judge, with the organisation's own register and waivers.
    #[must_use]
    pub fn for_organisation(mut self, organisation: Organisation) -> Self {
        self.context.organisation = organisation;
        self
    }

    /// Whether any rule is in force. Without one, every phone would look clean.
    #[must_use]
    pub fn has_rules(&self) -> bool {
        !self.context.index.rules.is_empty()
    }

    /// Judges one reading.
    #[must_use]
    pub fn device(&self, reading: Reading) -> DeviceResult {
        match reading.content {
            Ok(inventory) => device::judge(&self.context, reading.locator, &inventory),
            Err(unread) => device::unread(reading.locator, unread),
        }
    }

    /// The rules that an app breaks wherever it is installed, with the level
    /// each gives it and how it matched. For `explain`.
    #[must_use]
    pub fn rules_for(&self, key: &AppKey<'_>) -> Vec<(Arc<RuleFact>, Level, MatchKind)> {
        let matched = self.context.matched(key);
        let hits = matched.hits.iter();
        hits.filter_map(|hit| {
            let compiled = self.context.index.rules.get(hit.rule)?;
            Some((Arc::clone(&compiled.fact), hit.level, hit.matched))
        })
        .collect()
    }

    /// Puts the results for all devices together, worst first.
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
            as_of: self.context.terms.as_of,
            fail_on: self.context.terms.fail_on,
            measures: self.context.index.measures.clone(),
            data: data::sets(self.context.catalogue),
            remarks: self.remarks(&waivers),
            devices,
            unlisted: Unlisted::default(),
        }
    }

    /// What is to be said of measures, and of waivers when those with these ids
    /// permitted something.
    pub(super) fn remarks(&self, used: &[&str]) -> Vec<Remark> {
        let mut remarks = self.context.index.remarks.clone();
        remarks.extend(
            self.context
                .organisation
                .remarks(self.context.terms.as_of, used),
        );
        remarks
    }
}
