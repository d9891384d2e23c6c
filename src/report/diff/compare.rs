//! Comparing two audits.

use super::model::{
    Change, Counts, DeviceDiff, Diff, FindingDiff, Held, SCHEMA, Side, Stand, Trace,
};
use crate::audit::Threshold;
use crate::report::document::{Device, Finding, Verdict};
use crate::report::wording;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

impl Side {
    /// Adds a device. Of two inventories of one device the newest counts, and
    /// in doubt the worse result.
    pub fn add(&mut self, device: &Device<'_>) {
        let held = Held {
            verdict: device.verdict,
            taken_at: device.taken_at.as_deref().map(str::to_owned),
            complete: device.coverage.complete,
            not_judged: device
                .applicability
                .iter()
                .filter(|stand| !stand.is_judged())
                .map(|stand| stand.subject().to_owned())
                .collect(),
            about: wording::about(device),
            traces: device.findings.iter().map(trace).collect(),
        };
        match self.devices.entry(device.id.clone().into_owned()) {
            Entry::Vacant(place) => {
                place.insert(held);
            }
            Entry::Occupied(mut place) => {
                if supersedes(&held, place.get()) {
                    place.insert(held);
                }
            }
        }
    }

    fn stand(&self) -> Stand {
        let count = |answer| {
            let all = self.devices.values();
            all.filter(|device| device.verdict == answer).count()
        };
        Stand {
            source: self.place.clone(),
            devices: self.devices.len(),
            non_compliant: count(Verdict::NonCompliant),
            indeterminate: count(Verdict::Indeterminate),
            compliant: count(Verdict::Compliant),
            not_applicable: count(Verdict::NotApplicable),
            not_fully_read: self
                .devices
                .values()
                .filter(|device| !device.complete)
                .count(),
            policies: self.policies.clone(),
        }
    }
}

fn supersedes(later: &Held, known: &Held) -> bool {
    match (&later.taken_at, &known.taken_at) {
        (Some(later), Some(known)) if later != known => later > known,
        // Answers are ordered worst first.
        _ => later.verdict < known.verdict,
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
    /// What makes it the same finding in two audits.
    fn key(&self) -> (&str, &str, u32) {
        (
            &self.rule,
            self.group.as_ref().unwrap_or(&self.app),
            self.profile,
        )
    }
}

impl Diff {
    /// Compares two audits.
    #[must_use]
    pub fn between(old: &Side, new: &Side) -> Self {
        let mut diff = Self {
            schema: SCHEMA,
            old: old.stand(),
            new: new.stand(),
            summary: Counts::default(),
            devices: Vec::new(),
        };
        let ids: BTreeSet<&String> = old.devices.keys().chain(new.devices.keys()).collect();
        for id in ids {
            let (before, after) = (old.devices.get(id), new.devices.get(id));
            let device = device(id, before, after, new.fail_on);
            diff.count(&device);
            let changed = device.presence != "both" || device.old_verdict != device.new_verdict;
            if changed || !device.findings.is_empty() {
                diff.devices.push(device);
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

fn device(id: &str, old: Option<&Held>, new: Option<&Held>, fail_on: Threshold) -> DeviceDiff {
    let presence = match (old, new) {
        (None, _) => "new",
        (_, None) => "gone",
        _ => "both",
    };
    let mut findings = Vec::new();
    if let Some(new) = new {
        let before: BTreeMap<_, &Trace> = traces(old).map(|trace| (trace.key(), trace)).collect();
        for trace in &new.traces {
            let known = before.get(&trace.key()).copied();
            findings.extend(found(known, trace, fail_on));
        }
        let after: BTreeSet<_> = traces(Some(new)).map(Trace::key).collect();
        let gone = traces(old).filter(|trace| !after.contains(&trace.key()));
        findings.extend(gone.filter(|trace| trace.open).map(|trace| {
            let policy = trace.rule.rsplit_once('/').map_or("", |(policy, _)| policy);
            let is_meant = |known: &String| *known == trace.rule || known == policy;
            let change = if new.not_judged.iter().any(is_meant) {
                Change::NotJudged
            } else if new.complete {
                Change::Fixed
            } else {
                Change::NotSeen
            };
            finding(change, None, trace)
        }));
    }
    findings.sort_by(|a: &FindingDiff, b| {
        let key = |f: &FindingDiff| (f.kind, std::cmp::Reverse(f.weight), f.app.clone());
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let about = new.or(old).map(|held| held.about.clone());
    DeviceDiff {
        id: id.to_owned(),
        about: about.unwrap_or_default(),
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

fn traces(held: Option<&Held>) -> impl Iterator<Item = &Trace> {
    held.into_iter().flat_map(|held| &held.traces)
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
