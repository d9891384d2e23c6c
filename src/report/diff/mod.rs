//! What changed between two audits.
//!
//! Two results are compared device by device and finding by finding. What is
//! not seen any more counts as fixed only where the newer audit saw
//! everything: a phone that was not fully read has not been mended.

mod compare;
mod json;
mod markdown;
mod text;

use super::Layout;
use super::document::{Document, Verdict};
use crate::audit::{Level, Threshold};
use crate::inventory::words;
use serde::Serialize;
use std::io::{self, Write};

/// The schema of the JSON that is written.
const SCHEMA: &str = "dutyphone/diff/1";

words! {
    /// The formats of a comparison.
    pub enum DiffFormat {
        /// For a person at a terminal.
        Text = "text",
        /// For a program.
        Json = "json",
        /// For a ticket.
        Markdown = "markdown",
    }
}

words! {
    /// What became of a finding, worst first.
    pub enum Change {
        /// It was not there before, or weighs more than before.
        New = "new",
        /// It was permitted before, and nothing permits it any more.
        WaiverLapsed = "waiver-lapsed",
        /// It is there as before.
        StillThere = "still-there",
        /// It is not seen any more, on a device that was not fully read.
        NotSeen = "not-seen",
        /// Its policy does not judge the device any more.
        NotJudged = "not-judged",
        /// It weighs less than before: the app was removed and left data.
        Eased = "eased",
        /// Something permits it now.
        Permitted = "permitted",
        /// It is gone.
        Fixed = "fixed",
    }
}

/// One audit, as far as it can be compared.
#[derive(Debug)]
pub struct Side {
    /// What it was read from.
    pub place: String,
    /// The level from which a finding breaks the policy.
    pub fail_on: Threshold,
    /// The policies that judged, each with its digest, where that is known.
    policies: Vec<String>,
    devices: std::collections::BTreeMap<String, Held>,
}

/// What is kept of a device.
#[derive(Debug)]
struct Held {
    verdict: Verdict,
    taken_at: Option<String>,
    complete: bool,
    /// Policies that did not judge it.
    not_judged: Vec<String>,
    about: String,
    traces: Vec<Trace>,
}

/// What is kept of a finding.
#[derive(Debug)]
struct Trace {
    rule: String,
    app: String,
    name: Option<String>,
    profile: u32,
    state: String,
    version: Option<String>,
    first_installed: Option<String>,
    level: Level,
    /// Whether nothing permits it.
    open: bool,
    /// For a summary of factory-fitted apps, whose they are: which of them
    /// stands for all may change.
    group: Option<String>,
}

impl Side {
    /// An audit without devices.
    #[must_use]
    pub fn new(place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            fail_on: Threshold::Deny,
            policies: Vec::new(),
            devices: std::collections::BTreeMap::new(),
        }
    }

    /// A saved result.
    #[must_use]
    pub fn of(place: impl Into<String>, document: &Document<'_>) -> Self {
        let mut side = Self::new(place);
        side.fail_on = document.fail_on;
        let policies = document.policies.iter();
        side.policies = policies
            .map(|policy| format!("{} {}", policy.id, policy.digest))
            .collect();
        for device in &document.devices {
            side.add(device);
        }
        side
    }

    /// How many devices there are.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.devices.len()
    }
}

/// What changed.
#[derive(Debug, Serialize)]
pub struct Diff {
    schema: &'static str,
    old: Stand,
    new: Stand,
    summary: Counts,
    /// Devices on which something changed or is still there: what got worse
    /// first, then by id.
    devices: Vec<DeviceDiff>,
}

/// One side in numbers.
#[derive(Debug, Serialize)]
struct Stand {
    source: String,
    devices: usize,
    non_compliant: usize,
    indeterminate: usize,
    compliant: usize,
    not_applicable: usize,
    /// Devices of which not everything was seen, whatever the result.
    not_fully_read: usize,
    policies: Vec<String>,
}

/// How many changes of each kind there are, and how many devices.
#[derive(Debug, Default, Serialize)]
struct Counts {
    new: usize,
    waiver_lapsed: usize,
    still_there: usize,
    not_seen: usize,
    not_judged: usize,
    eased: usize,
    permitted: usize,
    fixed: usize,
    updated: usize,
    devices_new: usize,
    devices_gone: usize,
    /// Devices that break the policy and did not before.
    devices_breaking: usize,
    breaking: usize,
}

/// One device in both audits, or in one of them.
#[derive(Debug, Serialize)]
struct DeviceDiff {
    id: String,
    about: String,
    /// `new`, `gone` or `both`.
    presence: &'static str,
    old_verdict: Option<&'static str>,
    new_verdict: Option<&'static str>,
    old_taken_at: Option<String>,
    new_taken_at: Option<String>,
    findings: Vec<FindingDiff>,
}

/// One finding and what became of it.
#[derive(Debug, Serialize)]
struct FindingDiff {
    change: &'static str,
    #[serde(skip)]
    kind: Change,
    rule: String,
    level: &'static str,
    #[serde(skip)]
    weight: Level,
    app: String,
    name: Option<String>,
    profile: u32,
    state: String,
    old_state: Option<String>,
    version: Option<String>,
    /// Set when the app was updated in between.
    old_version: Option<String>,
    first_installed: Option<String>,
    /// Whether it breaks the policy and did not before.
    breaking: bool,
}

impl Diff {
    /// Whether anything breaks the policy that did not before: a finding, or
    /// for any other reason the device.
    #[must_use]
    pub fn has_new(&self) -> bool {
        self.summary.breaking > 0 || self.summary.devices_breaking > 0
    }

    /// Whether different policies judged, so that a finding may be new or gone
    /// without any change on a phone.
    fn has_other_policies(&self) -> bool {
        let (old, new) = (&self.old.policies, &self.new.policies);
        !old.is_empty() && !new.is_empty() && old != new
    }

    /// Whether a device of the newer audit was not fully read, so that more may
    /// be new on it, even if it breaks the policy already.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.new.indeterminate > 0 || self.new.not_fully_read > 0
    }
}

/// Writes a comparison in a format.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write(
    diff: &Diff,
    format: DiffFormat,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        DiffFormat::Text => out.write_all(text::render(diff, layout).as_bytes()),
        DiffFormat::Json => json::write(diff, out),
        DiffFormat::Markdown => out.write_all(markdown::render(diff).as_bytes()),
    }
}
