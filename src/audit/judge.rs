//! From one reading to one device's answer.

use super::advice::advice;
use super::index::{Compiled, Index};
use super::matching::{Hit, Matched, matches};
use super::result::{AppCounts, AuditResult, DeviceResult, Finding, OwnerFact};
use super::verdict::Verdict;
use crate::catalogue::{AppKey, Catalogue, Identity, Relation};
use crate::inventory::{App, Coverage, Gap, GapCode, Inventory, Locator, Reading, State, Unread};
use crate::policy::{Facts, Level, Policy, Preinstalled};
use jiff::civil::Date;
use std::cmp::Reverse;

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
    catalogue: &'p Catalogue,
    index: Index<'p>,
    terms: Terms,
}

impl<'p> Judge<'p> {
    /// Makes policies ready.
    #[must_use]
    pub fn new(policies: &'p [Policy], catalogue: &'p Catalogue, terms: Terms) -> Self {
        Self {
            catalogue,
            index: Index::new(policies, catalogue),
            terms,
        }
    }

    /// Judges one reading.
    #[must_use]
    pub fn device(&self, reading: Reading) -> DeviceResult {
        match reading.content {
            Ok(inventory) => self.inventory(reading.locator, &inventory),
            Err(unread) => unread_device(reading.locator, unread),
        }
    }

