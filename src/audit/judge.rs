//! The entry point: takes policies, catalogue and readings, gives results.

use super::attendance::{self, Attendance};
use super::context::Context;
use super::matching::key;
use super::organisation::Organisation;
use super::outcome::{AuditResult, Evidence, FileFact, Unlisted};
use super::result::{DeviceResult, MatchKind, Remark, RuleFact};
use super::terms::Terms;
use super::told::Told;
use super::{data, device, web};
use crate::catalogue::{AppKey, Catalogue};
use crate::inventory::{App, InputLedger, Inventory, Reading, SelectedBy, WebPage};
use crate::policy::{Level, Policy};
use std::collections::BTreeSet;
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
            context: Context::new(policies, catalogue, terms),
        }
    }

    /// The same judge, with the organisation's own register and waivers.
    #[must_use]
    pub fn for_organisation(mut self, organisation: Organisation) -> Self {
        self.context.organisation = organisation;
        self
    }

    /// The register, with no device ticked off yet.
    #[must_use]
    pub fn attendance(&self) -> Attendance<'_> {
        Attendance::new(&self.context.organisation)
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
            Err(unread) => device::unread(&self.context, reading.locator, unread),
        }
    }

    /// The inventory with only what the rules of this run match: what may be kept of
    /// a privately owned phone. It can be judged by these rules and no others.
    #[must_use]
    pub fn minimal(&self, inventory: Inventory) -> Inventory {
        let context = &self.context;
        let by = SelectedBy {
            access: context.organisation.register.is_some(),
            ..context.asked.clone()
        };
        let platform = inventory.device.platform;
        let asked = |app: &App| {
            let key = key(platform, app);
            let matched = context.matched(&key);
            let wanted = !matched.hits.is_empty() || context.may_contradict(&key, &matched);
            (wanted, matched.identity.is_some())
        };
        let of_page = |page: &WebPage| !web::matched(&context.index, &page.host).hits.is_empty();
        inventory.narrowed(by, asked, of_page)
    }

    /// The same, for whatever was read.
    #[must_use]
    pub fn minimal_reading(&self, reading: Reading) -> Reading {
        Reading {
            content: reading.content.map(|inventory| self.minimal(inventory)),
            ..reading
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

    /// Puts the results for all devices together, worst first. `missing` are
    /// the devices of the register that were never read.
    #[must_use]
    pub fn result(&self, mut devices: Vec<DeviceResult>, missing: Vec<String>) -> AuditResult {
        devices.sort_by(|a, b| {
            (a.verdict.rank(), &a.id, &a.locator).cmp(&(b.verdict.rank(), &b.id, &b.locator))
        });
        let mut told = Told::default();
        for device in &devices {
            told.merge(&Told::of(device), 1);
        }
        AuditResult {
            as_of: self.context.terms.as_of,
            fail_on: self.context.terms.fail_on,
            measures: self.context.index.measures.clone(),
            data: data::sets(self.context.catalogue),
            remarks: self.remarks(&told, &missing),
            evidence: self.evidence(missing),
            devices,
            unlisted: Unlisted::default(),
            inputs: InputLedger::default(),
        }
    }

    fn evidence(&self, not_read: Vec<String>) -> Evidence {
        let organisation = &self.context.organisation;
        Evidence {
            register: organisation.register.as_ref().map(|register| FileFact {
                digest: register.digest.clone(),
                date: register.date,
                entries: register.len(),
            }),
            waivers: organisation.waivers.as_ref().map(|file| FileFact {
                digest: file.digest.clone(),
                date: file.date,
                entries: file.waivers.len(),
            }),
            not_read,
        }
    }

    /// What is to be said of the waivers after a run in which those with the ids
    /// in `used` permitted something.
    #[must_use]
    pub fn waiver_remarks(&self, used: &BTreeSet<String>) -> Vec<Remark> {
        let context = &self.context;
        context.organisation.remarks(context.terms.as_of, used)
    }

    /// What is to be said of measures, of waivers, of devices that did not come
    /// and of what was assumed.
    pub(super) fn remarks(&self, told: &Told, missing: &[String]) -> Vec<Remark> {
        let context = &self.context;
        let mut remarks = context.index.remarks.clone();
        remarks.extend(self.waiver_remarks(&told.waivers));
        remarks.extend(attendance::remark(missing));
        remarks.extend(context.organisation.columns_unread());
        remarks.extend(told.remarks(&context.index.subjects));
        remarks
    }
}
