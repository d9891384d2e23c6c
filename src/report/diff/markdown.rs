//! A comparison for a ticket: one table of changes.

use super::model::DeviceDiff;
use super::outcome::Diff;
use super::text::{OTHER_POLICIES, counts, sentence, stand};
use crate::report::escape::{markdown, markdown_code};
use std::io::{self, Write};

pub(super) fn write(diff: &Diff, out: &mut dyn Write) -> io::Result<()> {
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
    let mut head = Some("\n| change | device | what |\n|---|---|---|\n");
    diff.devices.worth_a_line(|device| {
        text.push_str(head.take().unwrap_or_default());
        text.push_str(&rows(device).concat());
        out.write_all(text.as_bytes())?;
        text.clear();
        Ok(())
    })?;
    out.write_all(text.as_bytes())
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
        let old = device.old_verdict.as_deref().unwrap_or("not there");
        let new = device.new_verdict.as_deref().unwrap_or("not there");
        format!("{old} before, {new} now")
    };
    let mut rows = Vec::new();
    match &*device.presence {
        "both" if device.old_verdict == device.new_verdict => {}
        "both" => rows.push(row("answer", &answer())),
        presence => rows.push(row(&format!("device {presence}"), &answer())),
    }
    for finding in device.findings.iter().filter(|finding| finding.is_change()) {
        rows.push(row(finding.change.as_str(), &sentence(finding, device)));
    }
    rows
}
