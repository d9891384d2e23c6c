//! Factory-fitted parts: a phone comes with hundreds of its maker's apps, which one
//! finding stands for where the rule sums them up.

use super::result::Finding;
use std::cmp::Reverse;

/// A phone of some makers carries dozens of the maker's own components.
/// They become one finding for each owner at the top of the chain.
pub(super) fn summarise(findings: &mut Vec<Finding>, finding: Finding) {
    fn group(finding: &Finding) -> Option<&str> {
        let owner = finding.owner.as_ref()?;
        Some(owner.through.as_deref().unwrap_or(&owner.name))
    }
    fn waiver(finding: &Finding) -> Option<&str> {
        finding.waived_by.as_ref().map(|waiver| waiver.id.as_str())
    }
    let same = findings.iter_mut().find(|known| {
        known.summarises.is_some()
            && known.rule.id == finding.rule.id
            && group(known) == group(&finding)
            && waiver(known) == waiver(&finding)
    });
    let Some(known) = same else {
        return findings.push(Finding {
            summarises: Some(1),
            ..finding
        });
    };
    let count = known.summarises.map(|count| count + 1);
    // The most serious, then the surest, stands for all of them.
    let weight = |f: &Finding| (Reverse(f.level), f.matched);
    if weight(&finding) < weight(known) {
        *known = finding;
    }
    known.summarises = count;
}