    /// What the rules make of one distinct app, on any device.
    pub(super) fn matched(&self, key: &AppKey<'_>) -> Matched<'p> {
        matches(&self.index, self.catalogue, key)
    }

    /// Puts the answers for all devices together, worst first.
    #[must_use]
    pub fn result(&self, mut devices: Vec<DeviceResult>) -> AuditResult {
        devices.sort_by(|a, b| {
            (a.verdict.rank(), &a.id, &a.locator).cmp(&(b.verdict.rank(), &b.id, &b.locator))
        });
        AuditResult {
            as_of: self.terms.as_of,
            fail_on: self.terms.fail_on,
            measures: self.index.measures.clone(),
            devices,
            remarks: Vec::new(),
        }
    }

    fn inventory(&self, locator: Locator, inventory: &Inventory) -> DeviceResult {
        let mut coverage = inventory.coverage().clone();
        if let Some(gap) = self.too_old(inventory) {
            coverage.add_gap(gap);
        }
        let mut work = Work {
            judge: self,
            inventory,
            facts: Facts::STRICTEST,
            counts: AppCounts::default(),
            findings: Vec::new(),
        };
        for app in inventory.apps() {
            work.app(app);
        }
        let Work {
            counts,
            mut findings,
            ..
        } = work;
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        let breaks_policy = findings
            .iter()
            .any(|f| f.level >= self.terms.fail_on && f.is_open());
        let device = &inventory.device;
        DeviceResult {
            locator,
            id: device.id.clone(),
            platform: Some(device.platform),
            maker: device.maker.clone(),
            model: device.model.clone(),
            os_version: device.os_version.clone(),
            taken_at: inventory.taken_at,
            verdict: Verdict::of(breaks_policy, coverage.complete()),
            coverage,
            apps: counts,
            findings,
            remarks: Vec::new(),
        }
    }

    /// An old list says nothing about what is on the phone today.
    fn too_old(&self, inventory: &Inventory) -> Option<Gap> {
        let limit = self.terms.max_age_days?;
        let days = |n: u32| {
            if n == 1 {
                "1 day".to_owned()
            } else {
                format!("{n} days")
            }
        };
        let unknown = |why: &str| {
            Some(Gap::new(
                GapCode::AgeUnknown,
                format!("{why}, and the audit allows {} at most", days(limit)),
                "take the inventory again",
            ))
        };
        let Some(taken_at) = inventory.taken_at else {
            return unknown("the inventory does not say when it was taken");
        };
        let taken = taken_at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let age = (self.terms.as_of - taken).get_days();
        // A phone east of us may be a calendar day ahead, not more.
        if age < -1 {
            return unknown("the inventory carries a date in the future");
        }
        let age = u32::try_from(age).unwrap_or(0);
        (age > limit).then(|| {
            Gap::new(
                GapCode::InventoryStale,
                format!(
                    "the inventory is {} old and the audit allows {}",
                    days(age),
                    days(limit)
                ),
                "take the inventory again",
            )
        })
    }
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (
        Reverse(finding.level),
        finding.app.as_str(),
        finding.profile,
        finding.rule.id.as_str(),
    )
}

fn unread_device(locator: Locator, unread: Unread) -> DeviceResult {
    let coverage = Coverage::new(Vec::new(), vec![unread.gap], Vec::new());
    DeviceResult {
        locator,
        id: unread.id,
        platform: unread.platform,
        maker: None,
        model: None,
        os_version: None,
        taken_at: None,
        verdict: Verdict::of(false, coverage.complete()),
        coverage,
        apps: AppCounts::default(),
        findings: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The work on one device.
struct Work<'w, 'p> {
    judge: &'w Judge<'p>,
    inventory: &'w Inventory,
    facts: Facts,
    counts: AppCounts,
    findings: Vec<Finding>,
}

impl Work<'_, '_> {
    fn app(&mut self, app: &App) {
        let key = AppKey {
            platform: self.inventory.device.platform,
            id: &app.id,
            store_id: app.store_id,
            developer: app.developer.as_deref(),
            signer: app.signer.as_deref(),
        };
        let matched = self.judge.matched(&key);
        if app.is_present() {
            self.counts.total += 1;
            self.counts.owner_known += usize::from(matched.identity.is_some());
        }
        for hit in &matched.hits {
            let Some(compiled) = self.judge.index.rules.get(hit.rule) else {
                continue;
            };
            if !compiled.policy.scope.covers(self.facts) {
                continue;
            }
            let finding = self.finding(app, &matched, hit, compiled);
            let group = hit.by_group && app.origin.is_preinstalled();
            match compiled.rule.countries.preinstalled {
                Preinstalled::Ignore if group => {}
                Preinstalled::Summarise if group => self.summarise(finding),
                _ => self.findings.push(finding),
            }
        }
    }

    fn finding(
        &self,
        app: &App,
        matched: &Matched<'_>,
        hit: &Hit,
        compiled: &Compiled<'_>,
    ) -> Finding {
        let identity = matched.identity.as_ref();
        let known = identity.and_then(|found| found.name).map(str::to_owned);
        let profile_kind = self
            .inventory
            .coverage()
            .profiles()
            .iter()
            .find(|profile| profile.id == app.profile)
            .map(|profile| profile.kind);
        let platform = self.inventory.device.platform;
        Finding {
            rule: std::sync::Arc::clone(&compiled.fact),
            level: hit.level.min(weight(app.state)),
            app: app.id.clone(),
            name: known.or_else(|| app.name.clone()),
            variant: identity.and_then(|found| found.variant).map(str::to_owned),
            version: app.version.clone(),
            profile: app.profile,
            profile_kind,
            state: app.state,
            origin: app.origin,
            matched: hit.matched,
            id_confidence: hit.id_confidence,
            owner: identity.and_then(|found| self.owner(found, hit)),
            hint: hit.hint,
            summarises: None,
            // A rule that only asks for awareness asks nobody to remove
            // anything.
            how_to_fix: (compiled.rule.level > Level::Note)
                .then(|| advice(platform, app, profile_kind, hit.matched)),
            waived_by: None,
            permitted_by: None,
        }
    }

    fn owner(&self, identity: &Identity<'_>, hit: &Hit) -> Option<OwnerFact> {
        let catalogue = self.judge.catalogue;
        let owner = catalogue.owners.get(identity.owner)?;
        let tie = hit.attribution;
        let control = || {
            catalogue
                .chain(identity.owner)
                .find_map(|(_, o)| o.control.first())
        };
        Some(OwnerFact {
            id: owner.id.clone(),
            name: owner.name.clone(),
            through: tie
                .filter(|tie| tie.through != identity.owner)
                .and_then(|tie| catalogue.owners.get(tie.through))
                .map(|above| above.name.clone()),
            country: tie.map_or_else(|| control().copied(), |tie| Some(tie.country)),
            relation: tie.map_or_else(
                || control().map(|_| Relation::Control),
                |tie| Some(tie.relation),
            ),
            confidence: tie.map_or(owner.confidence, |tie| tie.confidence),
            contested: tie.map_or(owner.contested.is_some(), |tie| tie.contested),
        })
    }

    /// A phone of some makers carries dozens of the maker's own components.
    /// They become one finding for each owner at the top of the chain.
    fn summarise(&mut self, finding: Finding) {
        fn group(finding: &Finding) -> Option<&str> {
            let owner = finding.owner.as_ref()?;
            Some(owner.through.as_deref().unwrap_or(&owner.name))
        }
        let same = self.findings.iter_mut().find(|known| {
            known.summarises.is_some()
                && known.rule.id == finding.rule.id
                && group(known) == group(&finding)
        });
        let Some(known) = same else {
            return self.findings.push(Finding {
                summarises: Some(1),
                ..finding
            });
        };
        let count = known.summarises.map(|count| count + 1);
        // The most serious, then the surest, stands for all of them.
        let weight = |f: &Finding| (Reverse(f.level), f.matched);
        if weight(&finding) < weight(known) {
            *known = finding;
        }
        known.summarises = count;
    }
}

/// The most a finding can weigh: what is not installed does not break a
/// policy, and is worth knowing.
fn weight(state: State) -> Level {
    match state {
        State::Installed | State::Disabled | State::Suspended | State::Hidden => Level::Deny,
        State::Archived | State::Residue => Level::Warn,
        State::Removed => Level::Note,
    }
}
