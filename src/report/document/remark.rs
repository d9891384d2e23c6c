//! What is worth telling beside findings.

use super::words;
use crate::audit::{Level, Threshold};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Text<'r> = Cow<'r, str>;

/// Something worth telling beside findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark<'r> {
    /// The stable code.
    pub code: Text<'r>,
    /// How serious it is.
    #[serde(with = "words::known")]
    pub level: Level,
    /// Whether it is a finding about the device itself; otherwise it is only
    /// worth telling.
    #[serde(default)]
    pub finding: bool,
    /// What was noticed.
    pub message: Text<'r>,
    /// What to do. May be empty.
    pub advice: Text<'r>,
    /// What the sentence is about, by name. Earlier versions do not tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub details: BTreeMap<Text<'r>, Text<'r>>,
}

impl Remark<'_> {
    /// Whether it breaks the policy.
    #[must_use]
    pub fn breaks(&self, fail_on: Threshold) -> bool {
        self.finding && fail_on.is_reached_by(self.level)
    }
}
