//! Remarks that are collected while devices are judged and reported once for the
//! run.

use super::applicability::Applies;
use super::result::{DeviceResult, Remark, RemarkCode};
use super::subject::Subject;
use crate::inventory::MINIMAL;
use crate::policy::{Basis, Dimension};
use std::collections::BTreeSet;

/// What devices add to the remarks of a run. Most of them add the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
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
}

impl Told {
    /// What one device adds.
    pub(super) fn of(device: &DeviceResult) -> Self {
        let mut told = Self::default();
        let findings = device.findings.iter();
        for waiver in findings.filter_map(|finding| finding.waived_by.as_ref()) {
            if !told.waivers.contains(&waiver.id) {
                told.waivers.insert(waiver.id.clone());
            }
        }
        told.minimal = usize::from(Self::is_minimal(device));
        for stand in &*device.applicability {
            if stand.holder_not_stated() {
                told.narrow
                    .insert(stand.rule.as_ref().unwrap_or(&stand.policy).clone());
            }
            if stand.state == Applies::Judged {
                let assumed = stand.facts.iter().filter(|f| f.from == Basis::Assumed);
                told.assumed.extend(assumed.map(|fact| fact.fact));
            }
        }
        told
    }

    /// Whether only what the rules match was kept of a device.
    pub(super) fn is_minimal(device: &DeviceResult) -> bool {
        let mut notes = device.coverage.notes().iter();
        notes.any(|note| note.code == MINIMAL)
    }

    /// Adds what so many other devices add, each of them the same.
    pub(super) fn merge(&mut self, other: &Self, devices: usize) {
        self.minimal += other.minimal * devices;
        self.waivers.extend(other.waivers.iter().cloned());
        self.narrow.extend(other.narrow.iter().cloned());
        self.assumed.extend(&other.assumed);
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
