//! Remarks that are collected while devices are judged and reported once for the
//! run.

use super::applicability::{Applicability, Applies};
use super::result::{DeviceResult, Remark, RemarkCode};
use super::subject::Subject;
use crate::inventory::MINIMAL;
use crate::policy::{Basis, Dimension};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Notes for the remarks of a run.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Waivers that permitted something.
    pub(super) waivers: BTreeSet<String>,
    /// Policies for narrow groups that left devices out whose holder nobody
    /// states.
    narrow: BTreeSet<String>,
    /// What was assumed of devices that were judged.
    assumed: BTreeSet<Dimension>,
    /// Devices of which only what the rules match was kept.
    minimal: usize,
    /// The last standings that were looked at: most devices share theirs.
    last: Option<Arc<[Applicability]>>,
}

impl Told {
    /// Collects the remarks on a device.
    pub(super) fn add(&mut self, device: &DeviceResult) {
        let findings = device.findings.iter();
        for waiver in findings.filter_map(|finding| finding.waived_by.as_ref()) {
            if !self.waivers.contains(&waiver.id) {
                self.waivers.insert(waiver.id.clone());
            }
        }
        let notes = device.coverage.notes();
        self.minimal += usize::from(notes.iter().any(|note| note.code == MINIMAL));
        let same = |last: &Arc<[Applicability]>| Arc::ptr_eq(last, &device.applicability);
        if self.last.as_ref().is_some_and(same) {
            return;
        }
        for stand in &*device.applicability {
            if stand.holder_not_stated() {
                self.narrow
                    .insert(stand.rule.as_ref().unwrap_or(&stand.policy).clone());
            }
            if stand.state == Applies::Judged {
                let assumed = stand.facts.iter().filter(|f| f.from == Basis::Assumed);
                self.assumed.extend(assumed.map(|fact| fact.fact));
            }
        }
        self.last = Some(Arc::clone(&device.applicability));
    }

    /// The remarks, each once for the run.
    pub(super) fn remarks(&self, subjects: &[Subject<'_>]) -> Vec<Remark> {
        let subjects = subjects.iter().copied();
        let narrow = subjects.filter(|subject| self.narrow.contains(&subject.name()));
        let mut remarks: Vec<Remark> = narrow.map(holder_not_stated).collect();
        if !self.assumed.is_empty() {
            let facts: Vec<&str> = self.assumed.iter().map(|fact| fact.as_str()).collect();
            let what: Vec<&str> = self.assumed.iter().map(|fact| assumption(*fact)).collect();
            remarks.push(
                Remark::note(
                    RemarkCode::FactsAssumed,
                    format!(
                        "{}: assumed, because neither a register nor the phone says so",
                        what.join(", ")
                    ),
                    "state the facts in a register: --register FILE",
                )
                .with("facts", facts.join(",")),
            );
        }
        if self.minimal > 0 {
            remarks.push(Remark::note(
                RemarkCode::MinimalInventories,
                format!(
                    "minimal inventories ({}): only what the rules match was kept, and the number \
                     of the other apps",
                    self.minimal
                ),
                "",
            )
            .with("count", self.minimal.to_string()));
        }
        remarks
    }
}

fn holder_not_stated(subject: Subject<'_>) -> Remark {
    let groups = subject.scope().persons.iter();
    let groups: Vec<&str> = groups.map(|group| group.as_str()).collect();
    Remark::note(
        RemarkCode::HolderNotStated,
        format!(
            "{} leaves out devices whose holder nobody states; it is only for {}",
            subject.name(),
            groups.join(", ")
        ),
        "state the facts in a register: --register FILE",
    )
    .with("policy", subject.name())
    .with("persons", groups.join(", "))
}

/// What is assumed, in words.
const fn assumption(fact: Dimension) -> &'static str {
    match fact {
        Dimension::Person => "held by a public employee",
        Dimension::Use => "service use",
        Dimension::Access => "internal access",
        Dimension::Ownership => "issued",
    }
}
