//! Labels and headings in English.

use super::super::words::{ChartWords, ChartsWords, HtmlWords, Labels, MarkdownWords, Tiles};
use crate::report::fact_code::FactCode;

pub(super) const LABELS: Labels = Labels {
    why: "why",
    todo: "do",
    todo_each: "each",
    level: "level",
    note: "note",
    not_read: "not read",
    age: "age",
    more_devices: |count| {
        let devices = if count == 1 {
            "device is"
        } else {
            "devices are"
        };
        format!("{count} more {devices} not shown here; -o xlsx=FILE and -f json have all")
    },
    fact: FactCode::as_str,
};

pub(super) const MARKDOWN: MarkdownWords = MarkdownWords {
    title: |verdict| format!("App audit: {verdict}"),
    columns: ["device", "verdict", "findings", "not read"],
    not_fully_read: "not fully read",
    by_rule: |rule| format!("by {rule}"),
    confidence: "confidence",
    fix: "fix",
    issued_by: |who| format!("issued by {who}"),
    exception: "exception",
    source: "source",
};

pub(super) const HTML: HtmlWords = HtmlWords {
    title: "App audit",
    skip: "To the devices",
    over: "App audit of work phones",
    counts: "Counts",
    overview: "Where the problems lie",
    bar: "bar",
    whole_run: "About the whole run",
    devices: "Devices",
    device: "device",
    verdict: "verdict",
    model: "model",
    open: "open",
    findings: "findings",
    quiet: "Fully read, and nothing found",
    taken_on: "taken on",
    apps: "apps",
    owner_known: "owner known",
    nobody: "None was looked at.",
    by: "By",
    confidence: "Confidence",
    todo: "What to do",
    do_this: "Do",
    not_fully_read: "not fully read",
    why: "Why",
    detail: "Technical detail",
    not_judged_by: "Not judged by",
    good_to_know: "Good to know",
    authority: "On whose authority",
    policy: "Policy",
    issued_by: "Issued by",
    asks_for: "Asks for",
    exception: "Exception",
    source: "Source",
    rests_on: "What this rests on",
    disclaimer: "The tool says what a measure names and who owns an app; it does not say that \
                 an app does harm.",
};

pub(super) const TILES: Tiles = Tiles {
    devices: "devices",
    non_compliant: "non-compliant",
    indeterminate: "indeterminate",
    compliant: "compliant",
    findings: "findings",
    not_applicable: "not applicable",
    waived: "waived",
    permitted: "permitted",
    contradicted: "against the register",
    unregistered: "not in the register",
    assumed: "judged on assumptions",
};

const fn chart(title: &'static str, of: &'static str, unit: &'static str) -> ChartWords {
    ChartWords { title, of, unit }
}

pub(super) const CHARTS: ChartsWords = ChartsWords {
    verdicts: chart("Devices by verdict", "verdict", "devices"),
    countries: chart("Findings by the owner's country", "country", "findings"),
    rules: chart("Findings by rule", "rule", "findings"),
    apps: chart("Most common apps, by devices", "app", "devices"),
    unread: chart("Devices not fully read, by reason", "reason", "devices"),
    worst: chart("Devices with most findings", "device", "open findings"),
    oldest: chart("Oldest inventories, in days", "device", "days"),
    unknown: "not known",
    others: |number| format!("{number} others"),
};
