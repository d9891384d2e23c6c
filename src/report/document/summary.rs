//! The counts of a result.

use serde::{Deserialize, Serialize};

/// Counts over all devices.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Devices looked at, or tried.
    pub devices: usize,
    /// Devices that break the policy.
    pub non_compliant: usize,
    /// Devices that could not be fully read, and show no violation.
    pub indeterminate: usize,
    /// Devices that were fully read and break nothing.
    pub compliant: usize,
    /// Devices that no policy in force is for.
    #[serde(default)]
    pub not_applicable: usize,
    /// Findings on all of them.
    pub findings: usize,
    /// Those of them that a waiver permits.
    pub waived: usize,
    /// Those of them that a published exception permits.
    pub permitted: usize,
    /// Devices that show something else than their register entry.
    #[serde(default)]
    pub contradicted: usize,
    /// Devices that are not in the register that was given.
    #[serde(default)]
    pub unregistered: usize,
    /// Devices that were judged by what is assumed of them.
    #[serde(default)]
    pub assumed: usize,
}
