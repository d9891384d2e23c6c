//! GitHub workflow commands: each finding becomes an annotation of the build.
//!
//! A runner reads every line of a log, so device text must never begin one.
//! Worst devices come first, because GitHub shows only ten annotations of a kind
//! ([`annotations`](super::annotations)).

use super::annotations::{Annotations, Kind};
use super::document::{Device, Document, Finding, Gap, Remark};
use super::escape::{prose, terminal};
use super::facts;
use super::run_failures;
use super::wording::EN;
use crate::audit::{Level, Threshold};
use std::io::{self, Write};
use std::ops::ControlFlow;

pub(super) fn write(document: &Document<'_>, out: &mut dyn Write) -> io::Result<()> {
    let devices = &document.devices;
    let mut annotations = Annotations::new(out);
    // First, so that they are among those that are shown.
    for failure in run_failures::of_run(document) {
        annotations.add(Kind::Error, None, failure.code, &failure.message)?;
    }
    let remarks = || document.remarks.iter();
    for remark in remarks().filter(|one| run_failures::fails(one)) {
        let title = terminal(&remark.code);
        annotations.add(Kind::Error, None, &title, &of_remark(remark))?;
    }
    let all = |_| true;
    devices.worst_first(all, |device| {
        of_device(document, device, &mut annotations).map(ControlFlow::Continue)
    })?;
    for remark in remarks().filter(|one| !run_failures::fails(one)) {
        let command = of_remark_command(remark, document.fail_on);
        let title = terminal(&remark.code);
        annotations.add(command, None, &title, &of_remark(remark))?;
    }
    annotations.finish()?;
    // Plain lines of the log: they take no place among the annotations.
    devices.each(|device| {
        let (id, verdict) = (terminal(&device.id), device.verdict);
        for fact in facts::of_device(EN, device) {
            writeln!(
                out,
                "{id} ({verdict}): {}: {}",
                fact.code.as_str(),
                fact.sentence
            )?;
        }
        Ok(())
    })?;
    for fact in facts::of_run(EN, document) {
        writeln!(out, "dutyphone: {}: {}", fact.code.as_str(), fact.sentence)?;
    }
    writeln!(
        out,
        "dutyphone: {}; {}",
        EN.counts(document),
        EN.basis(document)
    )
}

fn of_device(
    document: &Document<'_>,
    device: &Device<'_>,
    annotations: &mut Annotations<'_>,
) -> io::Result<()> {
    let id = terminal(&device.id);
    for finding in &device.findings {
        let command = if finding.is_open() {
            command(finding.level, document.fail_on)
        } else {
            Kind::Notice
        };
        let title = format!("{} on {id}", EN.app(finding));
        annotations.add(command, Some(device), &title, &about(finding))?;
    }
    for gap in &device.coverage.gaps {
        let title = format!("{id} was not fully read: {}", terminal(&gap.code));
        annotations.add(Kind::Error, Some(device), &title, &of_gap(gap))?;
    }
    for remark in &device.remarks {
        let title = format!("{}: {id}", terminal(&remark.code));
        let command = of_remark_command(remark, document.fail_on);
        annotations.add(command, Some(device), &title, &of_remark(remark))?;
    }
    let standings = EN.standings(device);
    if !standings.is_empty() {
        let title = format!("{}: {id}", device.verdict);
        // In doubt whether a policy is for the device, nobody passed it.
        let is_doubt = device
            .applicability
            .iter()
            .any(|stand| stand.state == "unknown");
        let kind = if is_doubt { Kind::Error } else { Kind::Notice };
        annotations.add(kind, Some(device), &title, &standings.join("\n"))?;
    }
    Ok(())
}

/// An error is what breaks the policy, so that it agrees with the exit code.
fn command(level: Level, fail_on: Threshold) -> Kind {
    match level {
        _ if fail_on != Threshold::None && fail_on.is_reached_by(level) => Kind::Error,
        Level::Note => Kind::Notice,
        Level::Warn | Level::Deny => Kind::Warning,
    }
}

fn of_remark_command(remark: &Remark<'_>, fail_on: Threshold) -> Kind {
    match remark.level {
        level if remark.finding => command(level, fail_on),
        Level::Note => Kind::Notice,
        Level::Warn | Level::Deny => Kind::Warning,
    }
}

fn about(finding: &Finding<'_>) -> String {
    let mut parts = vec![format!("by {}", terminal(&finding.rule))];
    parts.extend(
        EN.reason(finding, None)
            .map(|reason| format!("why: {reason}")),
    );
    parts.extend(EN.permission(finding));
    let circumstances = EN.circumstances(finding);
    if !circumstances.is_empty() {
        parts.push(circumstances.join("; "));
    }
    parts.push(format!("confidence: {}", EN.confidence(finding)));
    parts.extend(
        finding
            .how_to_fix
            .as_deref()
            .map(|how| format!("fix: {}", prose(how))),
    );
    parts.join("\n")
}

fn of_gap(gap: &Gap<'_>) -> String {
    let profile = EN.in_profile(gap.profile);
    with_advice(format!("{}{profile}", terminal(&gap.message)), &gap.advice)
}

fn of_remark(remark: &Remark<'_>) -> String {
    with_advice(prose(&remark.message), &remark.advice)
}

fn with_advice(message: String, advice: &str) -> String {
    if advice.is_empty() {
        message
    } else {
        format!("{message}\ndo: {}", prose(advice))
    }
}
