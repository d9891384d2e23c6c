//! What is compared, and what came of it, as plain data.

use crate::audit::{Level, Threshold};
use crate::inventory::{DeviceIdentity, words};
use crate::report::document::{Document, Verdict};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The schema of the JSON that is written.
pub(super) const SCHEMA: &str = "dutyphone/diff/1";

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
    pub(super) policies: Vec<String>,
    /// Every reading, by the id as it is compared.
    pub(super) devices: BTreeMap<String, Vec<Held>>,
}

/// What is kept of a device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    /// The findings, in their own order, not that of the input.
    pub(super) traces: Vec<Trace>,
    pub(super) verdict: Verdict,
    pub(super) taken_at: Option<String>,
    /// Whether that date can be right.
    pub(super) plausible: bool,
    pub(super) complete: bool,
    /// The id as the audit spells it.
    pub(super) id: String,
    /// What makes it the same device in another reading, where it is known.
    pub(super) identity: Option<DeviceIdentity>,
    /// Policies that did not judge it.
    pub(super) not_judged: Vec<String>,
    pub(super) about: String,
}

/// What is kept of a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Trace {
    pub(super) rule: String,
    pub(super) app: String,
    pub(super) name: Option<String>,
    pub(super) profile: u32,
    pub(super) state: String,
    pub(super) version: Option<String>,
    pub(super) first_installed: Option<String>,
    pub(super) level: Level,
    /// Whether nothing permits it.
    pub(super) open: bool,
    /// For a summary of factory-fitted apps, whose they are: which of them
    /// stands for all may change.
    pub(super) group: Option<String>,
}

impl Side {
    /// An audit without devices.
    #[must_use]
    pub fn new(place: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            fail_on: Threshold::Deny,
            policies: Vec::new(),
            devices: BTreeMap::new(),
        }
    }

    /// A saved result.
    ///
    /// # Errors
    ///
    /// When its devices cannot be read back.
    pub fn of(place: impl Into<String>, document: &Document<'_>) -> std::io::Result<Self> {
        let mut side = Self::new(place);
        side.fail_on = document.fail_on;
        let policies = document.policies.iter();
        side.policies = policies
            .map(|policy| format!("{} {}", policy.id, policy.digest))
            .collect();
        document.devices.each(|device| {
            side.add(device);
            Ok(())
        })?;
        Ok(side)
    }

    /// Whether there is no device.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty()
    }
}

/// What changed.
#[derive(Debug, Serialize)]
pub struct Diff {
    pub(super) schema: &'static str,
    pub(super) old: Stand,
    pub(super) new: Stand,
    pub(super) summary: Counts,
    /// Devices on which something changed or is still there: what got worse
    /// first, then by id.
    pub(super) devices: Vec<DeviceDiff>,
}

/// One side in numbers.
#[derive(Debug, Serialize)]
pub(super) struct Stand {
    pub(super) source: String,
    pub(super) devices: usize,
    pub(super) non_compliant: usize,
    pub(super) indeterminate: usize,
    pub(super) compliant: usize,
    pub(super) not_applicable: usize,
    /// Devices of which not everything was seen, whatever the result.
    pub(super) not_fully_read: usize,
    pub(super) policies: Vec<String>,
}

/// How many changes of each kind there are, and how many devices.
#[derive(Debug, Default, Serialize)]
pub(super) struct Counts {
    pub(super) new: usize,
    pub(super) waiver_lapsed: usize,
    pub(super) still_there: usize,
    pub(super) not_seen: usize,
    pub(super) not_judged: usize,
    pub(super) eased: usize,
    pub(super) permitted: usize,
    pub(super) fixed: usize,
    pub(super) updated: usize,
    pub(super) devices_new: usize,
    pub(super) devices_gone: usize,
    /// Devices that break the policy and did not before.
    pub(super) devices_breaking: usize,
    pub(super) breaking: usize,
}

/// One device in both audits, or in one of them.
#[derive(Debug, Serialize)]
pub(super) struct DeviceDiff {
    pub(super) id: String,
    pub(super) about: String,
    /// `new`, `gone` or `both`.
    pub(super) presence: &'static str,
    pub(super) old_verdict: Option<&'static str>,
    pub(super) new_verdict: Option<&'static str>,
    pub(super) old_taken_at: Option<String>,
    pub(super) new_taken_at: Option<String>,
    pub(super) findings: Vec<FindingDiff>,
}

/// One finding and what became of it.
#[derive(Debug, Serialize)]
pub(super) struct FindingDiff {
    pub(super) change: &'static str,
    #[serde(skip)]
    pub(super) kind: Change,
    pub(super) rule: String,
    pub(super) level: &'static str,
    #[serde(skip)]
    pub(super) weight: Level,
    pub(super) app: String,
    pub(super) name: Option<String>,
    pub(super) profile: u32,
    pub(super) state: String,
    pub(super) old_state: Option<String>,
    pub(super) version: Option<String>,
    /// Set when the app was updated in between.
    pub(super) old_version: Option<String>,
    pub(super) first_installed: Option<String>,
    /// Whether it breaks the policy and did not before.
    pub(super) breaking: bool,
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
    pub(super) fn has_other_policies(&self) -> bool {
        let [old, new] = [&self.old, &self.new].map(|stand| BTreeSet::from_iter(&stand.policies));
        !old.is_empty() && !new.is_empty() && old != new
    }

    /// Whether a device of the newer audit was not fully read, so that more may
    /// be new on it, even if it breaks the policy already.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.new.indeterminate > 0 || self.new.not_fully_read > 0
    }
}
