//! The result for a whole run: the devices, the counts over them, and what the
//! run rests on.

use super::measure::Measure;
use super::result::{DataSetFact, DeviceResult, Remark};
use super::terms::Threshold;
use super::verdict::Verdict;
use crate::inventory::InputLedger;
use jiff::civil::Date;
use std::sync::Arc;

/// Counts over all devices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Devices looked at, or tried.
    pub devices: usize,
    /// Devices that break the policy.
    pub non_compliant: usize,
    /// Devices that could not be fully read, and show no violation.
    pub indeterminate: usize,
    /// Devices that were fully read and break nothing.
    pub compliant: usize,
    /// Devices that no policy in force is for, so that nobody judged them.
    pub not_applicable: usize,
    /// Findings on all of them.
    pub findings: usize,
    /// Those of them that a waiver permits.
    pub waived: usize,
    /// Those of them that a published exception permits.
    pub permitted: usize,
    /// Devices that show something else than their register entry.
    pub contradicted: usize,
    /// Devices that are not in the register that was given.
    pub unregistered: usize,
    /// Devices that were judged by what is assumed of them.
    pub assumed: usize,
    /// Devices that break the policy and could not be fully read, so that they may
    /// break more of it.
    pub broken_and_unread: usize,
}

/// The result for a whole run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditResult {
    /// The day the audit was made for.
    pub as_of: Date,
    /// The level from which a finding breaks the policy.
    pub fail_on: Threshold,
    /// The policies that judged.
    pub measures: Vec<Arc<Measure>>,
    /// The facts that were used.
    pub data: Vec<DataSetFact>,
    /// The devices, worst first.
    pub devices: Vec<DeviceResult>,
    /// What is worth telling about the whole run.
    pub remarks: Vec<Remark>,
    /// The organisation's files that were used.
    pub evidence: Evidence,
    /// Devices that were judged and are not listed.
    pub unlisted: Unlisted,
    /// Where every input ended.
    pub inputs: InputLedger,
}

/// Devices of which only the sums are known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unlisted {
    /// The counts over them.
    pub summary: Summary,
    /// The result for all of them together; `None` when there are none.
    pub verdict: Option<Verdict>,
}

/// The organisation's files that were used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The device register.
    pub register: Option<FileFact>,
    /// The waivers.
    pub waivers: Option<FileFact>,
    /// Devices of the register that are not among the results, in its order.
    pub not_read: Vec<String>,
}

/// A file of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFact {
    /// `sha256:` and the digest of its text.
    pub digest: String,
    /// The day on which it was true, where it says so.
    pub date: Option<Date>,
    /// How many devices or waivers it holds.
    pub entries: usize,
}

impl AuditResult {
    /// The result for all devices together.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let listed = self.devices.iter().map(|device| device.verdict);
        Verdict::merged(listed.chain(self.unlisted.verdict))
    }

    /// The counts over all devices, listed or not.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let mut summary = self.unlisted.summary;
        for device in &self.devices {
            summary.add(device);
        }
        summary
    }
}

impl Summary {
    fn add(&mut self, device: &DeviceResult) {
        self.devices += 1;
        match device.verdict {
            Verdict::NonCompliant => self.non_compliant += 1,
            Verdict::Indeterminate => self.indeterminate += 1,
            Verdict::Compliant(_) => self.compliant += 1,
            Verdict::NotApplicable => self.not_applicable += 1,
        }
        self.contradicted += usize::from(device.is_contradicted());
        self.unregistered += usize::from(device.is_unregistered());
        self.assumed += usize::from(device.is_assumed());
        self.broken_and_unread += usize::from(device.is_broken_and_unread());
        self.findings += device.findings.len();
        for finding in &device.findings {
            self.waived += usize::from(finding.waived_by.is_some());
            self.permitted += usize::from(finding.permitted_by.is_some());
        }
    }
}
