//! Sentences about a whole run in English.

use super::super::number::english as count;
use super::super::sums::Further;
use super::super::words::{Answer, RunWords};

fn devices(number: usize) -> String {
    count(number, "device", "devices")
}

fn entries(number: usize) -> String {
    count(number, "entry", "entries")
}

fn file(what: &str, number: usize, day: Option<&str>) -> String {
    let entries = entries(number);
    match day {
        Some(day) => format!("{what} of {day}: {entries}"),
        None => format!("{what}: {entries}"),
    }
}

const fn further(what: Further) -> &'static str {
    match what {
        Further::Waived => "waived",
        Further::Permitted => "permitted",
        Further::Contradicted => "against the register",
        Further::Unregistered => "not in the register",
        Further::Assumed => "judged on assumptions",
    }
}

pub(super) const RUN: RunWords = RunWords {
    answer: ANSWER,
    devices,
    entries,
    by_verdict: |counts| {
        let all = devices(counts.devices);
        let (bad, open, good) = (counts.non_compliant, counts.indeterminate, counts.compliant);
        match counts.not_applicable {
            0 => format!("{all}: {bad} non-compliant, {open} indeterminate, {good} compliant"),
            none => format!(
                "{all}: {bad} non-compliant, {open} indeterminate, {good} compliant, {none} not \
                 applicable (outside every scope, not judged)"
            ),
        }
    },
    findings: |counts| {
        // Of one app, each rule that is against it is one.
        let findings = match counts.all {
            0 | 1 => count(counts.all, "finding", "findings"),
            all => format!("{all} findings, counted by rule"),
        };
        match (counts.waived, counts.permitted) {
            (0, 0) => findings,
            (waived, 0) => format!("{findings}, {waived} waived"),
            (0, permitted) => format!("{findings}, {permitted} permitted"),
            (waived, permitted) => format!("{findings}, {waived} waived, {permitted} permitted"),
        }
    },
    further_devices: |number, what| format!("{} {}", devices(number), further(what)),
    further: |number, what| format!("{number} {}", further(what)),
    listed: |listed, all| format!("{listed} of {all} devices are listed"),
    no_device: "no device was looked at",
    none_judged: |inputs| match inputs {
        1 => "nothing judged: 1 input not read".to_owned(),
        _ => format!("nothing judged: {inputs} inputs not read"),
    },
    basis: |day, policies| format!("as of {day}; policy {policies}"),
    data_set: |name, version, day| match (version, day) {
        (Some(version), Some(day)) => format!("{name} {version} of {day}"),
        (Some(version), None) => format!("{name} {version}"),
        (None, Some(day)) => format!("{name} of {day}"),
        (None, None) => name.to_owned(),
    },
    built_in: "built-in",
    overridden: |set, rows| format!("{set}, {} overridden", count(rows, "row", "rows")),
    register: |entries, day| file("register", entries, day),
    waivers: |entries, day| file("waivers", entries, day),
    inputs: |counts| {
        format!(
            "{}, {}, {} set aside, {} not read",
            devices(counts.devices),
            count(counts.parts, "part", "parts"),
            counts.set_aside,
            counts.not_read
        )
    },
    set_aside: |name| format!("{name} holds no list of apps"),
    not_read: |name, code| format!("{name} was not read: {code}"),
    and_more: |number| format!("and {number} more"),
    assumptions: |facts| format!("assumed: {facts}"),
    left_out: |policy| format!("{policy} left out: holders not stated"),
    known: |known, apps| format!("{known} of {apps} owners known"),
};

const ANSWER: Answer = Answer {
    nothing: "No device was looked at, so nothing can be said.",
    no_list: "Nothing to judge: no list of apps could be read.",
    bad: "The device breaks the policy",
    bad_of: |number, all| match number {
        1 => format!("1 of {} breaks the policy", devices(all)),
        _ => format!("{number} of {} break the policy", devices(all)),
    },
    unread: "The device was not fully read, so nothing is promised about it",
    unread_of: |number, all| match number {
        1 => format!(
            "1 of {} was not fully read, and nobody vouches for it",
            devices(all)
        ),
        _ => format!(
            "{number} of {} were not fully read, and nobody vouches for them",
            devices(all)
        ),
    },
    unread_too: |number| match number {
        1 => "1 more was not fully read".to_owned(),
        _ => format!("{number} more were not fully read"),
    },
    unjudged: "The device could not be fully judged, so nothing is promised about it",
    unjudged_of: |number, all| {
        let them = if number == 1 { "it" } else { "them" };
        let all = devices(all);
        format!("{number} of {all} could not be fully judged, and nobody vouches for {them}")
    },
    unjudged_too: |number| format!("{number} more could not be fully judged"),
    good: "The device was fully read and breaks nothing",
    good_all: |all| format!("All {} were fully read and break nothing", devices(all)),
    good_of: |number, all| match number {
        1 => format!("1 of {} is compliant", devices(all)),
        _ => format!("{number} of {} are compliant", devices(all)),
    },
    good_too: |number| match number {
        1 => "1 is compliant".to_owned(),
        _ => format!("{number} are compliant"),
    },
    outside: "No policy is for the device, so nobody judged it",
    outside_all: |all| {
        format!(
            "No policy is for any of the {}, so nobody judged them",
            devices(all)
        )
    },
    outside_too: |number| match number {
        1 => "1 is outside every scope and was not judged".to_owned(),
        _ => format!("{number} are outside every scope and were not judged"),
    },
};
