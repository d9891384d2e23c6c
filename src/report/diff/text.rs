//! A comparison for a person at a terminal: what became worse first. What is
//! there as before is counted, and told only where it stands beside a change.

use super::model::{Change, Counts, DeviceDiff, FindingDiff, Stand};
use super::outcome::Diff;
use crate::report::escape::terminal;
use crate::report::wording::{self, EN};
use crate::report::{Layout, layout};
use std::io::{self, Write};

/// What to say when the two audits are not of one kind.
pub(super) const OTHER_POLICIES: &str = "the audits used different policies or versions of them: \
    a finding may be new or gone without any change on a phone";

pub(super) fn write(diff: &Diff, layout: Layout<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    diff.devices.worth_a_line(|device| {
        fill(&mut text, layout, 0, &heading(device));
        for finding in device.findings.iter().filter(|f| f.is_change()) {
            let line = format!(
                "{:<13} {}",
                finding.change.as_str(),
                sentence(finding, device)
            );
            fill(&mut text, layout, 2, &line);
        }
        text.push('\n');
        out.write_all(text.as_bytes())?;
        text.clear();
        Ok(())
    })?;
    fill(&mut text, layout, 0, &stand("old", &diff.old));
    fill(&mut text, layout, 0, &stand("new", &diff.new));
    fill(&mut text, layout, 0, &counts(&diff.summary));
    if diff.has_other_policies() {
        fill(&mut text, layout, 0, OTHER_POLICIES);
    }
    out.write_all(text.as_bytes())
}

fn fill(text: &mut String, layout: Layout<'_>, indent: usize, line: &str) {
    let (first, rest) = (" ".repeat(indent), " ".repeat(indent * 2 + 2));
    text.push_str(&layout::fill(line, layout.width, &first, &rest));
    text.push('\n');
}

/// The device and how its result changed.
pub(super) fn heading(device: &DeviceDiff) -> String {
    let mut line = terminal(&device.id);
    if !device.about.is_empty() {
        line.push_str(&format!(" ({})", device.about));
    }
    let answer = match (&device.old_verdict, &device.new_verdict) {
        (Some(old), Some(new)) if old == new => format!("{new} as before"),
        (Some(old), Some(new)) => format!("{new}, was {old}"),
        (None, Some(new)) => format!("{new}; it was not in the older audit"),
        (Some(old), None) => format!("was {old}; it is not in the newer audit"),
        (None, None) => String::new(),
    };
    format!("{line}: {answer}")
}

/// The app, the rule, and when it came, was seen and went.
pub(super) fn sentence(finding: &FindingDiff, device: &DeviceDiff) -> String {
    let id = terminal(&finding.app);
    let mut line = match &finding.name {
        Some(name) => format!("{} ({id})", terminal(name)),
        None => id,
    };
    if let Some(version) = &finding.version {
        line.push_str(&format!(" {}", terminal(version)));
    }
    if let Some(old) = &finding.old_version {
        line.push_str(&format!(", updated from {}", terminal(old)));
    }
    if finding.profile != 0 {
        line.push_str(&format!(" in profile {}", finding.profile));
    }
    line.push_str(&format!(
        ", {} by {}",
        finding.level,
        terminal(&finding.rule)
    ));
    let state = |word: &str| EN.state(word).unwrap_or_else(|| terminal(word));
    match &finding.old_state {
        Some(old) => line.push_str(&format!("; {}, was {}", state(&finding.state), state(old))),
        None if finding.state != "installed" => {
            line.push_str(&format!("; {}", state(&finding.state)));
        }
        None => {}
    }
    let day = |time: &str| terminal(wording::day(time));
    if let Some(time) = &finding.first_installed {
        line.push_str(&format!("; first installed on {}", day(time)));
    }
    if let Change::Fixed | Change::Eased | Change::NotSeen | Change::NotJudged = finding.change {
        if let Some(time) = &device.old_taken_at {
            line.push_str(&format!("; still there on {}", day(time)));
        }
        if let (Some(time), Change::Fixed) = (&device.new_taken_at, finding.change) {
            line.push_str(&format!(", gone by {}", day(time)));
        }
    }
    line
}

pub(super) fn stand(which: &str, stand: &Stand) -> String {
    let others = match stand.not_applicable {
        0 => String::new(),
        many => format!(", {many} not applicable"),
    };
    format!(
        "{which}: {}: {}: {} non-compliant, {} indeterminate, {} compliant{others}",
        terminal(&stand.source),
        wording::count(stand.devices, "device", "devices"),
        stand.non_compliant,
        stand.indeterminate,
        stand.compliant,
    )
}

pub(super) fn counts(counts: &Counts) -> String {
    let words = [
        (counts.new, "new"),
        (counts.waiver_lapsed, "with a lapsed permission"),
        (counts.still_there, "still there"),
        (
            counts.not_seen,
            "not seen on devices that were not fully read",
        ),
        (counts.not_judged, "not judged any more"),
        (counts.eased, "eased"),
        (counts.permitted, "permitted now"),
        (counts.fixed, "fixed"),
    ];
    let said: Vec<String> = words
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let said = if said.is_empty() {
        "none".to_owned()
    } else {
        said.join(", ")
    };
    format!(
        "findings: {said}; {} updated; devices: {} newly non-compliant, {} new, {} gone",
        counts.updated, counts.devices_breaking, counts.devices_new, counts.devices_gone
    )
}
