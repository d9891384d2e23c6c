//! The terms of a run that are not in any policy.

use crate::inventory::words;
use crate::policy::Level;
use jiff::civil::Date;

words! {
    /// From which level on a finding breaks the policy.
    pub enum Threshold {
        /// Every finding.
        Note = "note",
        /// What is worth a look.
        Warn = "warn",
        /// What does not belong on the device.
        Deny = "deny",
        /// Verdicts are those of `deny`, and the run does not fail by them.
        None = "none",
    }
}

impl Threshold {
    /// Whether a finding of this level breaks the policy.
    #[must_use]
    pub fn is_reached_by(self, level: Level) -> bool {
        level
            >= match self {
                Self::Note => Level::Note,
                Self::Warn => Level::Warn,
                Self::Deny | Self::None => Level::Deny,
            }
    }
}

/// Whether results name the digests of the inventories that were judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Digests {
    /// They do.
    #[default]
    Named,
    /// None of the outputs has a place for them, so they need not be computed.
    NotNamed,
}

/// The terms of a run that are not in any policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The day the audit is made for.
    pub as_of: Date,
    /// The level from which a finding breaks the policy.
    pub fail_on: Threshold,
    /// How old an inventory may be, in days.
    pub max_age_days: Option<u32>,
    /// Whether factory-fitted apps that a rule sums up are listed one by one.
    pub list_parts: bool,
    /// Whether the digests of inventories are wanted.
    pub digests: Digests,
}

impl Terms {
    /// The usual terms: `deny` breaks the policy, and no age is set.
    #[must_use]
    pub const fn on(as_of: Date) -> Self {
        Self {
            as_of,
            fail_on: Threshold::Deny,
            max_age_days: None,
            list_parts: false,
            digests: Digests::Named,
        }
    }

    /// The most that a finding weighs: until its deadline a rule only warns.
    #[must_use]
    pub fn most(&self, deadline: Option<Date>) -> Level {
        match deadline {
            Some(deadline) if self.as_of <= deadline => Level::Warn,
            _ => Level::Deny,
        }
    }
}
