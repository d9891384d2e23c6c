//! A first walk through the devices: everything that results will refer to, in the
//! order of first mention, and whether all could be looked at. Both stand at the head
//! of a run.

use super::descriptors::{Descriptors, descriptor};
use super::quota::{Counts, SUPPRESSED};
use super::text::severity;
use crate::audit::Threshold;
use crate::report::document::{Device, Document, Remark, Verdict};
use crate::report::facts;
use crate::report::run_failures;
use crate::report::wording::EN;
use std::io;

/// What the head of a run needs to know of its devices.
pub(super) struct Index {
    pub(super) rules: Descriptors,
    pub(super) notifications: Descriptors,
    pub(super) successful: bool,
    /// How many results there are.
    pub(super) counts: Counts,
}

impl Index {
    pub(super) fn of(document: &Document<'_>) -> io::Result<Self> {
        let mut rules = Descriptors::default();
        for rule in &document.rules {
            rules.add(descriptor(document, rule));
        }
        let mut index = Self {
            rules,
            notifications: Descriptors::default(),
            counts: Counts::default(),
            // Nothing looked at is no success either.
            successful: document.summary.indeterminate == 0
                && !matches!(
                    document.verdict,
                    Verdict::Indeterminate | Verdict::NotApplicable
                )
                && !document.remarks.iter().any(run_failures::fails),
        };
        let fail_on = document.fail_on;
        document.devices.each(|device| {
            index.device(device, fail_on);
            Ok(())
        })?;
        index.remarks(&document.remarks, fail_on);
        for failure in run_failures::of_run(document) {
            index.successful = false;
            index.notifications.mention(failure.code);
        }
        for fact in facts::of_run(EN, document) {
            index.notifications.mention(fact.code.as_str());
        }
        if index.counts.quota().told().is_some() {
            index.notifications.mention(LEFT_OUT);
        }
        Ok(index)
    }

    fn device(&mut self, device: &Device<'_>, fail_on: Threshold) {
        for finding in &device.findings {
            self.rules.mention(&finding.rule);
            let open = finding.is_open();
            let level = severity(finding.level, fail_on);
            self.counts.add(if open { level } else { SUPPRESSED });
        }
        for gap in &device.coverage.gaps {
            self.successful = false;
            self.notifications.mention(&gap.code);
        }
        self.remarks(&device.remarks, fail_on);
        for fact in facts::of_device(EN, device) {
            self.notifications.mention(fact.code.as_str());
        }
        if !EN.standings(device).is_empty() {
            self.notifications.mention(APPLICABILITY);
        }
    }

    fn remarks(&mut self, remarks: &[Remark<'_>], fail_on: Threshold) {
        for remark in remarks {
            if remark.finding {
                self.rules.mention(&remark.code);
                self.counts.add(severity(remark.level, fail_on));
            } else {
                self.notifications.mention(&remark.code);
            }
        }
    }
}

/// The code of what is told of results that are not listed.
pub(super) const LEFT_OUT: &str = "results-left-out";

/// The code of what is told of policies that did not judge.
pub(super) const APPLICABILITY: &str = "applicability";
