//! From one inventory to one device's result.

use super::advice::advice;
use super::age;
use super::applicability::{Applicability, Applies};
use super::context::Context;
use super::evidence::DeviceEvidence;
use super::index::Compiled;
use super::matching::{Hit, Matched, key};
use super::measure::ExceptionFact;
use super::minimal;
use super::organisation::{self, Target};
use super::overlap::{Judged, told_once};
use super::parts::summarise;
use super::profiles;
use super::result::{AppCounts, DeviceResult, Finding, MatchKind, OwnerFact, Remark, WaiverFact};
use super::spellings;
use super::standing::Standing;
use super::terms::Terms;
use super::verdict::Verdict;
use super::web;
use super::weight::{unseen, weight};
use crate::catalogue::{Country, Identity, Relation};
use crate::inventory::{
    App, Complete, Coverage, DeviceIdentity, Inventory, Locator, NAME_ONLY, ProfileKind, Unread,
    WEB_PAGE, WebPage,
};
use crate::policy::{Found, Level, Preinstalled, Proven};
use std::cmp::Reverse;
use std::sync::Arc;

/// Judges one inventory.
pub(super) fn judge(
    context: &Context<'_>,
    locator: Locator,
    inventory: &Inventory,
) -> DeviceResult {
    let terms = context.terms;
    let mut coverage = seen(context, inventory);
    let known = (&context.index, context.catalogue);
    let mut standing = organisation::standing(&context.organisation, known, inventory);
    let is_seen = coverage.complete().is_some();
    let applicability = context.applicability(&standing, is_seen);
    let applicability = profiles::narrowed(&context.index, applicability, &mut coverage);
    let index = &context.index;
    web::state_unseen(index, &applicability, terms, inventory, &mut coverage);
    let mut remarks = std::mem::take(&mut standing.remarks);
    let policies = &context.index.policies;
    remarks.extend(organisation::approvals_missing(
        policies,
        &standing,
        terms.as_of,
    ));
    remarks.extend(age::remark(terms, inventory));
    let mut work = Judgement {
        context,
        inventory,
        standing,
        applicability: &applicability,
        counts: minimal::counts(inventory),
        findings: Vec::new(),
        unclear: 0,
    };
    work.all();
    if let Some(gap) = spellings::unclear(inventory, work.unclear) {
        coverage.add_gap(gap);
    }
    let complete = coverage.complete();
    let evidence = DeviceEvidence::of(inventory, work.standing.facts, terms.digests);
    let (counts, mut findings) = (work.counts, work.findings);
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    let breaks_policy = breaks(terms, &findings, &remarks);
    let device = &inventory.device;
    DeviceResult {
        locator,
        id: device.id.clone(),
        identity: DeviceIdentity::of(device),
        platform: Some(device.platform),
        maker: device.maker.clone(),
        model: device.model.clone(),
        os_version: device.os_version.clone(),
        taken_at: inventory.taken_at,
        evidence,
        verdict: verdict(breaks_policy, complete, &applicability),
        applicability,
        age_days: age::days_old(terms, inventory),
        coverage,
        apps: counts,
        findings,
        remarks,
    }
}

/// Whether anything was found that the audit fails on and nothing permits.
fn breaks(terms: Terms, findings: &[Finding], remarks: &[Remark]) -> bool {
    let fails = |level| terms.fail_on.is_reached_by(level);
    let mut findings = findings.iter().filter(|finding| finding.is_open());
    let mut told = remarks.iter().filter(|remark| remark.is_finding);
    findings.any(|finding| fails(finding.level)) || told.any(|remark| fails(remark.level))
}

/// How much of the device was seen, for this audit.
fn seen(context: &Context<'_>, inventory: &Inventory) -> Coverage {
    let access = organisation::asks_for_access(&context.organisation, inventory);
    let mut coverage = minimal::coverage(&context.asked, access, inventory);
    if let Some(gap) = age::gap(context.terms, inventory) {
        coverage.add_gap(gap);
    }
    for gap in unseen(context.terms, inventory) {
        coverage.add_gap(gap);
    }
    coverage
}

