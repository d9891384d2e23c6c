//! What is kept of a device while two audits are compared: enough to say what became
//! of it and of its findings. It lies aside as JSON until its turn comes.

use super::identity;
use super::lean::Lean;
use crate::audit::{Level, reading};
use crate::inventory::{DeviceIdentity, GapCode, NoteCode, Platform};
use crate::report::document::{Verdict, known};
use crate::report::wording;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What is kept of a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Held {
    /// The findings, in their own order, not that of the input.
    pub(super) traces: Vec<Trace>,
    #[serde(with = "known")]
    pub(super) verdict: Verdict,
    pub(super) taken_at: Option<String>,
    pub(super) reading: Reading,
    pub(super) complete: bool,
    /// The id as the audit spells it.
    pub(super) id: String,
    /// What makes it the same device in another reading, where it is known.
    #[serde(skip)]
    pub(super) identity: Option<DeviceIdentity>,
    /// The digest of its inventory, where that is known.
    pub(super) inventory: Option<String>,
    /// The policies that were asked about it; empty where that is not known.
    pub(super) asked: Vec<String>,
    /// Policies that did not judge it.
    pub(super) not_judged: Vec<String>,
    pub(super) about: String,
    pub(super) platform: Option<String>,
    pub(super) model: Option<String>,
}

/// How a reading stands beside others of the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Reading {
    /// Whether its date is the beginning of the day on which it was, at some hour.
    pub(super) by_day: bool,
    /// Whether that date can be right.
    pub(super) plausible: bool,
    /// Whether everything was read, whatever its date.
    pub(super) whole: bool,
}

/// What is kept of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Trace {
    pub(super) rule: String,
    pub(super) app: String,
    pub(super) name: Option<String>,
    pub(super) profile: u32,
    pub(super) state: String,
    pub(super) version: Option<String>,
    pub(super) first_installed: Option<String>,
    #[serde(with = "known")]
    pub(super) level: Level,
    /// Whether nothing permits it.
    pub(super) open: bool,
    /// For a summary of factory-fitted apps, whose they are: which of them
    /// stands for all may change.
    pub(super) group: Option<String>,
}

impl Held {
    /// What is kept of a device as a result tells it.
    pub(super) fn of(device: &Lean<'_>) -> Self {
        let mut traces: Vec<Trace> = device.findings.iter().map(Trace::of).collect();
        traces.sort();
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let gaps = device.coverage.gaps.iter();
        let gaps = gaps.map(|gap| GapCode::parse(&gap.code).unwrap_or(GapCode::Other));
        let (plausible, whole) = reading(device.coverage.complete, gaps);
        let stands = device.applicability.iter();
        let mut asked: Vec<String> = stands
            .clone()
            .map(|stand| stand.policy.to_string())
            .collect();
        asked.dedup();
        let evidence = device.evidence.as_ref();
        Self {
            traces,
            verdict: device.verdict,
            taken_at: text(&device.taken_at),
            reading: Reading {
                by_day: is_by_day(device),
                plausible,
                whole,
            },
            complete: device.coverage.complete,
            id: device.id.to_string(),
            identity: None,
            inventory: evidence.and_then(|evidence| text(&evidence.inventory)),
            asked,
            not_judged: stands
                .filter(|stand| stand.state != "judged")
                .map(|stand| stand.rule.as_ref().unwrap_or(&stand.policy).to_string())
                .collect(),
            about: wording::described(
                [device.maker.as_deref(), device.model.as_deref()],
                [device.platform.as_deref(), device.os_version.as_deref()],
            ),
            platform: text(&device.platform),
            model: text(&device.model),
        }
    }

    /// Its platform, where it is one that is known.
    pub(super) fn platform(&self) -> Option<Platform> {
        self.platform.as_deref().and_then(Platform::parse)
    }

    /// The same, with what makes it one device.
    pub(super) fn identified(mut self) -> Self {
        self.identity = identity::identity(self.platform(), &self.id, self.model.as_deref());
        self
    }
}

/// Whether the day alone is known on which an inventory was taken: the source says so,
/// or the time of day was taken out of the result.
fn is_by_day(device: &Lean<'_>) -> bool {
    let mut notes = device.coverage.notes.iter();
    let is_midnight = |time: &str| time.ends_with("T00:00:00Z");
    notes.any(|note| note.code == NoteCode::DatedByDay.as_str())
        || device.taken_at.as_deref().is_some_and(is_midnight)
}

impl Trace {
    fn of(finding: &super::lean::Finding<'_>) -> Self {
        let text = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let owner = finding.owner_through.as_ref().or(finding.owner.as_ref());
        Self {
            rule: finding.rule.to_string(),
            app: finding.app.to_string(),
            name: text(&finding.name),
            profile: finding.profile,
            state: finding.state.to_string(),
            version: text(&finding.version),
            first_installed: text(&finding.first_installed),
            level: finding.level,
            open: finding.is_open(),
            group: finding.summarises.and(owner).map(ToString::to_string),
        }
    }

    /// What makes it the same finding in two audits. Which of several apps
    /// stands for a summary says nothing, nor does the profile of that one.
    pub(super) fn key(&self) -> (&str, bool, &str, u32) {
        match &self.group {
            Some(group) => (&self.rule, true, group, 0),
            None => (&self.rule, false, &self.app, self.profile),
        }
    }
}
