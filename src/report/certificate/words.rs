//! The sentences of a certificate, for a reader who never saw an audit.

use crate::audit::{Basis, Dimension, Threshold};
use crate::report::document::{Device, FactUsed, Verdict};
use crate::report::escape::terminal;
use crate::report::wording::Words;
use std::collections::BTreeSet;

/// How many profiles are named.
const PROFILES: usize = 8;

/// The verdict in words.
pub(super) fn sentence(say: &Words, device: &Device<'_>, fail_on: Threshold) -> String {
    let words = &say.certificate;
    match device.verdict {
        Verdict::Compliant => {
            let has_more = device.findings.len() + device.remarks.len() > 0;
            (words.compliant)(device.apps.total, has_more)
        }
        Verdict::NonCompliant => {
            let open = device
                .findings
                .iter()
                .filter(|found| found.is_open() && fail_on.is_reached_by(found.level));
            let apps: BTreeSet<_> = open.map(|found| (&found.app, found.profile)).collect();
            let broken = device
                .remarks
                .iter()
                .filter(|remark| remark.breaks(fail_on));
            (words.non_compliant)(apps.len(), broken.count(), device.coverage.complete)
        }
        Verdict::Indeterminate => words.indeterminate.to_owned(),
        Verdict::NotApplicable => words.not_applicable.to_owned(),
    }
}

/// How much was looked at.
pub(super) fn coverage(say: &Words, device: &Device<'_>) -> String {
    let profiles = device.coverage.profiles.iter().take(PROFILES);
    let profiles: Vec<String> = profiles
        .map(|profile| {
            let kind = say.profile(&profile.kind);
            match &*profile.status {
                "complete" => kind,
                status => format!("{kind} ({})", say.profile_status(status)),
            }
        })
        .collect();
    let is_complete = device.coverage.complete && device.coverage.gaps.is_empty();
    (say.certificate.coverage)(is_complete, device.apps.total, &profiles)
}

/// How a policy stands to the device.
pub(super) fn standing(say: &Words, device: &Device<'_>, policy: &str) -> &'static str {
    let mut stands = device.applicability.iter();
    let stand = stands.find(|stand| stand.policy == policy && stand.rule.is_none());
    let words = &say.certificate;
    match stand.map(|stand| &*stand.state) {
        Some("judged") => words.judged,
        Some("not-applicable") => words.not_for_it,
        Some(_) => words.not_judged,
        None => words.policy,
    }
}

/// What a fact is about.
pub(super) fn dimension(say: &Words, fact: &FactUsed<'_>) -> String {
    let known = Dimension::parse(&fact.fact).map(say.certificate.dimension);
    known.map_or_else(|| terminal(&fact.fact), str::to_owned)
}

/// What is held to be so.
pub(super) fn value(say: &Words, fact: &FactUsed<'_>) -> String {
    let about = Dimension::parse(&fact.fact);
    match about.and_then(|about| (say.certificate.value)(about, &fact.value)) {
        Some(text) => text.to_owned(),
        None => say.value(&fact.fact, &fact.value).replace('-', " "),
    }
}

/// Who says so.
pub(super) fn basis(say: &Words, fact: &FactUsed<'_>) -> String {
    let known = Basis::parse(&fact.from).map(say.certificate.basis);
    known.map_or_else(|| terminal(&fact.from), str::to_owned)
}

/// Which bytes a digest is of.
pub(super) fn digest_of(say: &Words, word: &str) -> String {
    let words = &say.certificate;
    match word {
        "file" => words.digest_of_file.to_owned(),
        "line" => words.digest_of_line.to_owned(),
        "collect" => words.digest_of_collect.to_owned(),
        other => terminal(other),
    }
}
