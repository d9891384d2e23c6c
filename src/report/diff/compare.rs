//! Comparing two audits.

use super::changes::ChangesBuilder;
use super::held::{Held, Trace};
use super::model::{self, Change, Counts, DeviceDiff, FindingDiff, Stand};
use super::outcome::{Diff, SCHEMA};
use super::pairing;
use super::side::{Side, Sorted};
use crate::audit::Threshold;
use crate::report::document::Verdict;
use std::collections::HashSet;
use std::io;

impl Diff {
    /// Compares two audits.
    ///
    /// # Errors
    ///
    /// When what is kept of them cannot be read back.
    pub fn between(old: Side, new: Side) -> io::Result<Self> {
        let (mut before, mut after) = (old.sorted()?, new.sorted()?);
        let terms = Terms {
            fail_on: after.fail_on,
            rules: after.rules.take(),
        };
        let mut stands = [Stand::of(&before), Stand::of(&after)];
        let mut summary = Counts::default();
        let mut changes = ChangesBuilder::new();
        while let Some(id) = first(&mut before, &mut after) {
            let [old, new] = &mut stands;
            let was = old.counting(before.take(&id)?);
            let is = new.counting(after.take(&id)?);
            for (old, new) in pairing::devices(&was, &is) {
                let device = device(old, new, &terms);
                summary.count(&device);
                let moved = device.presence != "both" || device.old_verdict != device.new_verdict;
                if moved || !device.findings.is_empty() {
                    changes.add(&device)?;
                }
            }
        }
        let [old, new] = stands;
        Ok(Self {
            schema: SCHEMA,
            old,
            new,
            summary,
            devices: changes.finish()?,
        })
    }
}

/// The id that comes first on either side.
fn first(before: &mut Sorted, after: &mut Sorted) -> Option<String> {
    let ids = before.next_id().into_iter().chain(after.next_id());
    ids.min().map(str::to_owned)
}

impl Stand {
    fn of(side: &Sorted) -> Self {
        Self {
            source: side.place.clone(),
            policies: side.policies.clone(),
            ..Self::default()
        }
    }

    /// Counts those of the readings with one id that count, and hands them on.
    fn counting(&mut self, all: Vec<Held>) -> Vec<Held> {
        let counting = pairing::counting(all);
        for held in &counting {
            self.devices += 1;
            *match held.verdict {
                Verdict::NonCompliant => &mut self.non_compliant,
                Verdict::Indeterminate => &mut self.indeterminate,
                Verdict::Compliant => &mut self.compliant,
                Verdict::NotApplicable => &mut self.not_applicable,
            } += 1;
            self.not_fully_read += usize::from(!held.complete);
        }
        counting
    }
}

impl Counts {
    fn count(&mut self, device: &DeviceDiff) {
        let counts = self;
        counts.devices_new += usize::from(device.presence == "new");
        counts.devices_gone += usize::from(device.presence == "gone");
        counts.findings_gone += device.findings_gone;
        counts.devices_older += usize::from(device.is_backwards());
        let broken = Some(Verdict::NonCompliant.as_str());
        let breaks =
            device.new_verdict.as_deref() == broken && device.old_verdict.as_deref() != broken;
        counts.devices_breaking += usize::from(breaks);
        for finding in &device.findings {
            *match finding.change {
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

/// By what the newer audit judged.
struct Terms {
    fail_on: Threshold,
    /// The rules, where they are known.
    rules: Option<HashSet<String>>,
}

fn device(old: Option<&Held>, new: Option<&Held>, terms: &Terms) -> DeviceDiff {
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
                (known, Some(trace)) => found(known, trace, terms.fail_on),
                (Some(trace), None) => gone(trace, (old, new), terms),
                (None, None) => None,
            });
        }
    }
    findings.sort_by(|a: &FindingDiff, b| {
        let key = |f: &FindingDiff| (f.change, std::cmp::Reverse(f.level), f.app.clone());
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    let shown = new.or(old);
    DeviceDiff {
        id: shown.map(|held| held.id.clone()).unwrap_or_default(),
        about: shown.map(|held| held.about.clone()).unwrap_or_default(),
        presence: presence.into(),
        old_verdict: old.map(|held| held.verdict.as_str().into()),
        new_verdict: new.map(|held| held.verdict.as_str().into()),
        old_taken_at: old.and_then(|held| held.taken_at.clone()),
        new_taken_at: new.and_then(|held| held.taken_at.clone()),
        findings_gone: old.filter(|_| new.is_none()).map_or(0, open_traces),
        findings,
    }
}

/// How many findings of a device nothing permits.
fn open_traces(held: &Held) -> usize {
    held.traces.iter().filter(|trace| trace.open).count()
}

/// What became of a finding that the newer audit does not have. `None` when it
/// was permitted.
///
/// It is gone from the phone only if the same rule judged another inventory of it.
fn gone(trace: &Trace, (old, new): (Option<&Held>, &Held), terms: &Terms) -> Option<FindingDiff> {
    let policy = trace.rule.rsplit_once('/').map_or("", |(policy, _)| policy);
    let is_meant = |known: &String| *known == trace.rule || known == policy;
    let rules = terms.rules.as_ref();
    let judged = rules.is_none_or(|rules| rules.contains(&trace.rule))
        && (new.asked.is_empty() || new.asked.iter().any(is_meant))
        && !new.not_judged.iter().any(is_meant);
    let before = old.and_then(|old| old.inventory.as_ref());
    let is_same = before.is_some() && before == new.inventory.as_ref();
    let taken = |held: &Held| held.taken_at.clone();
    let [was, is] = [old.and_then(taken), taken(new)];
    let is_older = model::is_backwards(was.as_deref(), is.as_deref());
    let change = if !judged || is_same || is_older {
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
        change,
        rule: trace.rule.clone(),
        level: trace.level,
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
