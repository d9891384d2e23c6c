//! Comparisons in English.

use super::super::number::english;
use super::super::words::DiffWords;
use crate::report::change::Change;

pub(super) const DIFF: DiffWords = DiffWords {
    title: "What changed",
    change: Change::as_str,
    counted: |change, number| {
        let word = match change {
            Change::New => "new",
            Change::WaiverLapsed => "with a lapsed permission",
            Change::StillThere => "still there",
            Change::NotSeen => "not seen on devices that were not fully read",
            Change::NotJudged => "not judged any more",
            Change::Eased => "eased",
            Change::Permitted => "permitted now",
            Change::Fixed => "fixed",
        };
        format!("{number} {word}")
    },
    answer: |old, new| match (old, new) {
        (Some(old), Some(new)) if old == new => format!("{new} as before"),
        (Some(old), Some(new)) => format!("{new}, was {old}"),
        (None, Some(new)) => format!("{new}; it was not in the older audit"),
        (Some(old), None) => format!("was {old}; it is not in the newer audit"),
        (None, None) => String::new(),
    },
    before_and_now: |old, new| {
        let (old, new) = (old.unwrap_or("not there"), new.unwrap_or("not there"));
        format!("{old} before, {new} now")
    },
    updated_from: |version| format!("updated from {version}"),
    in_profile: |number| format!("in profile {number}"),
    by_rule: |level, rule| format!("{level} by {rule}"),
    installed: "installed",
    state_was: |new, old| format!("{new}, was {old}"),
    first_installed: |day| format!("first installed on {day}"),
    still_there: |day| format!("still there on {day}"),
    gone_by: |day| format!("gone by {day}"),
    old: "old",
    new: "new",
    verdicts: |counts| {
        let mut text = format!(
            "{}: {} non-compliant, {} indeterminate, {} compliant",
            english(counts.devices, "device", "devices"),
            counts.non_compliant,
            counts.indeterminate,
            counts.compliant,
        );
        if counts.not_applicable > 0 {
            text.push_str(&format!(", {} not applicable", counts.not_applicable));
        }
        text
    },
    totals: |findings, totals| {
        format!(
            "findings: {findings}; {} updated; devices: {} newly non-compliant, {} new, {} gone",
            totals.updated, totals.breaking, totals.new, totals.gone
        )
    },
    none: "none",
    none_of_seen: "none on devices seen in both",
    findings_gone: |number| {
        format!(
            "{} on devices not seen again",
            english(number, "finding", "findings")
        )
    },
    backwards: |number| {
        format!(
            "the second result holds older lists than the first of {}, so nothing on them is \
             called fixed; give the older result first",
            english(number, "device", "devices")
        )
    },
    other_policies: "the audits used different policies or versions of them: a finding may be \
                     new or gone without any change on a phone",
    columns: ["change", "device", "what"],
    changed_answer: "answer",
    new_device: "device new",
    gone_device: "device gone",
};
