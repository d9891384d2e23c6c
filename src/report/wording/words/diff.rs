//! What a comparison of two audits says.

use crate::report::change::Change;
use crate::report::document::Summary;

/// The comparison in one language.
pub(crate) struct DiffWords {
    pub(crate) title: &'static str,
    /// What became of a finding, in a word or two.
    pub(crate) change: fn(Change) -> &'static str,
    /// So many findings of which that became.
    pub(crate) counted: fn(Change, usize) -> String,
    /// How a device's verdict changed. None is an audit that it was not in.
    pub(crate) answer: fn(old: Option<&str>, new: Option<&str>) -> String,
    /// The same in a table.
    pub(crate) before_and_now: fn(old: Option<&str>, new: Option<&str>) -> String,
    pub(crate) updated_from: fn(version: &str) -> String,
    pub(crate) in_profile: fn(number: u32) -> String,
    pub(crate) by_rule: fn(level: &str, rule: &str) -> String,
    /// The state of an app that can be opened.
    pub(crate) installed: &'static str,
    pub(crate) state_was: fn(new: &str, old: &str) -> String,
    pub(crate) first_installed: fn(day: &str) -> String,
    pub(crate) still_there: fn(day: &str) -> String,
    pub(crate) gone_by: fn(day: &str) -> String,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
    /// Devices by verdict.
    pub(crate) verdicts: fn(&Summary) -> String,
    /// What became of findings, and what of devices.
    pub(crate) totals: fn(findings: &str, &DiffTotals) -> String,
    pub(crate) none: &'static str,
    /// The same, where not all devices were seen again.
    pub(crate) none_of_seen: &'static str,
    /// So many findings were on devices that the newer audit did not see.
    pub(crate) findings_gone: fn(usize) -> String,
    /// So many devices have an older list in the newer audit.
    pub(crate) backwards: fn(usize) -> String,
    pub(crate) other_policies: &'static str,
    /// The heads of the table.
    pub(crate) columns: [&'static str; 3],
    pub(crate) changed_answer: &'static str,
    pub(crate) new_device: &'static str,
    pub(crate) gone_device: &'static str,
}

/// What is counted beside findings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DiffTotals {
    pub(crate) updated: usize,
    pub(crate) breaking: usize,
    pub(crate) new: usize,
    pub(crate) gone: usize,
}