/// A device that was fully read is compliant only if somebody judged it, and
/// nobody was in doubt whether to.
fn verdict(
    breaks_policy: bool,
    complete: Option<Complete>,
    applicability: &[Applicability],
) -> Verdict {
    let any = |state| applicability.iter().any(|stand| stand.state == state);
    if breaks_policy {
        Verdict::NonCompliant
    } else if any(Applies::Unknown) {
        Verdict::Indeterminate
    } else if any(Applies::Judged) {
        Verdict::of(breaks_policy, complete)
    } else {
        Verdict::NotApplicable
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

/// The result for a device of which there is no inventory.
pub(super) fn unread(context: &Context<'_>, locator: Locator, unread: Unread) -> DeviceResult {
    let coverage = Coverage::new(Vec::new(), vec![unread.gap], Vec::new());
    DeviceResult {
        locator,
        id: unread.id,
        identity: None,
        platform: unread.platform,
        maker: None,
        model: None,
        os_version: None,
        taken_at: None,
        evidence: DeviceEvidence::default(),
        verdict: Verdict::of(false, coverage.complete()),
        applicability: Arc::clone(&context.unread),
        age_days: None,
        coverage,
        apps: AppCounts::default(),
        findings: Vec::new(),
        remarks: Vec::new(),
    }
}

/// The work on one device.
struct Judgement<'w, 'p> {
    context: &'w Context<'p>,
    inventory: &'w Inventory,
    standing: Standing<'w>,
    applicability: &'w [Applicability],
    counts: AppCounts,
    findings: Vec<Finding>,
    /// Apps on which the audit would fail if their ids mean what they look like.
    unclear: usize,
}

impl<'p> Judgement<'_, 'p> {
    fn all(&mut self) {
        let inventory = self.inventory;
        for app in inventory.apps() {
            self.app(app);
        }
        for page in inventory.web_pages.pages() {
            self.page(page);
        }
    }

    fn app(&mut self, app: &App) {
        let key = key(self.inventory.device.platform, app);
        let matched = self.context.matched(&key);
        if app.is_present() {
            self.counts.total += 1;
            self.counts.owner_known += usize::from(matched.identity.is_some());
        }
        self.findings_of(app, &matched);
    }

    fn page(&mut self, page: &WebPage) {
        let matched = web::matched(&self.context.index, &page.host);
        self.findings_of(&page.as_app(), &matched);
    }

    fn findings_of(&mut self, app: &App, matched: &Matched<'_>) {
        let hits = matched.hits.iter();
        let judged: Vec<(Judged<'p>, bool)> = hits
            .filter_map(|hit| {
                let judged = self.hit(app, matched, hit)?;
                let is_unclear = self.is_unclear(app, hit, &judged);
                Some((judged, is_unclear))
            })
            .collect();
        self.unclear += usize::from(judged.iter().any(|(_, is_unclear)| *is_unclear));
        let judged = judged.into_iter().map(|(judged, _)| judged);
        for Judged {
            finding,
            rule,
            group,
            ..
        } in told_once(judged.collect())
        {
            let sums_up = rule.countries.preinstalled == Preinstalled::Summarise;
            if group && sums_up && !self.context.terms.list_parts {
                summarise(&mut self.findings, finding);
            } else {
                self.findings.push(finding);
            }
        }
    }

    /// Whether the audit would fail on the app if other capitals are meant than its id
    /// has, and nothing permits that.
    fn is_unclear(&self, app: &App, hit: &Hit, judged: &Judged<'_>) -> bool {
        let terms = self.context.terms;
        let most = terms.most(judged.rule.deadline).min(weight(app.state));
        hit.matched == MatchKind::Capitals
            && judged.finding.is_open()
            && terms.fail_on.is_reached_by(hit.if_meant.min(most))
    }

    /// What one rule makes of one app; nothing when the rule is not about it on
    /// this device.
    fn hit(&self, app: &App, matched: &Matched<'_>, hit: &Hit) -> Option<Judged<'p>> {
        let compiled = self.context.index.rules.get(hit.rule)?;
        let kind = self.profile_kind(app);
        let names_apps = hit.matched != MatchKind::Condition;
        if !compiled.rule.condition.holds(app, kind, names_apps) {
            return None;
        }
        let proven = self.proven(app, matched, hit);
        let target = match app.id.strip_prefix(WEB_PAGE) {
            Some(host) if hit.matched == MatchKind::WebHost => Target::Page(host),
            _ => Target::App(proven),
        };
        let stand = self.applicability.get(compiled.subject);
        let stand = stand.filter(|stand| stand.state == Applies::Judged)?;
        let day = self.context.terms.as_of;
        let permitted = organisation::exception(compiled.policy, &self.standing, day, target);
        // An exception often describes a device that the scope leaves out. The
        // permission is told all the same: it is why nothing is wrong.
        if permitted.is_none() && !stand.inside {
            return None;
        }
        let mut finding = self.finding(app, matched, hit, compiled);
        finding.permitted_by = permitted.map(ExceptionFact::of);
        finding.waived_by = self.waiver(&finding, proven);
        if !finding.is_open() {
            // What is permitted needs no mending.
            finding.how_to_fix = None;
        }
        let group = hit.by_group && app.origin.is_preinstalled() && finding.permitted_by.is_none();
        let ignored = group && compiled.rule.countries.preinstalled == Preinstalled::Ignore;
        (!ignored).then_some(Judged {
            finding,
            policy: compiled.policy,
            rule: compiled.rule,
            group,
        })
    }

    /// Until its deadline a rule only warns.
    fn level(&self, hit: &Hit, compiled: &Compiled<'_>) -> Level {
        let most = self.context.terms.most(compiled.rule.deadline);
        hit.level.min(most)
    }

    fn profile_kind(&self, app: &App) -> Option<ProfileKind> {
        let mut profiles = self.inventory.coverage().profiles().iter();
        let profile = profiles.find(|profile| profile.id == app.profile)?;
        Some(profile.kind)
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
        let profile_kind = self.profile_kind(app);
        Finding {
            rule: Arc::clone(&compiled.fact),
            level: self.level(hit, compiled).min(weight(app.state)),
            app: app.id.clone(),
            name: known.or_else(|| app.name.clone()),
            variant: identity.and_then(|found| found.variant).map(str::to_owned),
            version: app.version.clone(),
            first_installed: app.first_installed,
            profile: app.profile,
            profile_kind,
            state: app.state,
            origin: app.origin,
            matched: hit.matched,
            id_confidence: hit.id_confidence,
            owner: identity.and_then(|found| self.owner(found, hit)),
            hint: hit.hint,
            hint_name: self.country_name(hit.hint),
            by_owner: hit.by_owner,
            summarises: None,
            // A rule that only asks for awareness asks nobody to remove
            // anything.
            how_to_fix: (compiled.rule.level > Level::Note)
                .then(|| self.advice(app, profile_kind, hit.matched)),
            waived_by: None,
            permitted_by: None,
        }
    }

    fn advice(&self, app: &App, profile: Option<ProfileKind>, matched: MatchKind) -> String {
        let platform = self.inventory.device.platform;
        match app.id.strip_prefix(NAME_ONLY) {
            Some(name) => {
                let catalogue = self.context.catalogue;
                let names = self.context.index.names(catalogue);
                names.advice(catalogue, platform, name)
            }
            None => advice(platform, app, profile, matched),
        }
    }

    /// What the app surely is, as far as permissions ask about what this rule found.
    fn proven<'a>(&self, app: &'a App, matched: &Matched<'_>, hit: &Hit) -> Proven<'a> {
        let key = key(self.inventory.device.platform, app);
        let identity = matched.identity.as_ref();
        let is_found_so = identity.is_some_and(|found| hit.matched == found.matched.into());
        let catalogue = self.context.catalogue;
        if is_found_so {
            Proven::where_found(catalogue, identity, key)
        } else {
            Proven::of(catalogue, identity, key)
        }
    }

    fn waiver(&self, finding: &Finding, app: Proven<'_>) -> Option<Arc<WaiverFact>> {
        let found = Found {
            rule: &finding.rule.id,
            device: &self.inventory.device.id,
            owners: &app.owners(self.context.catalogue),
            app,
        };
        let day = self.context.terms.as_of;
        self.context.organisation.waiver(day, &found)
    }

    fn owner(&self, identity: &Identity<'_>, hit: &Hit) -> Option<OwnerFact> {
        let catalogue = self.context.catalogue;
        let owner = catalogue.owner(identity.owner)?;
        let tie = hit.attribution;
        let control = || {
            catalogue
                .chain(identity.owner)
                .find_map(|(_, owner)| owner.control().next())
        };
        let country = tie.map_or_else(control, |tie| Some(tie.country));
        Some(OwnerFact {
            id: owner.id().to_owned(),
            name: owner.name().to_owned(),
            through: tie
                .filter(|tie| tie.through != identity.owner)
                .and_then(|tie| catalogue.owner(tie.through))
                .map(|above| above.name().to_owned()),
            country,
            country_name: self.country_name(country),
            relation: tie.map_or_else(
                || country.map(|_| Relation::Control),
                |tie| Some(tie.relation),
            ),
            confidence: tie.map_or_else(|| owner.confidence(), |tie| tie.confidence),
            contested: tie.map_or_else(|| owner.contested().is_some(), |tie| tie.contested),
        })
    }

    fn country_name(&self, country: Option<Country>) -> Option<String> {
        let name = self.context.catalogue.country_name(country?)?;
        Some(name.to_owned())
    }
}
