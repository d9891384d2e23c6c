//! The sentences of a certificate, for a reader who never saw an audit.

use super::limits;
use crate::audit::{Basis, Dimension};
use crate::report::document::{Applicability, Device, Document, FactUsed, Verdict};
use crate::report::escape::terminal;
use crate::report::wording::{Besides, Words};
use std::collections::BTreeSet;

/// How many profiles are named.
const PROFILES: usize = 8;

/// The verdict in words.
pub(super) fn sentence(say: &Words, document: &Document<'_>, device: &Device<'_>) -> String {
    let (words, fail_on) = (&say.certificate, document.fail_on);
    match device.verdict {
        Verdict::Compliant => {
            let besides = if device.findings.len() + device.remarks.len() > 0 {
                Besides::Something
            } else if limits::has_terms(document, device) {
                Besides::NothingOnTerms
            } else {
                Besides::Nothing
            };
            (words.compliant)(device.apps.total, besides)
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
    if stand.is_some_and(Applicability::holder_not_stated) {
        return words.holder_not_stated;
    }
    match stand.map(|stand| &*stand.state) {
        Some("judged") => words.judged,
        Some("not-applicable") => words.not_for_it,
        Some(_) => words.not_judged,
        None => words.policy,
    }
}

/// The day at the head of the page. What a list says that has no day was true on
/// some other one, so there it is only the day on which it was judged.
pub(super) fn day(say: &Words, document: &Document<'_>, device: &Device<'_>) -> String {
    let page = &say.certificate.page;
    let word = if limits::is_undated(device) {
        say.certificate.judged_on
    } else {
        page.as_of
    };
    format!("{word} {}", say.day(&document.as_of))
}

/// For which time the page holds.
pub(super) fn holds(say: &Words, device: &Device<'_>) -> &'static str {
    if limits::is_undated(device) {
        say.certificate.holds_undated
    } else {
        say.certificate.holds
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
