//! Comparing two audits.

use super::model::{
    Change, Counts, DeviceDiff, Diff, FindingDiff, Held, SCHEMA, Side, Stand, Trace,
};
use super::pairing;
use crate::audit::Threshold;
use crate::inventory::{GapCode, Platform};
use crate::report::document::{Device, Finding, Gap, Verdict};
use crate::report::wording;
use std::collections::{BTreeMap, BTreeSet};

impl Side {
    /// Adds a reading of a device.
    pub fn add(&mut self, device: &Device<'_>) {
        let platform = device.platform.as_deref().and_then(Platform::parse);
        let mut traces: Vec<Trace> = device.findings.iter().map(trace).collect();
        traces.sort();
        let implausible = |gap: &Gap<'_>| gap.code == GapCode::DateImplausible.as_str();
        self.hold(
            Held {
                identity: pairing::identity(platform, &device.id, device.model.as_deref()),
                id: device.id.clone().into_owned(),
                verdict: device.verdict,
                taken_at: device.taken_at.as_deref().map(str::to_owned),
                plausible: !device.coverage.gaps.iter().any(implausible),
                complete: device.coverage.complete,
                not_judged: device
                    .applicability
                    .iter()
                    .filter(|stand| !stand.is_judged())
                    .map(|stand| stand.subject().to_owned())
                    .collect(),
                about: wording::about(device),
                traces,
            },
            platform,
        );
    }

    pub(super) fn hold(&mut self, held: Held, platform: Option<Platform>) {
        let id = pairing::folded(platform, &held.id);
        self.devices.entry(id).or_default().push(held);
    }

    fn stand(&self, devices: &BTreeMap<&str, Vec<&Held>>) -> Stand {
        let all = || devices.values().flatten();
        let count = |answer| all().filter(|device| device.verdict == answer).count();
        Stand {
            source: self.place.clone(),
            devices: all().count(),
            non_compliant: count(Verdict::NonCompliant),
            indeterminate: count(Verdict::Indeterminate),
            compliant: count(Verdict::Compliant),
            not_applicable: count(Verdict::NotApplicable),
            not_fully_read: all().filter(|device| !device.complete).count(),
            policies: self.policies.clone(),
        }
    }
}

fn trace(finding: &Finding<'_>) -> Trace {
    let text = |text: &std::borrow::Cow<'_, str>| text.clone().into_owned();
    let owner = finding.owner_through.as_ref().or(finding.owner.as_ref());
    Trace {
        rule: text(&finding.rule),
        app: text(&finding.app),
        name: finding.name.as_ref().map(text),
        profile: finding.profile,
        state: text(&finding.state),
        version: finding.version.as_ref().map(text),
        first_installed: finding.first_installed.as_ref().map(text),
        level: finding.level,
        open: finding.is_open(),
        group: finding.summarises.and(owner).map(text),
    }
}

impl Trace {
    /// What makes it the same finding in two audits. Which of several apps
    /// stands for a summary says nothing, nor does the profile of that one.
    pub(super) fn key(&self) -> (&str, bool, &str, u32) {
        match &self.group {
            Some(group) => (&self.rule, true, group, 0),
            None => (&self.rule, false, &self.app, self.profile),
        }
    }
}

impl Diff {
    /// Compares two audits.
    #[must_use]
    pub fn between(old: &Side, new: &Side) -> Self {
        let (mut before, mut after) = (pairing::counting(old), pairing::counting(new));
        let mut diff = Self {
            schema: SCHEMA,
            old: old.stand(&before),
            new: new.stand(&after),
            summary: Counts::default(),
            devices: Vec::new(),
        };
        let ids: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
        for id in ids {
            let of = |side: &mut BTreeMap<_, _>| side.remove(id).unwrap_or_default();
            for (before, after) in pairing::devices(&of(&mut before), &of(&mut after)) {
                let device = device(before, after, new.fail_on);
                diff.count(&device);
                let changed = device.presence != "both" || device.old_verdict != device.new_verdict;
                if changed || !device.findings.is_empty() {
                    diff.devices.push(device);
                }
            }
        }
        diff.devices.sort_by_key(urgency);
        diff
    }

    fn count(&mut self, device: &DeviceDiff) {
        let counts = &mut self.summary;
        counts.devices_new += usize::from(device.presence == "new");
        counts.devices_gone += usize::from(device.presence == "gone");
        let broken = Some(Verdict::NonCompliant.as_str());
        let breaks = device.new_verdict == broken && device.old_verdict != broken;
        counts.devices_breaking += usize::from(breaks);
        for finding in &device.findings {
            *match finding.kind {
                Change::New => &mut counts.new,
                Change::WaiverLapsed => &mut counts.waiver_lapsed,
                Change::StillThere => &mut counts.still_there,
                Change::NotSeen => &mut counts.not_seen,
                Change::NotJudged => &mut counts.not_judged,
                Change::Eased => &mut counts.eased,
                Change::Permitted => &mut counts.permitted,
                Change::Fixed => &mut counts.fixed,
            } += 1;
            counts.updated += usize::from(finding.old_version.is_some());
            counts.breaking += usize::from(finding.breaking);
        }
    }
}

