//! What a device's result claims, and what stands below it, in a few bytes. Whether
//! they agree depends on the head of the result, which may stand behind the devices.

use super::device::Device;
use super::words::Verdict;
use crate::audit::{Level, Threshold};

/// The version of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Version {
    /// Every remark on a device counted like a finding.
    First,
    /// Remarks say whether they are findings.
    Present,
}

/// What decides whether a device's result agrees with itself.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Claims {
    pub(in crate::report) verdict: Verdict,
    /// The most serious level of what was found and nothing permits.
    pub(in crate::report) found: Option<Level>,
    /// The most serious level of its remarks that are findings, and of all.
    pub(in crate::report) remarks: [Option<Level>; 2],
    pub(in crate::report) seen: bool,
    pub(in crate::report) judged: Judged,
}

/// Whether anybody judged the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Judged {
    /// It is not told.
    Untold,
    /// A policy did, and none is in doubt.
    Yes,
    /// No policy did.
    No,
    /// A policy may be for it.
    InDoubt,
}

impl Judged {
    /// By how the policies stand to it.
    pub(in crate::report) fn of<'s>(states: impl Iterator<Item = &'s str>) -> Self {
        states.fold(Self::Untold, |judged, state| match (judged, state) {
            (_, "unknown") | (Self::InDoubt, _) => Self::InDoubt,
            (_, "judged") | (Self::Yes, _) => Self::Yes,
            _ => Self::No,
        })
    }
}

impl Claims {
    pub(super) fn of(device: &Device<'_>) -> Self {
        let open = device.findings.iter().filter(|finding| finding.is_open());
        let remarks = || device.remarks.iter();
        let stands = device.applicability.iter();
        Self {
            verdict: device.verdict,
            found: open.map(|finding| finding.level).max(),
            remarks: [
                remarks()
                    .filter(|remark| remark.finding)
                    .map(|r| r.level)
                    .max(),
                remarks().map(|remark| remark.level).max(),
            ],
            seen: device.coverage.complete && device.coverage.gaps.is_empty(),
            judged: Judged::of(stands.map(|stand| &*stand.state)),
        }
    }

    /// Whether the result is better than what stands below it, or worse.
    pub(super) fn contradiction(
        self,
        fail_on: Threshold,
        version: Version,
    ) -> Option<&'static str> {
        let [findings, all] = self.remarks;
        let remarks = match version {
            Version::First => all,
            Version::Present => findings,
        };
        let reaches =
            |level: Option<Level>| level.is_some_and(|level| fail_on.is_reached_by(level));
        let breaks = reaches(self.found) || reaches(remarks);
        if breaks && self.verdict != Verdict::NonCompliant {
            return Some("breaks the policy, and its verdict says otherwise");
        }
        if !breaks && self.verdict == Verdict::NonCompliant && version == Version::Present {
            return Some("is called non-compliant, and nothing that stands there breaks a policy");
        }
        if !self.seen && self.verdict == Verdict::Compliant {
            return Some("was not fully read, and is called compliant");
        }
        match (self.verdict, self.judged) {
            (Verdict::Compliant, Judged::InDoubt | Judged::No) => {
                Some("was not judged by every policy that may be for it, and is called compliant")
            }
            (Verdict::NotApplicable, Judged::InDoubt | Judged::Yes) => {
                Some("was judged, or may have to be, and is called not applicable")
            }
            _ => None,
        }
    }
}
