//! A comparison for a ticket: one table of changes.

use super::model::{DeviceDiff, Diff};
use super::text::{OTHER_POLICIES, counts, is_change, sentence, stand};
use crate::report::escape::{markdown, markdown_code};

pub(super) fn render(diff: &Diff) -> String {
    let mut text = String::from("# What changed\n\n");
    for line in [
        stand("old", &diff.old),
        stand("new", &diff.new),
        counts(&diff.summary),
    ] {
        text.push_str(&format!("- {}\n", markdown(&line)));
    }
    if diff.has_other_policies() {
        text.push_str(&format!("- {OTHER_POLICIES}\n"));
    }
    let rows: Vec<String> = diff.devices.iter().flat_map(rows).collect();
    if !rows.is_empty() {
        text.push_str("\n| change | device | what |\n|---|---|---|\n");
        text.push_str(&rows.concat());
    }
    text
}

fn rows(device: &DeviceDiff) -> Vec<String> {
    let row = |change: &str, what: &str| {
        format!(
            "| {change} | {} | {} |\n",
            markdown_code(&device.id),
            markdown(what)
        )
    };
    let answer = || {
        let old = device.old_verdict.unwrap_or("not there");
        let new = device.new_verdict.unwrap_or("not there");
        format!("{old} before, {new} now")
    };
    let mut rows = Vec::new();
    match device.presence {
        "both" if device.old_verdict == device.new_verdict => {}
        "both" => rows.push(row("answer", &answer())),
        presence => rows.push(row(&format!("device {presence}"), &answer())),
    }
    for finding in device.findings.iter().filter(|finding| is_change(finding)) {
        rows.push(row(finding.change, &sentence(finding, device)));
    }
    rows
}
