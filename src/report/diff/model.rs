//! What came of a comparison, as plain data.

use crate::audit::Level;
use crate::inventory::words;
use crate::report::document::{Words, known};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
        /// Its rule does not judge the device any more, or the same inventory was
        /// judged by other facts.
        NotJudged = "not-judged",
        /// It weighs less than before: the app was removed and left data.
        Eased = "eased",
        /// Something permits it now.
        Permitted = "permitted",
        /// It is gone.
        Fixed = "fixed",
    }
}

impl Words for Change {
    const WHAT: &'static str = "change";
    fn word(self) -> &'static str {
        self.as_str()
    }
    fn of(word: &str) -> Option<Self> {
        Self::parse(word)
    }
}

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

impl DeviceDiff {
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
