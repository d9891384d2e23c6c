//! A first walk through the devices: everything that results will refer to, in the
//! order of first mention, and whether all could be looked at. Both stand at the head
//! of a run.

use super::descriptors::{Descriptors, descriptor};
use super::quota::{Counts, SUPPRESSED};
use super::text::severity;
use crate::audit::{Level, Threshold};
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
    /// How many notifications there are on devices.
    pub(super) notes: Counts,
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
            notes: Counts::default(),
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
        if index.notes.quota().told_of_notes().is_some() {
            index.notifications.mention(NOTES_LEFT_OUT);
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
            self.notes.add(NOT_READ);
        }
        self.remarks(&device.remarks, fail_on);
        for remark in device.remarks.iter().filter(|remark| !remark.finding) {
            self.notes.add(weight(remark));
        }
        for fact in facts::of_device(EN, device) {
            self.notifications.mention(fact.code.as_str());
            self.notes.add(NOTE);
        }
        for _ in EN.standings(device) {
            self.notifications.mention(APPLICABILITY);
            self.notes.add(NOTE);
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

/// The code of what is told of notifications that are not listed.
pub(super) const NOTES_LEFT_OUT: &str = "notifications-left-out";

/// The level of a part that was not read.
pub(super) const NOT_READ: &str = "error";

/// The level of what is only worth knowing.
pub(super) const NOTE: &str = "note";

/// The level of a remark that is no result.
pub(super) const fn weight(remark: &Remark<'_>) -> &'static str {
    match remark.level {
        Level::Note => NOTE,
        Level::Warn | Level::Deny => "warning",
    }
}

/// The code of what is told of policies that did not judge.
pub(super) const APPLICABILITY: &str = "applicability";