fn device(old: Option<&Held>, new: Option<&Held>, fail_on: Threshold) -> DeviceDiff {
    let presence = match (old, new) {
        (None, _) => "new",
        (_, None) => "gone",
        _ => "both",
    };
    let mut findings = Vec::new();
    if let Some(new) = new {
        let before = old.map_or(&[][..], |old| &old.traces);
        for pair in pairing::traces(before, &new.traces) {
            findings.extend(match pair {
                (known, Some(trace)) => found(known, trace, fail_on),
                (Some(trace), None) => gone(trace, new),
                (None, None) => None,
            });
        }
    }
    findings.sort_by(|a: &FindingDiff, b| {
        let key = |f: &FindingDiff| (f.kind, std::cmp::Reverse(f.weight), f.app.clone());
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let shown = new.or(old);
    DeviceDiff {
        id: shown.map(|held| held.id.clone()).unwrap_or_default(),
        about: shown.map(|held| held.about.clone()).unwrap_or_default(),
        presence,
        old_verdict: old.map(|held| held.verdict.as_str()),
        new_verdict: new.map(|held| held.verdict.as_str()),
        old_taken_at: old.and_then(|held| held.taken_at.clone()),
        new_taken_at: new.and_then(|held| held.taken_at.clone()),
        findings,
    }
}

/// What a reader should see first: what breaks the policy now, then what else
/// got worse, then what was not there to be looked at, then what got better.
fn urgency(device: &DeviceDiff) -> u8 {
    let any = |wanted: fn(&FindingDiff) -> bool| device.findings.iter().any(wanted);
    let answer = |word: Option<&str>| word.and_then(Verdict::parse);
    let (old, new) = (answer(device.old_verdict), answer(device.new_verdict));
    // Answers are ordered worst first.
    let is_worse = old.zip(new).is_some_and(|(old, new)| new < old);
    if any(|finding| finding.breaking) {
        0
    } else if is_worse || any(|finding| matches!(finding.kind, Change::New | Change::WaiverLapsed))
    {
        1
    } else if device.presence != "both"
        || any(|finding| matches!(finding.kind, Change::NotSeen | Change::NotJudged))
    {
        2
    } else {
        3
    }
}

/// What became of a finding that the newer audit does not have. `None` when it
/// was permitted.
fn gone(trace: &Trace, new: &Held) -> Option<FindingDiff> {
    let policy = trace.rule.rsplit_once('/').map_or("", |(policy, _)| policy);
    let is_meant = |known: &String| *known == trace.rule || known == policy;
    let change = if new.not_judged.iter().any(is_meant) {
        Change::NotJudged
    } else if new.complete {
        Change::Fixed
    } else {
        Change::NotSeen
    };
    trace.open.then(|| finding(change, None, trace))
}

/// What became of a finding that the newer audit has. `None` when it is
/// permitted in both, or was never anything else.
fn found(old: Option<&Trace>, new: &Trace, fail_on: Threshold) -> Option<FindingDiff> {
    let change = match (old, new.open) {
        (Some(old), false) if old.open => Change::Permitted,
        (_, false) => return None,
        (None, true) => Change::New,
        (Some(old), true) if !old.open => Change::WaiverLapsed,
        (Some(old), true) if new.level > old.level => Change::New,
        (Some(old), true) if new.level < old.level => Change::Eased,
        (Some(_), true) => Change::StillThere,
    };
    let mut finding = finding(change, old, new);
    let fresh = matches!(change, Change::New | Change::WaiverLapsed);
    finding.breaking = fresh && fail_on.is_reached_by(new.level);
    Some(finding)
}

fn finding(change: Change, old: Option<&Trace>, trace: &Trace) -> FindingDiff {
    let was = |pick: fn(&Trace) -> Option<&String>| {
        let before = old.and_then(pick)?;
        (Some(before) != pick(trace)).then(|| before.clone())
    };
    FindingDiff {
        change: change.as_str(),
        kind: change,
        rule: trace.rule.clone(),
        level: trace.level.as_str(),
        weight: trace.level,
        app: trace.app.clone(),
        name: trace.name.clone(),
        profile: trace.profile,
        state: trace.state.clone(),
        old_state: was(|trace| Some(&trace.state)),
        version: trace.version.clone(),
        // Which of several apps stands for a summary says nothing, and what is
        // left of a removed one has no version.
        old_version: was(|trace| trace.version.as_ref())
            .filter(|_| trace.group.is_none() && trace.version.is_some()),
        first_installed: trace.first_installed.clone(),
        breaking: false,
    }
}
