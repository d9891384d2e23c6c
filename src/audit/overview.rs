//! What is worth knowing of a fleet at a glance, as plain data.

use super::result::{AuditResult, RuleFact};
use crate::catalogue::Country;
use crate::inventory::GapCode;
use crate::policy::Level;
use jiff::Timestamp;
use std::sync::Arc;

/// A fleet at a glance. Lists begin with what weighs most and are cut; the
/// counts beside them are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The run, with no device listed.
    pub run: AuditResult,
    /// Inventories that do not count, because there is a newer one of the same
    /// device.
    pub left_out: usize,
    /// Rules that found something, by devices.
    pub rules: Vec<RuleCount>,
    /// Apps that were found, by level and devices.
    pub apps: Vec<AppCount>,
    /// Countries of the owners of apps that were found, by devices.
    pub countries: Vec<(Country, usize)>,
    /// Devices that break the policy, those with most findings first.
    pub worst: Vec<BadDevice>,
    /// Why devices were not fully read, by devices.
    pub gaps: Vec<(GapCode, usize)>,
    /// Devices that were not fully read and show no violation.
    pub unread: Vec<UnreadDevice>,
    /// The oldest inventories.
    pub oldest: Vec<(Timestamp, String)>,
}

/// A rule and how much it found that nothing permits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: Arc<RuleFact>,
    /// Devices on which it found something.
    pub devices: usize,
}

/// An app and how often it was found and nothing permits it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppCount {
    /// The most serious level it was found at.
    pub level: Level,
    /// Its id, as the first device spells it.
    pub app: String,
    /// Its name.
    pub name: Option<String>,
    /// Devices on which it was found.
    pub devices: usize,
}

/// A device that breaks the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDevice {
    /// Its id.
    pub id: String,
    /// Maker and model.
    pub about: String,
    /// Findings that nothing permits: deny, warn, note.
    pub levels: [usize; 3],
    /// What was found at the most serious level: names, else ids.
    pub apps: Vec<String>,
}

/// A device that was not fully read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadDevice {
    /// Its id, or where it was read from.
    pub id: String,
    /// The first reason.
    pub code: GapCode,
    /// The first reason, in a sentence.
    pub message: String,
}
