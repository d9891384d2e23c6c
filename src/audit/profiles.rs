//! Policies of which every rule is for kinds of profile that a device does not have.
//!
//! Such a policy found nothing there, because it looked at nothing. The device must
//! not look as if it had passed.

use super::applicability::{Applicability, Applies};
use super::index::Index;
use crate::inventory::Coverage;
use std::sync::Arc;

/// How each policy stands to a device with these profiles. A device whose profiles
/// were not all seen may have more.
pub(super) fn narrowed(
    index: &Index<'_>,
    applicability: Arc<[Applicability]>,
    coverage: &mut Coverage,
) -> Arc<[Applicability]> {
    if !index.asks_for_profiles || coverage.complete().is_none() {
        return applicability;
    }
    let kinds: Vec<_> = coverage
        .profiles()
        .iter()
        .map(|profile| profile.kind)
        .collect();
    let reaches = |subject: usize| {
        let mut rules = index
            .rules
            .iter()
            .filter(|compiled| compiled.subject == subject);
        rules.any(|compiled| compiled.rule.condition.reaches_any(kinds.iter().copied()))
    };
    let idle = |(subject, stand): (usize, &Applicability)| {
        stand.state == Applies::Judged && !reaches(subject)
    };
    let idle: Vec<bool> = applicability.iter().enumerate().map(idle).collect();
    if !idle.contains(&true) {
        return applicability;
    }
    let mut narrowed = applicability.to_vec();
    let mut named = Vec::new();
    for (stand, _) in narrowed.iter_mut().zip(idle).filter(|(_, idle)| *idle) {
        stand.state = Applies::NotApplicable;
        stand.facts.clear();
        stand.inside = false;
        named.push(stand.rule.as_ref().unwrap_or(&stand.policy).clone());
    }
    coverage.add_note(
        "no-such-profile",
        format!(
            "{} judged nothing: the device has no such profile",
            named.join(", ")
        ),
    );
    narrowed.into()
}
