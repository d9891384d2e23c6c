//! The terms of a run that are not in any policy.

use crate::policy::Level;
use jiff::civil::Date;

/// The terms of a run that are not in any policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The day the audit is made for.
    pub as_of: Date,
    /// The level from which a finding breaks the policy.
    pub fail_on: Level,
    /// How old an inventory may be, in days.
    pub max_age_days: Option<u32>,
}
