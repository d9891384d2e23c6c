//! The sentences of a certificate, for a reader who never saw an audit.

use crate::audit::Threshold;
use crate::report::document::{Device, FactUsed, Verdict};
use crate::report::escape::terminal;
use crate::report::wording;
use std::collections::BTreeSet;

/// The heading of the page.
pub(super) fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Compliant => "Certificate: this device complies",
        Verdict::NonCompliant => "This device does not comply",
        Verdict::Indeterminate => "Not certified: this device was not fully checked",
        Verdict::NotApplicable => "Not certified: no policy is for this device",
    }
}

/// The verdict in words.
pub(super) fn sentence(device: &Device<'_>, fail_on: Threshold) -> String {
    match device.verdict {
        Verdict::Compliant => {
            let told = match device.findings.len() + device.remarks.len() {
                0 => "Nothing was found that these measures name.".to_owned(),
                _ => "What else was found breaks none of them, and is listed below.".to_owned(),
            };
            format!(
                "All of its {} were looked at. None of them breaks a policy below. {told}",
                wording::count(device.apps.total, "app", "apps")
            )
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
            let broken = broken.count();
            let mut what = Vec::new();
            if !apps.is_empty() {
                what.push(wording::count(apps.len(), "app", "apps"));
            }
            if broken > 0 {
                what.push(wording::count(broken, "other thing", "other things"));
            }
            let verb = if apps.len() + broken == 1 {
                "breaks"
            } else {
                "break"
            };
            let seen = if device.coverage.complete {
                ""
            } else {
                " Not all of it could be looked at, so there may be more."
            };
            format!(
                "{} on it {verb} a policy below. It must not be used under that policy until that \
                 is mended and it was checked again.{seen}",
                what.join(" and "),
            )
        }
        Verdict::Indeterminate => "Nothing was seen on it that breaks the policy, but it could \
                                   not be fully looked at or judged. So nothing is promised about \
                                   it. It must not be handed out on the strength of this page."
            .to_owned(),
        Verdict::NotApplicable => "None of the policies below is for this device, by what is \
                                   known of it, so none of its apps was judged."
            .to_owned(),
    }
}

/// How much was looked at.
pub(super) fn coverage(device: &Device<'_>) -> String {
    let profiles: Vec<String> = device
        .coverage
        .profiles
        .iter()
        .map(|profile| {
            let kind = terminal(&profile.kind);
            match &*profile.status {
                "complete" => kind,
                status => format!("{kind} ({})", terminal(status)),
            }
        })
        .take(8)
        .collect();
    let profiles = match profiles.len() {
        0 => String::new(),
        1 => format!("; profile: {}", profiles.concat()),
        _ => format!("; profiles: {}", profiles.join(", ")),
    };
    let apps = wording::count(device.apps.total, "app", "apps");
    if device.coverage.complete && device.coverage.gaps.is_empty() {
        format!("complete: every app was seen ({apps}{profiles})")
    } else {
        format!("not complete: apps may have been missed ({apps} seen{profiles})")
    }
}

/// How a policy stands to the device.
pub(super) fn standing(device: &Device<'_>, policy: &str) -> &'static str {
    let mut stands = device.applicability.iter();
    let stand = stands.find(|stand| stand.policy == policy && stand.rule.is_none());
    match stand.map(|stand| &*stand.state) {
        Some("judged") => "judged",
        Some("not-applicable") => "not for this device",
        Some(_) => "could not be judged",
        None => "policy",
    }
}

/// What a fact is about.
pub(super) fn dimension(fact: &FactUsed<'_>) -> String {
    match &*fact.fact {
        "person" => "Holder".to_owned(),
        "use" => "Use".to_owned(),
        "access" => "Access".to_owned(),
        "ownership" => "Ownership".to_owned(),
        other => terminal(other),
    }
}

/// What is held to be so.
pub(super) fn value(fact: &FactUsed<'_>) -> String {
    match (&*fact.fact, &*fact.value) {
        ("use", "service") => "daily service".to_owned(),
        ("use", "dedicated") => "one purpose only, apart from daily service".to_owned(),
        ("access", "internal") => "internal systems".to_owned(),
        ("access", "none") => "no internal system".to_owned(),
        ("ownership", "issued") => "given out by the organisation".to_owned(),
        ("ownership", "enrolled") => "private, and enrolled by the organisation".to_owned(),
        (_, value) => terminal(&value.replace('-', " ")),
    }
}

/// Who says so.
pub(super) fn basis(fact: &FactUsed<'_>) -> String {
    match &*fact.from {
        "register" => "by the register".to_owned(),
        "device" => "shown by the device".to_owned(),
        "assumed" => "assumed, because nobody states it".to_owned(),
        other => terminal(other),
    }
}

/// Which bytes a digest is of.
pub(super) fn digest_of(word: &str) -> String {
    match word {
        "file" => "of the inventory's file".to_owned(),
        "line" => "of the inventory's line".to_owned(),
        "collect" => "of the file that dutyphone collect writes for it".to_owned(),
        other => terminal(other),
    }
}
