//! What kind of case each rule, the coverage and each remark of a device becomes. The
//! counts at the head of a file and the cases themselves are made of the same answers;
//! for the counts no story is written.

use crate::report::document::{Applicability, Device, Document, Finding, Remark, Verdict};
use crate::report::run_failures;

/// What becomes of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Passed,
    Failed,
    Error,
    Skipped,
}

/// How many cases there are of each kind.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub(super) tests: usize,
    pub(super) failures: usize,
    pub(super) errors: usize,
    pub(super) skipped: usize,
}

impl Totals {
    /// Counts a case.
    pub(super) fn add(&mut self, kind: Kind) {
        self.tests += 1;
        match kind {
            Kind::Passed => {}
            Kind::Failed => self.failures += 1,
            Kind::Error => self.errors += 1,
            Kind::Skipped => self.skipped += 1,
        }
    }

    /// Counts the cases of a device.
    pub(super) fn add_device(&mut self, document: &Document<'_>, device: &Device<'_>) {
        for rule in rules(document, device) {
            self.add(match not_judged(device, rule) {
                Some(stand) => Kind::of_standing(stand),
                None => Kind::of_rule(document, device, rule),
            });
        }
        self.add(Kind::of_coverage(device));
        for remark in &device.remarks {
            self.add(Kind::of_remark(document, remark));
        }
    }
}

impl Kind {
    /// A rule of a policy that did not judge the device is skipped; where it is not
    /// known whether the policy is for the device, that is an error.
    pub(super) fn of_standing(stand: &Applicability<'_>) -> Self {
        if stand.state == "not-applicable" {
            Self::Skipped
        } else {
            Self::Error
        }
    }

    /// One rule on one device. What was found wins over what was not seen, and an open
    /// finding over a permitted one.
    pub(super) fn of_rule(document: &Document<'_>, device: &Device<'_>, rule: &str) -> Self {
        let mut findings = of(device, rule);
        if findings.any(|finding| breaks(document, finding)) {
            Self::Failed
        } else if !device.coverage.complete {
            Self::Error
        } else if of(device, rule).any(|finding| !finding.is_open()) {
            Self::Skipped
        } else {
            Self::Passed
        }
    }

    /// Whether the device was fully read.
    pub(super) fn of_coverage(device: &Device<'_>) -> Self {
        let is_told = !device.coverage.gaps.is_empty();
        let is_seen = device.coverage.complete || device.verdict == Verdict::Compliant;
        if is_seen && !is_told {
            Self::Passed
        } else {
            Self::Error
        }
    }

    /// A remark.
    pub(super) fn of_remark(document: &Document<'_>, remark: &Remark<'_>) -> Self {
        if remark.breaks(document.fail_on) {
            Self::Failed
        } else if run_failures::fails(remark) {
            Self::Error
        } else {
            Self::Passed
        }
    }
}

/// The rules of a device, each a case. A result of an older version names only the
/// rules that found something.
pub(super) fn rules<'d>(document: &'d Document<'_>, device: &'d Device<'_>) -> Vec<&'d str> {
    let mut rules: Vec<&str> = document.rules.iter().map(|rule| &*rule.id).collect();
    for finding in &device.findings {
        if !rules.contains(&&*finding.rule) {
            rules.push(&finding.rule);
        }
    }
    rules
}

/// What a rule found on a device.
pub(super) fn of<'d, 'r>(
    device: &'d Device<'r>,
    rule: &str,
) -> impl Iterator<Item = &'d Finding<'r>> {
    let findings = device.findings.iter();
    findings.filter(move |finding| finding.rule == rule)
}

/// Whether something that was found breaks the policy.
pub(super) fn breaks(document: &Document<'_>, finding: &Finding<'_>) -> bool {
    finding.is_open() && document.fail_on.is_reached_by(finding.level)
}

/// How the policy of a rule stands to a device that it did not judge.
pub(super) fn not_judged<'d, 'r>(
    device: &'d Device<'r>,
    rule: &str,
) -> Option<&'d Applicability<'r>> {
    let (policy, _) = rule.rsplit_once('/')?;
    let of = |subject: &str| {
        let mut stands = device.applicability.iter();
        stands.find(|stand| stand.subject() == subject)
    };
    let stand = of(rule).or_else(|| of(policy))?;
    stand.is_told().then_some(stand)
}
