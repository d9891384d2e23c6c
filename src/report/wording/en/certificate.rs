//! Certificates in English.

use super::super::number::english as count;
use super::super::words::{
    Besides, CertificateLimits, CertificateLists, CertificatePage, CertificateRows,
    CertificateWords,
};
use crate::audit::{Basis, Dimension};
use crate::report::document::Verdict;

pub(super) const CERTIFICATE: CertificateWords = CertificateWords {
    page: CertificatePage {
        over: "App audit of a work phone",
        as_of: "as of",
        device: "Device",
        judged_by: "Judged by",
        evidence: "Evidence",
        place: "name, place and date",
        signature: "signature",
        foot: "It says what a measure names and who owns an app; it does not say that an app does harm.",
    },
    title: "App audit of work phones: certificates",
    heading: |verdict| match verdict {
        Verdict::Compliant => "Certificate: this device complies",
        Verdict::NonCompliant => "This device does not comply",
        Verdict::Indeterminate => "Not certified: this device was not fully checked",
        Verdict::NotApplicable => "Not certified: no policy is for this device",
    },
    compliant: |apps, besides| {
        let told = match besides {
            Besides::Something => "What else was found breaks none of them, and is listed below.",
            Besides::Nothing => "Nothing was found that the rules of these measures can see.",
            Besides::NothingOnTerms => {
                "Nothing was found that the rules of these measures can see, on the terms below."
            }
        };
        let apps = count(apps, "app", "apps");
        format!("All of its {apps} were looked at. None of them breaks a policy below. {told}")
    },
    non_compliant: |apps, others, is_complete| {
        let mut what = Vec::new();
        if apps > 0 {
            what.push(count(apps, "app", "apps"));
        }
        if others > 0 {
            what.push(count(others, "other thing", "other things"));
        }
        let verb = if apps + others == 1 {
            "breaks"
        } else {
            "break"
        };
        let seen = if is_complete {
            ""
        } else {
            " Not all of it could be looked at, so there may be more."
        };
        format!(
            "{} on it {verb} a policy below. It must not be used under that policy until that is \
             mended and it was checked again.{seen}",
            what.join(" and "),
        )
    },
    indeterminate: "Nothing was seen on it that breaks the policy, but it could not be fully \
                    looked at or judged. So nothing is promised about it. It must not be handed \
                    out on the strength of this page.",
    not_applicable: "None of the policies below is for this device, by what is known of it, so \
                     none of its apps was judged.",
    nothing: "No device was looked at, so nothing can be said.",
    nothing_checked: "Nothing was checked",
    coverage: |is_complete, apps, profiles| {
        let profiles = match profiles {
            [] => String::new(),
            [one] => format!("; profile: {one}"),
            many => format!("; profiles: {}", many.join(", ")),
        };
        let apps = count(apps, "app", "apps");
        if is_complete {
            format!("complete: every app was seen ({apps}{profiles})")
        } else {
            format!("not complete: apps may have been missed ({apps} seen{profiles})")
        }
    },
    judged: "judged",
    not_for_it: "not for this device",
    not_judged: "could not be judged",
    holder_not_stated: "not judged: holder not stated",
    policy: "policy",
    dimension: |fact| match fact {
        Dimension::Person => "Holder",
        Dimension::Use => "Use",
        Dimension::Access => "Access",
        Dimension::Ownership => "Ownership",
    },
    value: |fact, value| {
        Some(match (fact, value) {
            (Dimension::Use, "service") => "daily service",
            (Dimension::Use, "dedicated") => "one purpose only, apart from daily service",
            (Dimension::Access, "internal") => "internal systems",
            (Dimension::Access, "none") => "no internal system",
            (Dimension::Ownership, "issued") => "given out by the organisation",
            (Dimension::Ownership, "enrolled") => "private, and enrolled by the organisation",
            _ => return None,
        })
    },
    basis: |from| match from {
        Basis::Register => "by the register",
        Basis::Device => "shown by the device",
        Basis::Assumed => "assumed, because nobody states it",
    },
    digest_of_file: "of the inventory's file",
    digest_of_line: "of the inventory's line",
    digest_of_collect: "of the file that dutyphone collect writes for it",
    more: |number| format!("and {number} more: see the full report"),
    rows: CertificateRows {
        model: "Model and system",
        serial: "Serial or UDID",
        looked_at: "Looked at",
        read_from: "Read from",
        clock_of_device: "Clock of the device",
        clock_of_computer: "Clock of the computer",
        inventory: "Inventory",
        taken_by: "Taken by",
        signed_by: "Inventory signed by",
        facts: "Facts about apps",
        register: "Register",
        waivers: "Waivers",
        page_signed: "Page signed with",
    },
    lists: CertificateLists {
        broken: "What breaks the policy",
        unread: "What could not be looked at",
        other: "Found besides, and breaking nothing",
        not_judged: "Not judged",
        limits: "What limits this",
    },
    todo: |text| format!(". To do: {text}"),
    by_rules: |app, rules| format!("{app} (by {rules})"),
    not_stated: "not stated",
    judged_on: "judged on",
    holds: "This page holds for the moment at which the device was read.",
    holds_undated: "The list of apps is undated: nobody knows for which day this page holds.",
    limits: CertificateLimits {
        undated: "The list of apps is undated: it may be of any day.",
        on_terms: |policy, by, terms| format!("{by} uses {policy} on terms of its own: {terms}"),
        unread: |number| format!("{} of this run not read", count(number, "input", "inputs")),
        aside: |number| {
            format!(
                "{} of this run set aside, as holding no list of apps",
                count(number, "input", "inputs")
            )
        },
    },
    signs: ["Checked by", "Received by"],
};
