//! What applies to a device as a unit: a policy, or one rule of it that has a scope
//! of its own.

use crate::policy::{Policy, Rule, Scope};

/// A policy, or a rule with a scope of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'p> {
    pub(super) policy: &'p Policy,
    /// Set for a rule with a scope of its own.
    pub(super) rule: Option<&'p Rule>,
}

impl<'p> Subject<'p> {
    /// The subject of a rule.
    pub(super) fn of(policy: &'p Policy, rule: &'p Rule) -> Self {
        Self {
            policy,
            rule: rule.scope.is_some().then_some(rule),
        }
    }

    /// Which devices it is for.
    pub(super) fn scope(self) -> &'p Scope {
        self.rule
            .map_or(&self.policy.scope, |rule| self.policy.scope_of(rule))
    }

    /// What it is called: `policy`, or `policy/rule`.
    pub(super) fn name(self) -> String {
        self.rule
            .map_or_else(|| self.policy.id.clone(), |rule| self.policy.full_id(rule))
    }

    pub(super) fn is(self, other: Self) -> bool {
        let rule = |subject: Self| subject.rule.map(|rule| rule.id.as_str());
        self.policy.id == other.policy.id && rule(self) == rule(other)
    }
}
