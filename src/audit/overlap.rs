//! Rules of one policy that find the same app: one that is a part of another says
//! more of the app, so it alone is reported.

use super::result::Finding;
use crate::policy::{Policy, Rule};

/// What one rule made of one app.
pub(super) struct Judged<'p> {
    pub(super) finding: Finding,
    pub(super) policy: &'p Policy,
    pub(super) rule: &'p Rule,
    /// Whether it is one of the many parts that came with a device.
    pub(super) group: bool,
}

/// Leaves out what a narrower rule tells, too. `judged` is all about one app.
pub(super) fn told_once(mut judged: Vec<Judged<'_>>) -> Vec<Judged<'_>> {
    // Decided for all before any is left out.
    let told: Vec<bool> = judged.iter().map(|one| is_told(one, &judged)).collect();
    let mut told = told.into_iter();
    judged.retain(|_| !told.next().unwrap_or_default());
    judged
}

/// Whether a rule that is a part of this one tells the same, at this level or
/// above.
fn is_told(one: &Judged<'_>, judged: &[Judged<'_>]) -> bool {
    judged.iter().any(|other| {
        other.policy.id == one.policy.id
            && other.rule.part_of.as_ref() == Some(&one.rule.id)
            && other.finding.level >= one.finding.level
    })
}
