//! What came of a comparison as a whole.

use super::changes::Changes;
use super::model::{Counts, Stand};
use serde::Serialize;
use std::collections::BTreeSet;

/// The schema of the JSON that is written.
pub(super) const SCHEMA: &str = "dutyphone/diff/1";

/// What changed.
#[derive(Debug, Serialize)]
pub struct Diff {
    pub(super) schema: &'static str,
    pub(super) old: Stand,
    pub(super) new: Stand,
    pub(super) summary: Counts,
    /// Devices on which something changed or is still there: what got worse
    /// first, then by id.
    pub(super) devices: Changes,
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
