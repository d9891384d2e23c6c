//! The panel and the summary of a fleet in English.

use super::super::number::english as count;
use super::super::words::{PanelWords, SummaryWords};
use crate::report::document::Verdict;

pub(super) const PANEL: PanelWords = PanelWords {
    answer: |verdict| match verdict {
        Verdict::Compliant => "PASS",
        Verdict::NonCompliant => "FAIL",
        Verdict::Indeterminate => "NOT READ",
        Verdict::NotApplicable => "NOT JUDGED",
    },
    phone: "phone",
    purpose: "for",
    why: "why",
    breaks: "breaks",
    todo: "  do",
    besides: "besides",
    unread: "unread",
    policy: "policy",
    next: "NEXT",
    record: "record",
    register: "register",
    apps_seen: |number| format!("{} seen", count(number, "app", "apps")),
    fact: |what, value| format!("{what} {value}"),
    by_register: |facts| format!("{facts} (by the register)"),
    not_registered: "it is not in the register; judged by the strict reading",
    by_rules: |app, rules| format!("{app}, by {rules}"),
    more_apps: |number| format!("and {}", count(number, "app more", "apps more")),
    harmless: |number| {
        let verb = if number == 1 { "breaks" } else { "break" };
        format!(
            "{} that {verb} nothing",
            count(number, "finding", "findings")
        )
    },
    hand_out: "unplug it; it may be handed out",
    keep: "keep it; mend what breaks the policy, and plug it in again",
    again: "keep it, and plug it in again",
    no_policy: "keep it; no policy is for it, by what the register says: correct the register, \
                or name another policy",
    no_policy_assumed: "keep it; no policy is for it, by what is assumed without a register: state \
                        what it is for (--register FILE), or name another policy",
    all_came: "every registered phone was here",
    not_yet_here: |number, names| format!("{number} registered not yet here: {names}"),
};

pub(super) const SUMMARY: SummaryWords = SummaryWords {
    omitted: |number| {
        let inventories = count(number, "inventory", "inventories");
        format!("{inventories} left out: another one of the same device counts")
    },
    oldest: "Oldest inventories",
    of_day: |id, day| format!("{id} of {day}"),
    apps: "Most serious and most common apps",
    rules: "Rules that found most",
    countries: "Countries of the owners",
    contradicted: "Devices that show something else than the register",
    worst: "Worst devices",
    unread: "Not fully read, by devices",
    more: |number| format!("{number} more"),
    of_level: |count, level| format!("{count} {level}"),
    every_device: "= every device: --summary=never, --only non-compliant, or -o xlsx=PATH",
    every_device_of_result: "= every device: without --summary, or -o xlsx=PATH",
};
