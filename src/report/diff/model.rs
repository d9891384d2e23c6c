//! What came of a comparison, as plain data.

use crate::audit::Level;
pub use crate::report::change::Change;
use crate::report::document::known;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One side in numbers.
#[derive(Debug, Default, Serialize)]
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
    /// Findings on devices that the newer audit did not see.
    #[serde(skip)]
    pub(super) findings_gone: usize,
    /// Devices whose list is older in the newer audit.
    #[serde(skip)]
    pub(super) devices_older: usize,
    /// Devices that break the policy and did not before.
    pub(super) devices_breaking: usize,
    pub(super) breaking: usize,
}

/// A word of a comparison.
type Word = Cow<'static, str>;

/// One device in both audits, or in one of them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DeviceDiff {
    pub(super) id: String,
    pub(super) about: String,
    /// `new`, `gone` or `both`.
    pub(super) presence: Word,
    pub(super) old_verdict: Option<Word>,
    pub(super) new_verdict: Option<Word>,
    pub(super) old_taken_at: Option<String>,
    pub(super) new_taken_at: Option<String>,
    /// How many findings it had, where the newer audit did not see it.
    #[serde(skip)]
    pub(super) findings_gone: usize,
    pub(super) findings: Vec<FindingDiff>,
}

/// One finding and what became of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FindingDiff {
    #[serde(with = "known")]
    pub(super) change: Change,
    pub(super) rule: String,
    #[serde(with = "known")]
    pub(super) level: Level,
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

/// Whether the newer of two audits holds the older list.
pub(super) fn is_backwards(old: Option<&str>, new: Option<&str>) -> bool {
    let time = |text: Option<&str>| text?.parse::<jiff::Timestamp>().ok();
    time(old).zip(time(new)).is_some_and(|(old, new)| new < old)
}

impl DeviceDiff {
    /// Whether the newer audit read an older list than the older one: then nothing
    /// that is not on it has been mended.
    pub(super) fn is_backwards(&self) -> bool {
        is_backwards(self.old_taken_at.as_deref(), self.new_taken_at.as_deref())
    }

    /// Whether anything changed, so that a reader is told.
    pub(super) fn is_worth_a_line(&self) -> bool {
        let moved = self.presence != "both" || self.old_verdict != self.new_verdict;
        moved || self.findings.iter().any(FindingDiff::is_change)
    }
}

impl FindingDiff {
    /// Whether it is not just there as before.
    pub(super) fn is_change(&self) -> bool {
        self.change != Change::StillThere || self.old_version.is_some()
    }
}
