//! Which part of the policies is to be exported.

use super::error::ExportError;
use crate::policy::{Level, Policy, Rule};
use jiff::civil::Date;

/// Which part of the policies is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The lowest level.
    pub level: Level,
    /// The day: a measure that does not judge on it is left out.
    pub as_of: Date,
    /// Only these rules, `policy/rule` each; empty means all.
    pub rules: Vec<String>,
}

impl Wanted {
    /// Whether a rule is wanted.
    pub(super) fn includes(&self, policy: &Policy, rule: &Rule) -> bool {
        self.rules.is_empty() || self.rules.contains(&policy.full_id(rule))
    }

    /// Refuses names of rules that no policy has.
    pub(super) fn check(&self, policies: &[Policy]) -> Result<(), ExportError> {
        let rules = policies
            .iter()
            .flat_map(|policy| policy.rules.iter().map(|rule| policy.full_id(rule)));
        let known: Vec<String> = rules.collect();
        match self.rules.iter().find(|name| !known.contains(name)) {
            Some(name) => Err(ExportError::UnknownRule {
                name: name.clone(),
                known: known.join(", "),
            }),
            None => Ok(()),
        }
    }
}
